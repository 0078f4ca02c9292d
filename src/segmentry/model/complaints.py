"""What is wrong with a setting, in our words instead of pydantic's."""

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches
from re import findall
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_TEXT, _WHOLE, _NUMBER = "must be a text", "must be a whole number", "must be a number"
_NAMES, _LIST = "must be lines of `name: value`", "must be a list"
_DAY = "must be a day such as 2026-03-31"
_WORDS = {
    "string_type": _TEXT,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": "is beyond every number that could be meant",
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": _NUMBER,
    "decimal_type": _NUMBER,
    "decimal_parsing": _NUMBER,
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "dict_type": _NAMES,
    "model_type": _NAMES,
    "model_attributes_type": _NAMES,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
    "literal_error": "must be {expected}",
    "enum": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "string_pattern_mismatch": "must fit the pattern {pattern}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "too_short": "must have at least {min_length} entries",
    "too_long": "must have at most {max_length} entries",
}


def complaint(error: ErrorDetails) -> str:
    """What is wrong, to follow the name of the setting."""
    if error["type"] == "value_error":
        return f"cannot be used: {error['msg'].removeprefix('Value error, ')}"
    words = _WORDS.get(error["type"], "is not understood")
    if error.get("input") is None:
        words = f"is empty, and {words}"
    return words.format(**error.get("ctx", {})) + _given(error.get("input"))


def _given(value: object) -> str:
    if not isinstance(value, str | int | float | bool):
        return ""
    shown = repr(value) if isinstance(value, str) else _in_yaml(value)
    return f" (it says {shown if len(shown) <= 60 else shown[:60] + '…'})"


def meant(name: str, known: Iterable[str]) -> str:
    """The names that could have been meant by one that means nothing."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(names)}."


def names_at(model: type[BaseModel], path: Sequence[str | int]) -> tuple[str, ...]:
    """The names that a model knows where `path` leads."""
    for step in path[:-1]:
        field = model.model_fields.get(str(step))
        model = (_model_in(field.annotation) if field else None) or model
    return tuple(model.model_fields)


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model), None)


def foremost(error: ValidationError) -> ErrorDetails:
    """The error to tell; a misspelt name comes before what is missing because of it."""
    errors = error.errors(include_url=False)
    return next((e for e in errors if e["type"] == "extra_forbidden"), errors[0])


def first_complaint(
    error: ValidationError, model: type[BaseModel], beside: Iterable[str] = ()
) -> tuple[str, str]:
    """What is wrong first, and what would be right; `beside` are further names at the top."""
    first = foremost(error)
    name = ".".join(str(part) for part in first["loc"] if not _is_choice(part))
    last, known = str(first["loc"][-1]) if first["loc"] else "", names_at(model, first["loc"])
    if len(first["loc"]) == 1:
        known = (*known, *beside)
    if first["type"] == "extra_forbidden":
        return f"'{last}' means nothing here.", meant(last, known)
    if first["type"] == "missing":
        return f"'{name}' is missing.", f"Add `{last}: …`."
    if close := _meant_choice(first):
        return f"'{name}' {complaint(first)}.", f"Did you mean '{close}'?"
    if not name:
        return f"This {complaint(first)}.", f"Known: {', '.join(known)}."
    return f"'{name}' {complaint(first)}.", _in_quotes(first) or "Correct it there."


def _in_quotes(error: ErrorDetails) -> str:
    """How a word that YAML takes for something else is written as a text."""
    if error["type"] != "string_type" or not isinstance(error["input"], bool | int | float | date):
        return ""
    return f'Write it in quotes: "{_in_yaml(error["input"])}".'


def _in_yaml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _meant_choice(error: ErrorDetails) -> str:
    """The choice that could have been meant where there are few to choose from."""
    choices = findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
    close = get_close_matches(str(error.get("input")), choices, n=1)
    return close[0] if close and error["type"] == "literal_error" else ""


def _is_choice(part: object) -> bool:
    """Whether pydantic adds this to tell which of several types it tried."""
    return part in ("str", "int", "float", "bool") or "[" in str(part)
