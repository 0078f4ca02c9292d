"""Currencies by code, sign and name."""

from functools import cache

import pycountry

from segmentry.hub.places.plain import plain

_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}


def currency_of(value: str, country: str = "") -> str | None:
    """ISO 4217 code; None where it is no currency."""
    text = value.strip()
    return _SIGNS.get(text) or _codes().get(plain(text)) if len(text) <= 60 else None


@cache
def _codes() -> dict[str, str]:
    names: dict[str, str] = {}
    for currency in pycountry.currencies:
        names[plain(currency.alpha_3)] = currency.alpha_3
        names.setdefault(plain(currency.name), currency.alpha_3)
    return names
