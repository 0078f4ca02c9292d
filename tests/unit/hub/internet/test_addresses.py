"""The short way of reading an address says what the long way says, or leaves it to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentry.hub.internet import addresses

_PIECES = st.sampled_from([
    "jo", "Jane.Doe", "a+b", "50%", "x_1", "é", "ſ", "\u212a", '"a b"', "(c)", ".", "..", "-", "--",
    "'", "a" * 64, "b" * 63, "mailto:", "MAILTO:", "<", ">", ",", ";", " ", "\n", "@", "\uff20",
    "。", "\\", "acme", "ACME", "xn--mller-kva", "xn--", "ab--c", "müller", "1", "127.0.0.1",
    "[::1]", "de", "co.uk", "com", "c", "example", "test", "invalid", "INVALID", "localhost",
    "local", "onion", "arpa", "gmail.com", "facebook.com", "http://", "https://", "HTTPS://",
    "www.", "/", "//", "/about", "?x=1", "#a", ":8080",
])  # fmt: skip
_WORDS = st.text("abcxyzABC0189.-_%+", min_size=1, max_size=70)
_ORDINARY = st.from_regex(r"\A[a-zA-Z0-9.]{1,9}@[a-zA-Z0-9-]{1,9}\.[a-z0-9.]{1,9}\Z")
_ANYTHING = st.lists(_PIECES | _WORDS, max_size=6).map("".join) | st.text(max_size=20)
_MAILBOXES = st.builds("{}@{}.{}".format, _ANYTHING, _ANYTHING, _PIECES)
_ENDINGS = ["com", "museum", "test", "invalid", "local", "localhost", "onion", "arpa", "example"]


@settings(deadline=None)  # the first to ask loads the lists
@given(_ORDINARY | _MAILBOXES | _ANYTHING, st.booleans())
def test_plain_addresses_are_those_that_the_validator_gives(value: str, reserved: bool) -> None:
    plain = addresses._plain_parts(value)
    assert plain in (None, addresses._checked_parts(value, reserved))


@pytest.mark.parametrize("ending", _ENDINGS)
@pytest.mark.parametrize("reserved", [True, False])
def test_the_validator_decides_about_endings(ending: str, reserved: bool) -> None:
    value = f"jo@acme.{ending}"
    plain = addresses._plain_parts(value)
    assert plain in (None, addresses._checked_parts(value, reserved))


@pytest.mark.parametrize(
    "value",
    ["Jane.Doe@Acme.com", "a_b%c+d-e@x-1.co.uk", f"{'a' * 64}@a.de", f"a@{'b' * 60}.de", "0@0.de"],
)
def test_ordinary_addresses_are_plain(value: str) -> None:
    assert addresses._plain_parts(value) == tuple(value.lower().split("@"))


@pytest.mark.parametrize(
    "value",
    [f"{'a' * 65}@a.de", f"a@{'b' * 61}.de", ".a@a.de", "a.@a.de", "a..b@a.de", "a@-a.de",
     "a@a-.de", "a@a..de", "a@a.de.", "a@ab--c.de", "a@xn--a.de", "a@a.d", "a@a.12", "a@a",
     "a@b@a.de", "é@a.de", "a@é.de", '"a"@a.de', "a@[1.2.3.4]", "a@a.de, b@b.de", " a@a.de",
     "a@a.de\n", "a@a.local"],
)  # fmt: skip
def test_unusual_addresses_are_not(value: str) -> None:
    assert addresses._plain_parts(value) is None


@settings(deadline=None)  # the first to ask loads the lists
@given(_ANYTHING | st.from_regex(r"\A(https?://)?[a-zA-Z0-9.-]{1,20}(/[a-z.%/-]{0,9})?\Z"))
def test_plain_sites_are_those_that_are_parsed(value: str) -> None:
    plain, parsed = addresses._plain_site(value), addresses._parsed(value)
    assert plain is None or (parsed and (plain[0], plain[1].lower()) == parsed)


@pytest.mark.parametrize(
    "value", ["acme.de", "https://www.Acme.co.uk/", "http://a-1.com/x/y.html", "a.b.example/%20"]
)
def test_ordinary_sites_are_plain(value: str) -> None:
    assert addresses._plain_site(value) is not None
