"""Legal forms of companies at the end or the beginning of their names."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import TypedDict

from ruamel.yaml import YAML

from segmentry.hub.spelling.text import fold, literal

_Form = TypedDict(
    "_Form",
    {"in": str, "ends": list[str], "begins": list[str], "joined": list[str], "there": list[str]},
    total=False,
)


def name_words(folded: str) -> str:
    """SQL for a folded name as words: '&' is 'and', initials are joined, the article goes."""
    spelt = f"replace(replace({folded}, '&', ' and '), ' + ', ' and ')"
    # A dot inside a word joins (s.a.), a dot before a blank parts (dr. oetker).
    dotless = f"replace(replace({spelt}, '. ', ' '), '.', '')"
    joined = f"""translate({dotless}, '''’`´"', '')"""
    words = rf"trim(regexp_replace({joined}, '[^\p{{L}}\p{{M}}\p{{N}}]+', ' ', 'g'))"
    return f"regexp_replace({words}, '^the | the$', '', 'g')"


def without_form(words: str, country: str = "") -> str:
    """SQL for the words without the legal form; a name that is nothing else is kept."""
    bare = _by_country(words, country, lambda p, _: f"regexp_replace({words}, {p}, '')", words)
    for pattern in (_beginnings(), _joined(), _endings()):
        bare = f"regexp_replace({bare}, {literal(pattern)}, '', 'g')"
    return f"coalesce(nullif(trim({bare}), ''), {words})"


def form_of(words: str, country: str = "") -> str:
    """SQL for the legal form as we write it, null where there is none."""
    told = _by_country(words, country, lambda _, name: literal(name), "null")
    found = f"regexp_extract({words}, {literal(_anywhere())}, 0)"
    spellings = ", ".join(map(literal, _spellings()))
    forms = ", ".join(map(literal, _spellings().values()))
    anywhere = f"map([{spellings}], [{forms}])[replace({found}, ' ', '')]"
    return f"coalesce({anywhere}, {told})" if country else anywhere


def _by_country(words: str, country: str, sql: Callable[[str, str], str], otherwise: str) -> str:
    """SQL, of a pattern and its form, for words that are a form only in the country."""
    if not country:
        return otherwise
    cases = ""
    for name, form in _forms().items():
        if spellings := form.get("there"):
            lands = ", ".join(map(literal, form["in"].split()))
            pattern = literal(f"^(?:{_pattern(spellings)}) | (?:{_pattern(spellings)})$")
            where = f"{country} in ({lands}) and regexp_matches({words}, {pattern})"
            cases += f"when {where} then {sql(pattern, name)} "
    return f"case {cases}else {otherwise} end"


@cache
def _forms() -> Mapping[str, _Form]:
    text = (files("segmentry.hub.standardise") / "legal_forms.yaml").read_text("utf-8")
    forms: dict[str, _Form] = YAML(typ="safe").load(text)
    return forms


def _written(place: str) -> list[str]:
    return [text for form in _forms().values() for text in form.get(place, ())]  # type: ignore[attr-defined]


def _pattern(written: Iterable[str]) -> str:
    """An alternation in which dots and blanks are optional blanks, longest first."""
    patterns = {" ?".join(_parts(text)) for text in written}
    return "|".join(sorted(patterns, key=lambda p: (-len(p), p)))


def _parts(written: str) -> list[str]:
    folded = re.sub(r"""['’"`´]""", "", fold(written)).replace("&", " and ")
    return [re.escape(part) for part in re.split(r"[\s.,()/-]+", folded) if part]


@cache
def _endings() -> str:
    return f"(?: (?:{_pattern(_written('ends'))}))+$"


@cache
def _beginnings() -> str:
    return f"^(?:(?:{_pattern(_written('begins'))}) )+"


@cache
def _joined() -> str:
    joined = _pattern(_written("joined"))
    return f"^(?:{joined}) ?| ?(?:{joined})$"


@cache
def _anywhere() -> str:
    ends, begins, joined = (_pattern(_written(p)) for p in ("ends", "begins", "joined"))
    return f" (?:{ends})$|(?:{joined})$|^(?:{begins}) |^(?:{joined})"


@cache
def _spellings() -> dict[str, str]:
    """The form of each spelling without blanks; one of two forms belongs to the first."""
    found: dict[str, str] = {}
    for name, form in _forms().items():
        for written in (*form.get("ends", ()), *form.get("begins", ()), *form.get("joined", ())):
            found.setdefault("".join(_parts(written)), name)
    return found
