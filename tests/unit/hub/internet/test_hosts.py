import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentry.hub.internet import hosts

_LABELS = st.sampled_from(
    ["www", "WWW", "acme", "facebook", "com", "Com", "github", "io", "ebay", "co", "uk", "", "x"]
)


@settings(deadline=None)  # the first to ask loads the lists
@given(st.lists(_LABELS, max_size=5).map(".".join), st.sampled_from(["", "/", "/acme"]))
def test_pages_of_others_are_those_whose_registered_domain_is_listed(host: str, path: str) -> None:
    site = hosts._registries().privatesuffix(host)
    is_start = host.removeprefix("www.") == site and path in ("", "/")
    listed = hosts._listed("shared_hosts.txt")
    assert hosts.is_page_of_others(host, path) == (site in listed and not is_start)


@pytest.mark.parametrize(
    ("host", "path", "is_page"),
    [
        ("facebook.com", "/acme", True), ("www.facebook.com", "/", False), ("acme.de", "/x", False),
        ("facebook.com.", "", True), ("notfacebook.com", "/x", False), ("acme.github.io", "", True),
    ],
)  # fmt: skip
def test_pages_of_others(host: str, path: str, is_page: bool) -> None:
    assert hosts.is_page_of_others(host, path) is is_page


def test_a_host_is_told_the_same_at_every_asking() -> None:
    first = [hosts.company_domain_of(h) for h in ("a.acme.de", "gmail.com", "acme.test")]
    assert first == ["acme.de", None, None]
    assert [hosts.company_domain_of(h) for h in ("a.acme.de", "gmail.com", "acme.test")] == first
    assert hosts.company_domain_of("a.acme.test", reserved=True) == "acme.test"
