"""Registration numbers of companies, checked where their kind can be told."""

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

from stdnum import exceptions

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
_EIN = re.compile(r"\d\d-\d{7}")
_MADE_UP = re.compile(r"(.)\1*|0*123456789?0?|0*987654321?0?|(?:TEST|XXX|PENDING|UNKNOWN|NONE).*")


def registration_id(value: str) -> str | None:
    """The number in capitals and digits; None where it is none or its check digit is wrong."""
    text = " ".join(value.upper().split())
    label = _LABEL.match(text) if len(text) <= _LONGEST else None
    number = text[label.end() :] if label else text
    bare = re.sub(r"[\W_]", "", number)
    if len(text) > _LONGEST or not _could_be_one(bare):
        return None
    if module := _kind(label["kind"] if label else "", number, bare):
        return _checked(module, bare)
    return bare


def _could_be_one(bare: str) -> bool:
    plain = bare.isascii() and 5 <= len(bare) <= 30
    return plain and any(c.isdigit() for c in bare) and not _MADE_UP.fullmatch(bare)


def _kind(label: str, number: str, bare: str) -> str | None:
    if label in _LABELLED:
        return _LABELLED[label]
    if _EIN.fullmatch(number):
        return "stdnum.us.ein"
    return next((module for shape, module in _BY_SHAPE if shape.fullmatch(bare)), None)


def _checked(module: str, bare: str) -> str | None:
    """The number in one way of writing; one of another shape is kept as it is."""
    number = _canonical(module, bare)
    try:
        _validator(module)(number)
    except (exceptions.InvalidChecksum, exceptions.InvalidComponent):
        return None
    except exceptions.ValidationError:
        return bare
    return number


def _canonical(module: str, bare: str) -> str:
    if module == "stdnum.eu.vat":
        return re.sub("^GR", "EL", bare)
    if module == "stdnum.ch.uid":
        return bare.removesuffix("MWST").removesuffix("TVA").removesuffix("IVA")
    if module == "stdnum.no.mva":
        return f"NO{bare.removeprefix('NO')}"
    return bare


@cache
def _validator(module: str) -> Callable[[str], Any]:
    validate: Callable[[str], Any] = import_module(module).validate
    return validate
