"""A webhook gets signed JSON under a key, and its answers are understood."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from segmentry.activation import posting
from segmentry.activation.destinations.base import Batch
from segmentry.activation.destinations.webhook import Webhook
from segmentry.errors import DestinationRefused, DestinationUnreachable, InvalidDefinition

MEMBERS = [{"action": "add", "id": "a", "name": "Größe"}, {"action": "remove", "id": "b"}]
BATCH = Batch("crm", "p1", "p1-1", ("id", "name"), MEMBERS)


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Nobody waits; how long one would have is kept."""
    kept: list[float] = []
    monkeypatch.setattr(posting.time, "sleep", kept.append)
    return kept


def test_members_are_posted_under_a_key(receiver: Any, tmp_path: Path) -> None:
    assert Webhook(url=receiver.url).send(tmp_path, BATCH).refused == {}
    ((headers, body),) = receiver.received
    assert json.loads(body) == {
        "destination": "crm", "plan": "p1", "key": "p1-1", "members": MEMBERS,
    }  # fmt: skip
    assert headers["Idempotency-Key"] == "p1-1"
    assert "Segmentry-Signature" not in headers


def test_messages_are_signed(
    receiver: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK_SECRET", "sesame")
    Webhook(url=receiver.url, secret="env:HOOK_SECRET").send(tmp_path, BATCH)
    ((headers, body),) = receiver.received
    expected = hmac.new(b"sesame", body, hashlib.sha256).hexdigest()
    assert headers["Segmentry-Signature"] == f"sha256={expected}"


def test_refused_members_are_understood(receiver: Any, tmp_path: Path) -> None:
    said = {"refused": [{"id": "a", "reason": "bad\x1b[31m"}, {"id": "stranger"}, "nonsense"]}
    receiver.answers[:] = [(207, {}, json.dumps(said).encode())]
    assert Webhook(url=receiver.url).send(tmp_path, BATCH).refused == {"a": "bad [31m"}


@pytest.mark.parametrize("body", [b"", b"ok", b"[1]", b'{"refused": 7}', b"\xff", b"[" * 90_000])
def test_other_words_of_a_good_answer_mean_nothing(
    body: bytes, receiver: Any, tmp_path: Path
) -> None:
    receiver.answers[:] = [(200, {}, body)]
    assert Webhook(url=receiver.url).send(tmp_path, BATCH).refused == {}


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_failure_is_tried_again_with_the_same_key(
    status: int, receiver: Any, tmp_path: Path, pauses: list[float]
) -> None:
    receiver.answers[:] = [(status, {"Retry-After": "7"}, b""), (status, {}, b"")]
    Webhook(url=receiver.url).send(tmp_path, BATCH)
    assert [h["Idempotency-Key"] for h, _ in receiver.received] == ["p1-1"] * 3
    assert len({body for _, body in receiver.received}) == 1
    assert pauses == [7.0, 1.0]


def test_a_lasting_failure_leaves_doubt(receiver: Any, tmp_path: Path) -> None:
    receiver.answers[:] = [(500, {}, b"out of order")] * 4
    with pytest.raises(DestinationUnreachable, match=r"answered 500 \(out of order\)"):
        Webhook(url=receiver.url, tries=4).send(tmp_path, BATCH)
    assert len(receiver.received) == 4


@pytest.mark.parametrize("status", [301, 302, 307, 400, 401, 404, 413])
def test_a_refusal_is_told_at_once(status: int, receiver: Any, tmp_path: Path) -> None:
    elsewhere = {"Location": receiver.url + "/elsewhere"}
    receiver.answers[:] = [(status, elsewhere, b"<html>no</html>")]
    with pytest.raises(DestinationRefused, match=rf"it answered {status}\."):
        Webhook(url=receiver.url).send(tmp_path, BATCH)
    assert len(receiver.received) == 1


def test_silence_leaves_doubt(receiver: Any, tmp_path: Path) -> None:
    from threading import Event

    end = Event()
    receiver.answers[:] = [lambda: end.wait(5) and None] * 2
    with pytest.raises(DestinationUnreachable, match=r"no answer within 0\.2 seconds"):
        Webhook(url=receiver.url, timeout_seconds=0.2, tries=2).send(tmp_path, BATCH)
    end.set()
    assert len(receiver.received) == 2


def test_a_line_that_breaks_leaves_doubt(receiver: Any, tmp_path: Path) -> None:
    receiver.answers[:] = [lambda: None]
    with pytest.raises(DestinationUnreachable, match="did not answer"):
        Webhook(url=receiver.url, tries=1).send(tmp_path, BATCH)


def test_nobody_there_is_told_without_the_secret_part(tmp_path: Path) -> None:
    hook = Webhook(url="http://127.0.0.1:9/token-abc", tries=1)
    with pytest.raises(DestinationUnreachable) as failure:
        hook.send(tmp_path, BATCH)
    assert failure.value.where == "http://127.0.0.1:9"
    assert "abc" not in f"{failure.value} {hook.target(tmp_path)}"


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"url": "http://example.com/x"}, "over https only"),
        ({"url": "ftp://example.com/x"}, "over https only"),
        ({"url": "https://eve:pass@example.com"}, "user and password"),
        ({"url": "example.com"}, "names no host"),
        ({"url": "https://exa mple.com"}, "signs that addresses do not have"),
        ({"url": "https://exämple.com"}, "signs that addresses do not have"),
        ({"url": "https://example.com:99999"}, "url"),
        ({"url": "https://example.com", "secret": "sesame"}, "never written here"),
    ],
)
def test_addresses_and_secrets_that_are_not_safe(said: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValidationError, match=complaint):
        Webhook(**said)


def test_a_referred_address_is_checked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK", "http://example.com/x")
    with pytest.raises(InvalidDefinition, match="over https only") as failure:
        Webhook(url="env:HOOK").target(tmp_path)
    assert "example.com" not in str(failure.value)


def test_the_address_is_kept_without_its_path() -> None:
    kept = Webhook.without_secrets({"url": "https://example.com:8443/services/T/abc", "batch": 5})
    assert kept == {"url": "https://example.com:8443", "batch": 5}
    assert Webhook.without_secrets({"url": "env:HOOK"}) == {"url": "env:HOOK"}


def test_targets_are_told_apart(tmp_path: Path) -> None:
    one, two = (Webhook(url=f"https://example.com/{n}").target(tmp_path) for n in "ab")
    assert one != two
    assert one.startswith("https://example.com (")
