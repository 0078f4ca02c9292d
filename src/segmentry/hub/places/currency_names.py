"""Currencies by code, sign and name."""

from functools import cache
from importlib.resources import files

import pycountry
from babel import Locale
from babel.numbers import get_territory_currencies
from ruamel.yaml import YAML

from segmentry.hub.places.plain import plain

_LONGEST = 60
_SHARED_SIGNS = {"$": ("dollar", "peso"), "£": ("pound",), "¥": ("yen", "yuan"), "kr": ("kron",)}
_NO_MONEY = {"XXX", "XTS"}
_LANGUAGES = ("de", "fr", "es", "it", "nl", "pt", "sv", "da", "pl", "en")


def currency_of(value: str, country: str = "") -> str | None:
    """ISO 4217 code; None where it is no currency. The country decides on a shared sign."""
    text = value.strip().casefold()
    if len(text) > _LONGEST:
        return None
    return _local(text, country) or _signs().get(text) or _names().get(plain(text))


def _local(sign: str, country: str) -> str | None:
    codes = get_territory_currencies(country.upper()) if country else []
    names = Locale("en").currencies
    kinds = _SHARED_SIGNS.get(sign, ())
    shares = (code for code in codes if any(k in names.get(code, "").lower() for k in kinds))
    return next(shares, None)


@cache
def _signs() -> dict[str, str]:
    text = (files(__package__) / "currency_names.yaml").read_text("utf-8")
    listed = YAML(typ="safe").load(text).items()
    return {sign.casefold(): code for code, signs in listed for sign in signs}


@cache
def _names() -> dict[str, str]:
    """Names in several languages; our own list and the codes win."""
    codes = {currency.alpha_3 for currency in pycountry.currencies} - _NO_MONEY
    names = {
        plain(name): code
        for language in _LANGUAGES
        for code, name in Locale(language).currencies.items()
        if code in codes
    }
    iso = {plain(c.name): c.alpha_3 for c in pycountry.currencies if c.alpha_3 in codes}
    own = {plain(sign): code for sign, code in _signs().items()}
    found = names | iso | own | {plain(code): code for code in codes}
    return {name: code for name, code in found.items() if name}
