"""Posts a message to a web address: with a limit of time, and again where that may help."""

import http.client
import time
from dataclasses import dataclass
from email.message import Message
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import IO
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from segmentry.errors import DestinationUnreachable

_LONGEST_PAUSE = 60.0
_LARGEST_ANSWER = 1 << 20
_AGAIN = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    pause: float | None = None
    """Seconds that it asks to wait."""


class _NoRedirect(HTTPRedirectHandler):
    """Members go to the address that was written down and to no other."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> None:
        return None


def post(url: str, body: bytes, headers: dict[str, str], *, timeout: float, tries: int) -> Answer:
    """The last answer; raises DestinationUnreachable when the last try got none."""
    for attempt in range(1, tries + 1):
        try:
            answer = _once(url, body, headers, timeout)
        except (OSError, http.client.HTTPException) as error:
            if attempt == tries:
                raise _silent(url, error, timeout) from error
            _sleep(attempt, None)
            continue
        if answer.status not in _AGAIN or attempt == tries:
            return answer
        _sleep(attempt, answer.pause)
    raise AssertionError("tries is at least 1")


def is_loopback(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _once(url: str, body: bytes, headers: dict[str, str], timeout: float) -> Answer:
    own = is_loopback(urlsplit(url).hostname or "")
    proxies = [ProxyHandler({})] if own else []
    request = Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - https or own
    deadline = time.monotonic() + timeout
    try:
        with build_opener(_NoRedirect, *proxies).open(request, timeout=timeout) as answer:
            return Answer(answer.status, _read(answer, deadline))
    except HTTPError as error:
        with error:
            pause = _asked_pause(error.headers.get("Retry-After"))
            return Answer(error.code, _read(error, deadline), pause)


def _read(answer: IO[bytes], deadline: float) -> bytes:
    """The answer, but not for ever: one that trickles in is no answer."""
    parts, size = [], 0
    while size < _LARGEST_ANSWER and (part := answer.read1(65_536)):  # type: ignore[attr-defined]
        if time.monotonic() > deadline:
            raise TimeoutError("the answer does not end")
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _asked_pause(header: str | None) -> float | None:
    """Retry-After, in seconds or as a date."""
    if not header:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return None


def _sleep(attempt: int, asked: float | None) -> None:
    time.sleep(min(_LONGEST_PAUSE, 0.5 * 2.0 ** (attempt - 1) if asked is None else asked))


def _silent(url: str, error: Exception, timeout: float) -> DestinationUnreachable:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        told = f"no answer within {timeout:g} seconds"
    else:
        told = getattr(reason, "strerror", None) or type(reason).__name__
    parts = urlsplit(url)
    return DestinationUnreachable(
        f"The webhook did not answer ({told}).",
        where=f"{parts.scheme}://{parts.netloc}",
        next_step="Check that it runs and can be reached, then apply again; the same message "
        "keeps its key.",
    )
