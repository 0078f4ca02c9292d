"""Understands what a person or system wrote as an industry."""

import re
from dataclasses import dataclass

from segmentry.hub.industries.codes import crosswalk, in_edition, narrowed, title
from segmentry.hub.industries.groups import common_group, group_names, group_of
from segmentry.hub.industries.words import meaning_of
from segmentry.hub.spelling.placeholders import MISSING

_LONGEST = 200
_CODE = re.compile(
    r"(?i)(?:(?P<scheme>uk ?sic|sic|naics|nace|isic)(?: ?(?:code|rev\.?))*[ :#-]*)?"
    r"(?P<code>[A-U]?\d{1,2}\.\d{1,2}|[A-U]?\d{2,6}|[A-U](?=$))(?:\.0+)?(?P<words>[ :;,|–-]+\D.*)?"
)
# Which scheme a bare number is of: the first of these that knows it.
_BY_LENGTH = {6: ("naics",), 5: ("uksic", "naics"), 4: ("sic", "isic", "naics")}


@dataclass(frozen=True)
class Industry:
    """An industry as far as it is known."""

    words: str | None = None
    scheme: str | None = None
    code: str | None = None
    isic: str | None = None
    group: str | None = None


def understood(value: str, scheme: str = "") -> Industry | None:
    """The industry behind a code or words; None where it is neither.

    A bare number is read in the given scheme. Without one, six digits are NAICS, five UK SIC or
    NAICS, four SIC, else ISIC, else NAICS; a dot means NACE and a letter in front ISIC; fewer
    than four digits could be anything and are not guessed at.
    """
    text = " ".join(value.split())
    if len(text) > _LONGEST:
        return None
    if code := _CODE.fullmatch(text):
        return _from_code(code, scheme) or _from_words((code["words"] or "").strip(" :;,|–-"))
    return _from_words(text)


def _from_code(written: re.Match[str], scheme: str) -> Industry | None:
    said = (written["scheme"] or "").lower().replace(" ", "")
    for candidate in _schemes(written["code"], said or scheme.lower()):
        if found := in_edition(written["code"], candidate):
            return _industry(candidate, *found)
    return None


def _schemes(code: str, named: str) -> tuple[str, ...]:
    if named:
        return (named,)
    if "." in code:
        return ("nace",)
    if code[0].isalpha():
        return ("isic",) if len(code) > 1 else ()
    return _BY_LENGTH.get(len(code), ())


def _industry(scheme: str, edition: str, code: str) -> Industry:
    words = title(code, edition)
    codes = crosswalk(code, edition, "isic4")
    isic = narrowed(codes, words or "")
    group = common_group(codes) or (group_of(isic) if isic else None)
    said = words or (title(isic, "isic4") if isic else None)
    return Industry(words=said or code, scheme=scheme, code=code, isic=isic, group=group)


def _from_words(text: str) -> Industry | None:
    if not re.search(r"[^\W\d_]{2}", text) or re.sub(r"\W", "", text.lower()) in MISSING:
        return None
    known = meaning_of(text)
    if known is None:
        return Industry(words=_readable(text))
    words, meaning = known
    # What was misspelt is shown as it should be spelt.
    shown = text if words in text.lower().replace("-", " ").replace("&", "and") else words
    if meaning in group_names():
        return Industry(words=_readable(shown), group=meaning)
    return Industry(words=_readable(shown), isic=meaning, group=group_of(meaning))


def _readable(text: str) -> str:
    """Small letters, or many capitals, begin with one capital; 'IT' and 'FinTech' stay."""
    if text.islower() or (text.isupper() and len(text) > 4):
        return text[0].upper() + text[1:].lower()
    return text
