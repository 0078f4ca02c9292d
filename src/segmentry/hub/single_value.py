"""Understands one value that a person gives, as it would be understood in a source."""

from collections.abc import Mapping
from dataclasses import replace

from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier, literal
from segmentry.errors import UnknownName, UserError
from segmentry.hub.mapping import LONGEST_VALUE, output_columns, standardiser_of
from segmentry.hub.standardise.base import Reading, SqlStandardiser, ValueStandardiser
from segmentry.model.fields import Field
from segmentry.model.standard_tables import ACCOUNTS
from segmentry.model.tables import SCHEMAS, Table

_PROFILE = {c.name: c.type for c in SCHEMAS[Table.PROFILES].columns}
_CALLED = {"name_legal_form": "legal_form"}


def told_fields() -> dict[str, Field]:
    """The fields of a profile that a source, and so a person, can tell."""
    return {f.name: f for f in ACCOUNTS.fields if f.name in _PROFILE}


def understood(
    name: str, value: str, engine: Engine, reading: Reading, country: str | None = None
) -> dict[str, str | None]:
    """The columns of a profile that a value gives, as text; raises UserError where it is none."""
    field = told_fields().get(name)
    if field is None:
        raise UnknownName("field that can be pinned", name, told_fields(), advice=_advice_for(name))
    found = _columns(field, value.strip(), engine, reading, country)
    if found[name] is None:
        messy, clean = standardiser_of(field.kind).example
        raise UserError(
            f"'{value[:100]}' is not understood as {name.replace('_', ' ')} ({field.meaning}).",
            next_step=f"'{messy}', for instance, is understood as '{clean}'.",
        )
    return found


def _advice_for(name: str) -> str:
    if name in _PROFILE:
        return f"'{name}' is worked out from other fields."
    return ""


def _columns(
    field: Field, value: str, engine: Engine, reading: Reading, country: str | None
) -> dict[str, str | None]:
    names = [_CALLED.get(c.name, c.name) for c in output_columns(field)]
    suffixes = [o.suffix for o in standardiser_of(field.kind).outputs]
    answers = _answers(field, value, engine, reading, country)
    pairs = zip(names, suffixes, strict=True)
    kept = {n: answers.get(suffix) for n, suffix in pairs if n in _PROFILE}
    return _as_text(kept, engine)


def _answers(
    field: Field, value: str, engine: Engine, reading: Reading, country: str | None
) -> Mapping[str, object]:
    standardiser = standardiser_of(field.kind)
    if not value or len(value) > LONGEST_VALUE:
        return {}
    if isinstance(standardiser, ValueStandardiser):
        found = standardiser.understand([value], [country], reading)
        return {suffix: listed[0] for suffix, listed in found.items()}
    assert isinstance(standardiser, SqlStandardiser)  # noqa: S101 - there are two kinds
    where = replace(reading, default_country=country or reading.default_country)
    given = standardiser.expressions("given.value", where)
    listed = ", ".join(f"{sql} as {identifier('o_' + s)}" for s, sql in given.items())
    row = engine.query(f"select {listed} from (select {literal(value)} as value) as given")
    return {name.removeprefix("o_"): found for name, found in row.to_pylist()[0].items()}


def _as_text(values: Mapping[str, object], engine: Engine) -> dict[str, str | None]:
    """The values as the engine writes their types."""
    listed = ", ".join(
        f"cast(cast({literal(None if v is None else str(v))} as {_PROFILE[n]}) as varchar) as {n}"
        for n, v in values.items()
    )
    found: dict[str, str | None] = engine.query(f"select {listed}").to_pylist()[0]
    return found
