"""Countries by their codes and their names in many languages."""

from functools import cache

import pycountry
from babel import Locale

from segmentry.hub.places.plain import plain
from segmentry.hub.spelling.text import words

_LANGUAGES = words("""
    en de fr es it nl pt sv da nb fi pl cs sk sl hr hu ro bg el tr ru uk et lv lt is ga ca eu gl
    ja zh zh_Hant ko ar he fa vi id ms th hi
""")


def country_of(value: str) -> str | None:
    """ISO alpha-2 of a country; None for regions, continents and what is no country."""
    return _codes().get(plain(value)) if len(value) <= 100 else None


@cache
def _codes() -> dict[str, str]:
    names: dict[str, str] = {}
    for language in _LANGUAGES:
        territories = Locale.parse(language).territories
        for code in _iso():
            names.setdefault(plain(territories.get(code, "")), code)
    for country in pycountry.countries:
        for written in _written(country):
            names[plain(written)] = country.alpha_2
    names.pop("", None)
    return names


def _written(country: object) -> list[str]:
    kinds = ("alpha_2", "alpha_3", "numeric", "name", "official_name", "common_name")
    return [text for kind in kinds if (text := getattr(country, kind, ""))]


@cache
def _iso() -> frozenset[str]:
    return frozenset(c.alpha_2 for c in pycountry.countries)
