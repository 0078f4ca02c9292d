"""Countries by their codes and their names in many languages."""

from functools import cache
from importlib.resources import files

import pycountry
from babel import Locale
from ruamel.yaml import YAML

from segmentry.hub.places.plain import plain
from segmentry.hub.spelling.text import words

_LONGEST = 100
_LANGUAGES = words("""
    en de fr es it nl pt sv da nb fi pl cs sk sl hr hu ro bg el tr ru uk et lv lt is ga ca eu gl
    ja zh zh_Hant ko ar he fa vi id ms th hi
""")
_NEITHER = "none"
_KOSOVO = "XK"  # no ISO code, but the one everybody uses


def country_of(value: str) -> str | None:
    """ISO alpha-2 of a country; None for regions, continents and what is no country."""
    return _codes().get(plain(value)) if len(value) <= _LONGEST else None


@cache
def _codes() -> dict[str, str]:
    """Plain names; the ISO codes and our own list win over the languages."""
    codes = _names_in_all_languages() | _aliases() | _iso_names()
    return {name: code for name, code in codes.items() if name and code != _NEITHER}


def _names_in_all_languages() -> dict[str, str]:
    """A name that means two countries in two languages means neither, unless English says it."""
    meanings: dict[str, set[str]] = {}
    for language in _LANGUAGES:
        for code, name in _territories(language).items():
            meanings.setdefault(plain(name), set()).add(code)
    clear = {name: min(codes) for name, codes in meanings.items() if len(codes) == 1}
    return clear | {plain(name): code for code, name in _territories("en").items()}


def _territories(language: str) -> dict[str, str]:
    known = {country.alpha_2 for country in pycountry.countries} | {_KOSOVO}
    names = Locale.parse(language).territories
    return {code: name for code, name in names.items() if code in known}


def _iso_names() -> dict[str, str]:
    kinds = ("official_name", "name", "common_name", "numeric", "alpha_3", "alpha_2")
    return {
        plain(written): country.alpha_2
        for country in pycountry.countries
        for kind in kinds
        if (written := getattr(country, kind, ""))
    }


def _aliases() -> dict[str, str]:
    text = (files(__package__) / "country_aliases.yaml").read_text("utf-8")
    return {
        plain(name): code for code, names in YAML(typ="safe").load(text).items() for name in names
    }
