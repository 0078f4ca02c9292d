"""Tells whose a host is: a company's, anybody's, or nobody's."""

import re
from functools import cache, lru_cache
from importlib.resources import files

from publicsuffixlist import PublicSuffixList

PLAIN = r"(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}"
"""How nearly all hosts are written: any such of `PLAIN_LENGTH` is well-formed as it stands."""
PLAIN_LENGTH = 63
"""Characters; a label may have as many, a host more."""

_KEPT = 50_000
"""Hosts whose domain is remembered, for many people write from one."""
_RESERVED = re.compile(r"(?:.*\.)?([^.]+\.(?:test|example|invalid))")
"""Names that nobody can register: real data has them as placeholders, invented data as domains."""
_MADE_UP = re.compile(
    r"(?:(?:.*\.)?(?:example|test|domain|email|mail|noemail|nomail|none|invalid|asdf|abc|xxx+|"
    r"yourdomain|yourcompany|mycompany|website|placeholder|dummy|fake|na|null|unknown|company)"
    r"\.(?:com|org|net|de|co|io)|.*\.(?:test|example|invalid|localhost|local|localdomain|internal|lan))"
)
_NUMBERS = re.compile(r"[\d.]+")


def company_domain_of(host: str, *, reserved: bool = False) -> str | None:
    """The registered domain of a host; None where anybody can have a mailbox there, or it is
    made up. With `reserved` names that nobody can register (.example) are taken for real."""
    if reserved and (found := _RESERVED.fullmatch(host)):
        return found.group(1)
    if _MADE_UP.fullmatch(host) or _NUMBERS.fullmatch(host) or is_free_mail(host):
        return None
    return _private_suffix(host) or None


def is_made_up(host: str, *, reserved: bool = False) -> bool:
    if reserved and _RESERVED.fullmatch(host):
        return False
    return _MADE_UP.fullmatch(host) is not None


def is_free_mail(host: str) -> bool:
    """Whether anybody can have an address there."""
    free = _listed("free_mail_domains.txt")
    return host in free or _private_suffix(host) in free


def is_page_of_others(host: str, path: str) -> bool:
    """Whether it is a page on a site with many companies' pages, not that site's own start."""
    # Seeing that the name holds none of them is quicker than asking the registries.
    if not host.lower().removesuffix(".").endswith(_shared_sites()):
        return False
    site = _registries().privatesuffix(host)
    own_start = host.removeprefix("www.") == site and path in ("", "/")
    return site in _shared_sites() and not own_start


@cache
def _shared_sites() -> tuple[str, ...]:
    return tuple(_listed("shared_hosts.txt"))


@lru_cache(maxsize=_KEPT)
def _private_suffix(host: str) -> str | None:
    return _suffixes().privatesuffix(host)


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
