"""Data quality: how complete, valid and fresh each source is, and which rows were set aside."""

import re
from collections import defaultdict
from dataclasses import dataclass

from segmentry.model.fields import FieldKind
from segmentry.model.standard_tables import STANDARD_TABLES
from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.view import Row

_EXAMPLES = 3
_PLAIN_KINDS = frozenset(
    (FieldKind.DATE, FieldKind.TIME, FieldKind.YEAR, FieldKind.MONEY, FieldKind.CURRENCY,
     FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.SHARE, FieldKind.BOOLEAN, FieldKind.SIZE,
     FieldKind.MONEY_RANGE, FieldKind.COUNTRY, FieldKind.INDUSTRY, FieldKind.CATEGORY)
)  # fmt: skip
_MAIL = re.compile(r"\S+@\S+")
_LONG_NUMBER = re.compile(r"\+?\d[\d ()/.-]{7,}\d")
_DATE = re.compile(r"^\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}")
_HIDDEN = "[hidden]"


@dataclass(frozen=True)
class Health:
    """One table of one source."""

    source: str
    target: str
    rows: f.Shown
    completeness: f.Shown
    validity: f.Shown
    duplicates: f.Shown
    freshness: f.Shown
    fields: tuple[tuple[str, f.Shown, float, f.Shown], ...]


@dataclass(frozen=True)
class Rejection:
    """Rows, or values, that break one rule."""

    source: str
    target: str
    rule: str
    field: str
    number: f.Shown
    examples: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Quality:
    """All sources, and what was set aside."""

    tables: tuple[Health, ...]
    rows: tuple[Rejection, ...]
    values: tuple[Rejection, ...]
    origins: tuple[tuple[str, str, f.Shown], ...]


def read(reading: Reading) -> Quality:
    rejected = [(row["effect"], _rejection(row)) for row in reading.rows(_REJECTIONS)]
    return Quality(
        tables=_tables(reading),
        rows=tuple(r for effect, r in rejected if effect != "value"),
        values=tuple(r for effect, r in rejected if effect == "value"),
        origins=_origins(reading),
    )


def _tables(reading: Reading) -> tuple[Health, ...]:
    found: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in reading.rows(
        f"select * from {Table.DATA_QUALITY} order by source, target, field nulls first, measure"
    ):
        found[row["source"], row["target"]].append(row)
    return tuple(_health(source, target, rows) for (source, target), rows in found.items())


def _health(source: str, target: str, rows: list[Row]) -> Health:
    whole = {r["measure"]: r for r in rows if r["field"] is None}
    return Health(
        source=source,
        target=f.words(target),
        rows=_row_count(whole.get("rows")),
        completeness=_share(rows, "completeness"),
        validity=_share(rows, "validity"),
        duplicates=_share(rows, "duplicates"),
        freshness=_days(whole.get("freshness")),
        fields=_fields(rows),
    )


def _row_count(row: Row | None) -> f.Shown:
    if row is None:
        return f.unknown("not counted")
    number = next((row[k] for k in ("whole", "part", "value") if row[k] is not None), None)
    return f.count(number, row["reason"] or "not counted")


def _share(rows: list[Row], measure: str) -> f.Shown:
    """The table's own figure, or that of all its fields together."""
    found = [r for r in rows if r["measure"] == measure]
    reason = next((r["reason"] for r in found if r["reason"]), "not measured")
    known = [r for r in found if r["value"] is not None]
    if own := [r for r in known if r["field"] is None]:
        return f.percent(own[0]["value"])
    part, whole = (sum(r[k] or 0 for r in known) for k in ("part", "whole"))
    return f.percent(part / whole) if whole else f.unknown(reason)


def _days(row: Row | None) -> f.Shown:
    if row is None or row["value"] is None:
        return f.unknown((row and row["reason"]) or "it holds no dates")
    return f.Shown(f.counted(round(row["value"]), "day"))


def _fields(rows: list[Row]) -> tuple[tuple[str, f.Shown, float, f.Shown], ...]:
    found: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        if row["field"] is not None:
            found[row["field"]][row["measure"]] = row
    return tuple(
        (
            f.words(field),
            _one(measures.get("completeness")),
            round((measures.get("completeness") or {}).get("value") or 0.0, 4),
            _one(measures.get("validity")),
        )
        for field, measures in found.items()
    )


def _one(row: Row | None) -> f.Shown:
    return f.percent(row["value"] if row else None, (row and row["reason"]) or "not measured")


_REJECTIONS = f"""
    with numbered as (
        select *, row_number() over (
            partition by effect, source, target, rule, field
            order by file, line, value, reason) as place,
            count(*) over (partition by effect, source, target, rule, field) as number
        from {Table.REJECTED}
    )
    select effect, source, target, rule, field, any_value(number) as number,
        list({{'file': file, 'line': line, 'value': value, 'reason': reason}} order by place)
            as examples
    from numbered where place <= {_EXAMPLES}
    group by effect, source, target, rule, field
    order by effect, number desc, source, target, rule, field
"""


def _rejection(row: Row) -> Rejection:
    target, field = row["target"] or "", row["field"] or ""
    return Rejection(
        source=row["source"],
        target=f.words(target),
        rule=f.words(row["rule"]),
        field=f.words(field),
        number=f.count(row["number"]),
        examples=tuple(_example(target, field, e) for e in row["examples"]),
    )


def _example(target: str, field: str, example: Row) -> tuple[str, str, str]:
    """Place, value and reason, without personal data."""
    line = f"line {example['line']:,}" if example["line"] is not None else ""
    place = ", ".join(part for part in (example["file"] or "", line) if part)
    value, reason = example["value"] or "", example["reason"]
    if value and not _is_plain(target, field, value):
        reason = reason.replace(value, _HIDDEN)
        value = _HIDDEN
    return place, value, _MAIL.sub(_HIDDEN, reason)


def _is_plain(target: str, field: str, value: str) -> bool:
    """Whether a value says nothing of a person: by its field, and by its look."""
    table = STANDARD_TABLES.get(target)
    known = table.field(field) if table else None
    if known is None or known.personal or known.kind not in _PLAIN_KINDS:
        return False
    looks_like_phone = _LONG_NUMBER.search(value) and not _DATE.match(value)
    return not (_MAIL.search(value) or (looks_like_phone and known.kind is FieldKind.CATEGORY))


_PINNED = "pinned by a person"


def _origins(reading: Reading) -> tuple[tuple[str, str, f.Shown], ...]:
    """Which source the values of the profiles come from."""
    rows = reading.rows(
        f"select coalesce(source, '{_PINNED}') as source, count(*) as won, "
        f"count(distinct account_id) as accounts "
        f"from {Table.LINEAGE} group by 1 order by won desc, source"
    )
    whole = sum(r["won"] for r in rows)
    return tuple(
        (r["source"], str(f.percent(r["won"] / whole)), reading.group_size(r["accounts"]))
        for r in rows
    )
