"""Reads e-mail addresses and web hosts."""

import re
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from publicsuffixlist import PublicSuffixList

_LONGEST = 500
_EMAIL = re.compile(
    r"(?<![^\s<>\"',;:(\[])[^@\s<>\"',;:()\[\]]{1,64}@[^@\s<>\"',;:()\[\]]+\.[^@\s<>\"',;:()\[\].]{2,}"
)
_MADE_UP_LOCAL = re.compile(
    r"(?:no-?reply|do-?not-?reply|donotreply|noemail|no-?mail|none|null|nobody|na|nomail|"
    r"mailer-daemon|postmaster|unknown|asdf+|qwerty|xxx+|dummy|invalid)"
)
_RESERVED = re.compile(r"(?:.*\.)?([^.]+\.(?:test|example|invalid))")
"""Names that nobody can register: real data has them as placeholders, invented data as domains."""
_INVALID = re.compile(r"\.invalid$", re.IGNORECASE)  # the validator refuses this one alone
_MADE_UP_HOST = re.compile(
    r"(?:(?:.*\.)?(?:example|test|domain|email|mail|noemail|nomail|none|invalid|asdf|abc|xxx+|"
    r"yourdomain|yourcompany|mycompany|website|placeholder|dummy|fake|na|null|unknown|company)"
    r"\.(?:com|org|net|de|co|io)|.*\.(?:test|example|invalid|localhost|local|localdomain|internal|lan))"
)


def address_of(value: str, *, reserved: bool = False) -> str | None:
    """The address in small letters; None where it is no address or plainly made up.

    With `reserved` names that nobody can register (.example) are taken for real.
    """
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
    if _MADE_UP_LOCAL.fullmatch(local) or _is_made_up(host, reserved):
        return None
    return f"{local}@{host}"


def site_domain_of(value: str, *, reserved: bool = False) -> str | None:
    """The registered domain of a web address; None for pages on sites that others run."""
    address = _parsed(value)
    if address is None:
        return None
    host, path = address
    return None if _is_page_of_others(host, path) else company_domain_of(host, reserved=reserved)


def company_domain_of(host: str, *, reserved: bool = False) -> str | None:
    """The registered domain of a host; None where anybody can have a mailbox there, or it is
    made up."""
    if reserved and (found := _RESERVED.fullmatch(host)):
        return found.group(1)
    if _MADE_UP_HOST.fullmatch(host) or re.fullmatch(r"[\d.]+", host) or is_free_mail(host):
        return None
    domain = _suffixes().privatesuffix(host)
    return str(domain) if domain else None


def _is_made_up(host: str, reserved: bool) -> bool:
    if reserved and _RESERVED.fullmatch(host):
        return False
    return _MADE_UP_HOST.fullmatch(host) is not None


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


def _is_page_of_others(host: str, path: str) -> bool:
    """Whether it is a page on a site with many companies' pages, not that site's own start."""
    site = _registries().privatesuffix(host)
    own_start = host.removeprefix("www.") == site and path in ("", "/")
    return site in _listed("shared_hosts.txt") and not own_start


def is_free_mail(host: str) -> bool:
    """Whether anybody can have an address there."""
    free = _listed("free_mail_domains.txt")
    return host in free or _suffixes().privatesuffix(host) in free


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@cache
def _registries() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


@cache
def _listed(name: str) -> frozenset[str]:
    lines = (files(__package__) / name).read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))
