"""From the values of several accounts to one: sum, max, min, any, all, or the topmost."""

import re
from collections.abc import Callable

from segmentry.engine.sql import identifier
from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import VariableDefinition
from segmentry.model.types import ColumnType as T

_USUAL = {
    "employees": "sum",
    "employees_from": "sum",
    "employees_to": "sum",
    "subsidiaries": "sum",
    "records": "sum",
    "sources": "max",
    "founded_year": "min",
    "created_on": "min",
    "has_parent": "top",
}
"""Of what is known of an account; the others go by their type."""
_OF_TYPE = {T.MONEY: "sum", T.DATE: "max", T.TIME: "max", T.BOOLEAN: "any"}
_CONSENT = re.compile(r"(^|_)(consents?|opt_?in|opted_in|agreed|permission|may)(_|$)")
"""What a company agreed to counts only where all of its accounts did."""
_ADDRESS = ("street", "street_key", "postal_code", "city", "region", "country")
"""An address counts as a whole."""
_EXACT = "decimal(28, 6)"  # a sum of doubles depends on the order of the rows
_FITS: dict[str, Callable[[T], bool]] = {
    "sum": lambda kind: kind.is_numeric,
    "any": lambda kind: kind is T.BOOLEAN,
    "all": lambda kind: kind is T.BOOLEAN,
    "max": lambda kind: kind is not T.BOOLEAN,
    "min": lambda kind: kind is not T.BOOLEAN,
    "top": lambda _: True,
}


def usual(name: str, kind: T) -> str:
    """How a value that sources tell of each account is rolled up when nobody says."""
    if kind is T.BOOLEAN and _CONSENT.search(name):
        return "all"
    # a further number of a source may be a score as well as an amount: adding up could mislead
    return _USUAL.get(name) or _OF_TYPE.get(kind, "top")


def rolled_up(name: str, how: str, kind: T) -> str:
    """SQL of one value from those of the accounts, of which `unit__place` 1 is the topmost."""
    column = identifier(name)
    if how == "any":
        return f"bool_or({column})"
    if how == "all":
        return f"bool_and({column})"
    if how == "sum":
        added = f"try_cast({column} as {_EXACT})" if kind is T.NUMBER else column
        return f"try_cast(sum({added}) as {kind})"
    if how in ("max", "min"):
        return f"{how}({column})"
    if name in _ADDRESS:
        told = " or ".join(f"{field} is not null" for field in _ADDRESS)
        return f"(min_by({{'value': {column}}}, unit__place) filter (where {told})).value"
    return f"min_by({column}, unit__place) filter (where {column} is not null)"


def check_rolled_up(definition: VariableDefinition, kind: T) -> None:
    """Raise where a variable cannot be rolled up as its definition says."""
    if not definition.rolled_up or _FITS[definition.rolled_up](kind):
        return
    valid = ", ".join(how for how, fits in _FITS.items() if fits(kind))
    raise InvalidDefinition(
        f"The variable '{definition.name}' cannot be rolled up by {definition.rolled_up}: its "
        f"values are of the type {kind.value}.",
        where=definition.where,
        next_step=f"Say rolled_up: {valid.replace(', ', ' or ')}.",
    )
