"""Reads e-mail addresses and web addresses."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from segmentry.hub.internet.hosts import (
    PLAIN,
    PLAIN_LENGTH,
    company_domain_of,
    is_made_up,
    is_page_of_others,
)

_LONGEST = 500
_LONGEST_LOCAL = 64
_EMAIL = re.compile(
    r"(?<![^\s<>\"',;:(\[])[^@\s<>\"',;:()\[\]]{1,64}@[^@\s<>\"',;:()\[\]]+\.[^@\s<>\"',;:()\[\].]{2,}"
)
_PLAIN_EMAIL = re.compile(rf"([A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*)@({PLAIN})")
_PLAIN_SITE = re.compile(rf"(?:https?://)?({PLAIN})(/[A-Za-z0-9._~%/-]*)?")
_MADE_UP_LOCAL = re.compile(
    r"(?:no-?reply|do-?not-?reply|donotreply|noemail|no-?mail|none|null|nobody|na|nomail|"
    r"mailer-daemon|postmaster|unknown|asdf+|qwerty|xxx+|dummy|invalid)"
)
_INVALID = re.compile(r"\.invalid$", re.IGNORECASE)  # the validator refuses this one alone


def address_of(value: str, *, reserved: bool = False) -> str | None:
    """The address in small letters; None where it is no address or plainly made up.

    With `reserved` names that nobody can register (.example) are taken for real.
    """
    parts = _plain_parts(value) or _checked_parts(value, reserved)
    if parts is None:
        return None
    local, host = parts
    if _MADE_UP_LOCAL.fullmatch(local) or is_made_up(host, reserved=reserved):
        return None
    return f"{local}@{host}"


def _plain_parts(value: str) -> tuple[str, str] | None:
    """What stands before and after the @ of an address in which only the ending can be wrong."""
    plain = _PLAIN_EMAIL.fullmatch(value)
    if plain is None:
        return None
    local, host = plain.group(1).lower(), plain.group(2).lower()
    fits = len(local) <= _LONGEST_LOCAL and len(host) <= PLAIN_LENGTH
    return (local, host) if fits and _is_ending_of_mail(host.rpartition(".")[2]) else None


@lru_cache(maxsize=5_000)
def _is_ending_of_mail(ending: str) -> bool:
    try:
        validate_email(f"a@a.{ending}", check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True


def _checked_parts(value: str, reserved: bool) -> tuple[str, str] | None:
    """What stands before and after the @ of the first address in a text, if it is one."""
    found = _EMAIL.search(value.replace("mailto:", "")) if len(value) <= _LONGEST else None
    if not found:
        return None
    try:
        written = _INVALID.sub(".test", found.group()) if reserved else found.group()
        checked = validate_email(written, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    local, host = checked.local_part.lower(), checked.ascii_domain or checked.domain
    if written != found.group():
        host = host.removesuffix(".test") + ".invalid"
    return local, host


def site_domain_of(value: str, *, reserved: bool = False) -> str | None:
    """The registered domain of a web address; None for pages on sites that others run."""
    address = _plain_site(value) or _parsed(value)
    if address is None:
        return None
    host, path = address
    return None if is_page_of_others(host, path) else company_domain_of(host, reserved=reserved)


def _plain_site(value: str) -> tuple[str, str] | None:
    """Host and path of a web address in which nothing needs to be taken apart or translated."""
    plain = _PLAIN_SITE.fullmatch(value) if len(value) <= _LONGEST else None
    if plain is None or len(plain.group(1)) > PLAIN_LENGTH:
        return None
    return plain.group(1).lower(), plain.group(2) or ""


def _parsed(value: str) -> tuple[str, str] | None:
    """Host and path of a web address, an e-mail address or a bare domain."""
    text = value.strip().lower().replace("\\", "/")
    if len(text) > _LONGEST or re.search(r"[\s<>\"]", text) or "." not in text:
        return None
    text = re.sub(r"^(?:mailto:|https?:?/+|//)", "", text)
    try:
        parts = urlsplit(f"//{text}")
        host = (parts.hostname or "").strip(".").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return None
    return (host, parts.path) if host else None
