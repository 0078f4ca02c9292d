"""Why a field of one company says what it says: the row it came from, or how it is computed."""

import re
from dataclasses import dataclass
from typing import Any

from segmentry.errors import UnknownName
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.survivorship import RULES
from segmentry.reports.reading import Reading

Row = dict[str, Any]
_FIELDS = {c.name: c for c in SCHEMAS[Table.PROFILES].columns}
_MADE_HERE = ("account_id", "label", "sources", "records", "excluded")
"""Fields that no source gives."""
_GIVEN = "_given"


@dataclass(frozen=True)
class FieldOrigin:
    """A field with its value, the rows it came from, and how it is computed, where it is."""

    name: str
    value: Any
    lineage: tuple[Row, ...]
    meaning: str
    computed: str = ""
    expression: str = ""
    tables: tuple[str, ...] = ()
    beside: bool = False
    """The rows are those of the fields it was chosen with: their record does not tell it."""

    @property
    def plain(self) -> Row:
        """The same for programs."""
        told = {"computed": self.computed, "expression": self.expression}
        known = {key: text or None for key, text in told.items()}
        shared = {"field": self.name, "value": self.value, "meaning": self.meaning}
        return shared | known | {"tables": list(self.tables)}


def origin_of(reading: Reading, found: Row, asked: str) -> FieldOrigin:
    """Where a field of the profile, a variable or a further column comes from."""
    name = _name_of(reading, asked)
    fact = reading.variables.get(name, {})
    meaning = fact.get("meaning") or _FIELDS[name].meaning
    value = {**found["variables"], **found["profile"]}.get(name)
    if expression := fact.get("expression"):
        lineage = _rows(found, [w for w in re.findall(r"[a-z_]+", expression) if w in _FIELDS])
        tables = tuple((fact["reads"] or "").split(", "))
        return FieldOrigin(
            name, value, lineage, meaning, fact["in_words"] or "", expression, tables
        )
    if name in _MADE_HERE:
        return FieldOrigin(name, value, (), meaning)
    if value is None:
        return FieldOrigin(name, value, _rows_beside(found, name), meaning, beside=True)
    rows = tuple(_of_lone_record(row, name, value) for row in _rows(found, [name]))
    return FieldOrigin(name, value, rows, meaning)


def _name_of(reading: Reading, asked: str) -> str:
    """A name, or the label that people see, in their own capitals."""
    known = {**dict.fromkeys(_FIELDS), **dict.fromkeys(reading.variables)}
    labels = {fact["label"].lower(): name for name, fact in reading.variables.items()}
    name = asked if asked in known else labels.get(asked.lower(), _slug(asked))
    if name not in known:
        raise UnknownName("field", asked, known)
    return name


def _rows(found: Row, names: list[str]) -> tuple[Row, ...]:
    """The lineage of these fields; the one row of a company with one record answers for all."""
    own = {n for name in names for n in (name, name.removesuffix(_GIVEN))}
    exact = tuple(r for r in found["lineage"] if r["field"] in names)
    near = tuple(r for r in found["lineage"] if _slug(r["field"]) in own)
    every = tuple(r for r in found["lineage"] if r["field"] == "*" and names)
    return exact or near or every


def _rows_beside(found: Row, name: str) -> tuple[Row, ...]:
    """The lineage of the fields that come from one record with this one."""
    group = next((rule.fields for rule in RULES if name in rule.fields), ())
    return tuple(r for r in found["lineage"] if r["field"] in group and r["source"])


def _of_lone_record(row: Row, name: str, value: Any) -> Row:
    """The one row of a company with one record, as the origin of one of its values."""
    if row["field"] != "*":
        return row
    return {
        **row,
        "field": name,
        "value": str(value).lower() if value in (True, False) else str(value),
    }


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
