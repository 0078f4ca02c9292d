"""Registration numbers of companies, checked where their kind can be told."""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from stdnum import exceptions, get_cc_module

_LONGEST = 60
_LABEL = re.compile(
    r"^(?P<kind>VAT|UST-?ID|UID|TVA|BTW|P\.? ?IVA|IVA|NIF|CIF|TAX ?ID|TAX|EIN|FEIN|LEI|ABN|ACN|"
    r"SIREN|SIRET|CNPJ|CVR|KVK|CRN|D-?U-?N-?S|ORG(?:ANISATION)?|REG(?:ISTRATION)?|COMPANY)"
    r"[ .:#-]*(?:REG(?:ISTRATION)?\.?)?[ .]*(?:(?:NO|NR|NUMBER|NUM|N°|ID)\b)?[ .:#-]*"
    r"(?=[A-Z]{0,3}[ -]?\d|\d|[A-Z0-9]{18}\d\d$)"
)
_LABELLED = {
    "LEI": "stdnum.lei", "ABN": "stdnum.au.abn", "ACN": "stdnum.au.acn", "EIN": "stdnum.us.ein",
    "FEIN": "stdnum.us.ein", "SIREN": "stdnum.fr.siren", "SIRET": "stdnum.fr.siret",
    "CNPJ": "stdnum.br.cnpj", "CVR": "stdnum.dk.cvr",
}  # fmt: skip
_BY_SHAPE = (
    (re.compile(r"(?=.*[A-Z])[A-Z0-9]{18}\d\d"), "stdnum.lei"),
    (re.compile(r"(?:AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|GR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|"
                r"SI|SK|XI)[A-Z0-9+*]{7,12}"), "stdnum.eu.vat"),
    (re.compile(r"GB(?:\d{9}|\d{12}|GD\d{3}|HA\d{3})"), "stdnum.gb.vat"),
    (re.compile(r"CHE\d{9}(?:MWST|TVA|IVA)?"), "stdnum.ch.uid"),
    (re.compile(r"(?:NO)?\d{9}MVA"), "stdnum.no.mva"),
)  # fmt: skip
_VAT_MODULES = {"EL": "gr", "XI": "gb"}
"""Countries whose letters in VAT numbers are not those of their module."""
_EIN = re.compile(r"\d\d-\d{7}")
_BARE_EIN = re.compile(r"[0-9]{9}")
_MARKS = re.compile(r"[\W_]")
_DIGIT = re.compile(r"[0-9]")
_MADE_UP = re.compile(r"(.)\1*|0*123456789?0?|0*987654321?0?|(?:TEST|XXX|PENDING|UNKNOWN|NONE).*")


def registration_id(value: str) -> str | None:
    """The number in capitals and digits; None where it is none or its check digit is wrong."""
    text = " ".join(value.upper().split())
    if len(text) > _LONGEST:
        return None
    label = _LABEL.match(text)
    number = text[label.end() :] if label else text
    bare = _MARKS.sub("", number)
    if not _could_be_one(bare):
        return None
    if module := _kind(label["kind"] if label else "", number, bare):
        return _checked(module, bare)
    return bare


def _could_be_one(bare: str) -> bool:
    plain = bare.isascii() and 5 <= len(bare) <= 30
    return plain and _DIGIT.search(bare) is not None and not _MADE_UP.fullmatch(bare)


def _kind(label: str, number: str, bare: str) -> str | None:
    if label in _LABELLED:
        return _LABELLED[label]
    if _EIN.fullmatch(number):
        return "stdnum.us.ein"
    return next((module for shape, module in _BY_SHAPE if shape.fullmatch(bare)), None)


def _checked(module: str, bare: str) -> str | None:
    """The number in one way of writing; one of another shape is kept as it is."""
    number = _canonical(module, bare)
    verdict = _verdict_on(module, number)
    if verdict is None:
        return bare
    return number if verdict else None


def _canonical(module: str, bare: str) -> str:
    if module == "stdnum.eu.vat":
        return "EL" + bare[2:] if bare.startswith("GR") else bare
    if module == "stdnum.ch.uid":
        return bare.removesuffix("MWST").removesuffix("TVA").removesuffix("IVA")
    if module == "stdnum.no.mva":
        return f"NO{bare.removeprefix('NO')}"
    return bare


def _verdict_on(module: str, number: str) -> bool | None:
    """Whether the number is right; None where it is of another shape."""
    if module == "stdnum.us.ein" and _BARE_EIN.fullmatch(number):
        return _verdict_on_ein(number[:2])
    try:
        _validator(module, number[:2] if module == "stdnum.eu.vat" else "")(number)
    except (exceptions.InvalidChecksum, exceptions.InvalidComponent):
        return False
    except exceptions.ValidationError:
        return None
    return True


@cache
def _verdict_on_ein(office: str) -> bool | None:
    # It has no check digit: only the office that gave it out can be wrong.
    return _verdict_on("stdnum.us.ein", f"{office}-0000000")


@cache
def _validator(module: str, country: str) -> Callable[[str], Any]:
    # For VAT numbers the country's own module, to which the European one hands them on.
    found = _vat_module(country) if country else import_module(module)
    validate: Callable[[str], Any] = found.validate
    return validate


def _vat_module(country: str) -> Any:
    return get_cc_module(_VAT_MODULES.get(country, country.lower()), "vat")
