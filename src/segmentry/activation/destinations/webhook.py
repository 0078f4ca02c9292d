"""A web address that members are posted to."""

import hashlib
import hmac
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from segmentry.activation.destinations.base import Batch, Destination, Sent
from segmentry.activation.posting import Answer, is_loopback, post
from segmentry.activation.secret import is_reference, resolved
from segmentry.activation.values import as_json
from segmentry.errors import DestinationRefused, DestinationUnreachable, InvalidDefinition


class Webhook(Destination):
    """Posts members as JSON to a web address, in batches, each under its own key."""

    url: str
    """Where to post: https, or a reference such as `env:NAME` or `file:PATH` when it holds a
    secret."""
    secret: str = ""
    """Reference to the secret that messages are signed with: `env:NAME` or `file:PATH`."""
    batch: int = Field(default=500, ge=1, le=10_000)
    """Most members in one message."""
    timeout_seconds: float = Field(default=30, gt=0, le=600)
    """Longest wait for an answer."""
    tries: int = Field(default=4, ge=1, le=10)
    """How often a message is sent that is not answered, with growing pauses."""

    @field_validator("url")
    @classmethod
    def _safe(cls, url: str) -> str:
        if not is_reference(url):
            _check(url)
        return url

    @field_validator("secret")
    @classmethod
    def _not_told(cls, secret: str) -> str:
        if secret and not is_reference(secret):
            raise ValueError("a secret is never written here; write env:NAME or file:PATH")
        return secret

    @property
    def largest_batch(self) -> int:
        return self.batch

    @classmethod
    def without_secrets(cls, settings: dict[str, Any]) -> dict[str, Any]:
        url = str(settings.get("url", ""))
        return settings if is_reference(url) else settings | {"url": _shown(url)}

    def target(self, base: Path) -> str:
        url = self._url(base)
        # the whole address may hold a secret, so all but the host is only told apart by a digest
        return f"{_shown(url)} ({hashlib.blake2b(url.encode(), digest_size=4).hexdigest()})"

    def send(self, base: Path, batch: Batch) -> Sent:
        body = _body(batch)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "segmentry",
            "Idempotency-Key": batch.key,
        }
        if self.secret:
            key = resolved(self.secret, base, "secret of the webhook").encode()
            signature = hmac.new(key, body, hashlib.sha256).hexdigest()
            headers["Segmentry-Signature"] = f"sha256={signature}"
        url = self._url(base)
        answer = post(url, body, headers, timeout=self.timeout_seconds, tries=self.tries)
        return _sent(answer, _shown(url), {str(m["id"]) for m in batch.members})

    def _url(self, base: Path) -> str:
        url = resolved(self.url, base, "address of the webhook")
        try:
            _check(url)
        except ValueError as error:
            raise InvalidDefinition(
                f"The address of the webhook cannot be used: {error}.",
                where=self.url,
                next_step="Write it like https://host/path.",
            ) from error
        return url


def _check(url: str) -> None:
    if not (url.isascii() and url.isprintable()) or " " in url:
        raise ValueError("it has signs that addresses do not have; write them as %XX")
    parts = urlsplit(url)
    if not parts.hostname or parts.port == 0:
        raise ValueError("it names no host; write it like https://host/path")
    if parts.username or parts.password:
        raise ValueError("user and password do not belong into an address; sign with `secret`")
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(parts.hostname)):
        raise ValueError("members are sent over https only, or to this machine")


def _shown(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return "***"
    return f"{parts.scheme}://{parts.hostname or ''}{port}"


def _body(batch: Batch) -> bytes:
    head = json.dumps(
        {"destination": batch.destination, "plan": batch.plan, "key": batch.key},
        ensure_ascii=False,
    )
    members = ",\n".join(map(as_json, batch.members))
    return f'{head[:-1]}, "members": [\n{members}\n]}}'.encode()


def _sent(answer: Answer, place: str, ids: set[str]) -> Sent:
    if 200 <= answer.status < 300:
        return Sent(_refused(answer.body, ids))
    if answer.status >= 500 or answer.status in (408, 425, 429):
        raise DestinationUnreachable(
            f"The webhook failed: it answered {answer.status}{_reason(answer.body)}.",
            where=place,
            next_step="Apply again later; the same message keeps its key.",
        )
    raise DestinationRefused(
        f"The webhook refuses what it was sent: it answered {answer.status}{_reason(answer.body)}.",
        where=place,
        next_step="Check its address, its secret and what it expects, then apply again.",
    )


def _refused(body: bytes, ids: set[str]) -> dict[str, str]:
    """Members that the answer names as refused: {"refused": [{"id": …, "reason": …}]}."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    listed = said.get("refused") if isinstance(said, dict) else None
    found = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    reasons = {str(one.get("id")): str(one.get("reason") or "no reason given") for one in found}
    return {id_: _line(reason) for id_, reason in reasons.items() if id_ in ids}


def _reason(body: bytes) -> str:
    text = _line(body[:2000].decode("utf-8", "replace"))
    return f" ({text})" if text and not text.startswith("<") else ""


def _line(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()[:200]
