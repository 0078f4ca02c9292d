"""Figures about the data: completeness, validity, duplicates, freshness."""

from collections.abc import Sequence
from datetime import date, timedelta

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.hub.checks import CheckedTable
from segmentry.hub.not_yet import last_told_on
from segmentry.model.tables import Table


class Quality:
    """Counts each mapped table once and keeps what it found."""

    def __init__(self, context: RunContext) -> None:
        self._context = context
        self._rows: list[dict[str, object]] = []
        self._newest: dict[tuple[str, str], date | None] = {}
        self.not_understood: set[tuple[str, str]] = set()
        """(mapped table, field) with values that nobody understands."""
        self.broken: set[str] = set()
        """Mapped tables with rows that break a rule."""

    def look_at(self, checked: CheckedTable) -> None:
        """Count a table's fields, in one pass."""
        table = checked.table
        fields = [f.name for f in table.target.fields if table.has(f.name)]
        found = self._context.query(
            f"quality__{table.suffix}",
            "how complete and how readable each field is",
            _counting_sql(checked, fields),
        ).to_pylist()[0]
        rows = found["rows_all"]
        self._add(checked, None, "rows", rows, rows, None)
        for field in fields:
            told, read = found[f"told_{field}"], found[f"read_{field}"]
            self._add(checked, field, "completeness", told, rows, _share(told, rows))
            self._add(checked, field, "validity", read, told, _share(read, told))
            if read < told:
                self.not_understood.add((table.suffix, field))
        accepted = found["accepted"]
        self._add(checked, None, "accepted", accepted, rows, _share(accepted, rows))
        if accepted < rows or checked.has_duplicates:
            self.broken.add(table.suffix)
        if "keys" in found:
            repeated = found["read_key"] - found["keys"]
            self._add(checked, "key", "duplicates", repeated, rows, _share(repeated, rows))
        newest = self._newest_day(checked)
        self._newest[(table.source.name, table.target.name)] = newest

    def _newest_day(self, checked: CheckedTable) -> date | None:
        """The newest day of the bulk: a slip of the keyboard far ahead shall not date the data."""
        day = last_told_on(checked)
        if day is None:
            return None
        plausible = f"{day} >= date '1970-01-01' and {day} < date '2100-01-01'"
        months = self._context.query(
            f"months__{checked.table.suffix}",
            "when its rows happened",
            f"select cast(date_trunc('month', {day}) as date) as month, count(*) as rows, "
            f"cast(max({day}) as date) as newest "
            f"from {identifier('checked__' + checked.table.suffix)} where {plausible} "
            "group by 1 order by 1",
        ).to_pylist()
        if not months:
            return None
        last = _end_of_bulk([(m["month"], m["rows"]) for m in months])
        beyond = sum(m["rows"] for m in months[last + 1 :])
        if beyond:
            self._context.notes.append(
                f"{checked.table.source.name}: {beyond} rows lie far ahead of the others (up to "
                f"{months[-1]['newest']}); what lies after the date of the data is not looked at."
            )
        newest: date = months[last]["newest"]
        return newest

    def newest_day(self) -> date | None:
        """The day after the newest event of all sources."""
        days = [day for day in self._newest.values() if day is not None]
        return max(days) + timedelta(days=1) if days else None

    def write(self, as_of: date) -> None:
        """Write DATA_QUALITY, with the age of the data on the date it is looked at."""
        for (source, target), newest in self._newest.items():
            row: dict[str, object] = {"source": source, "target": target, "measure": "freshness"}
            if newest is None:
                row["reason"] = "its rows carry no date"
            else:
                row["value"] = float((as_of - newest).days)
            self._rows.append(row)
        self._context.write_rows(Table.DATA_QUALITY, "how far the data can be trusted", self._rows)

    def _add(
        self,
        checked: CheckedTable,
        field: str | None,
        measure: str,
        part: int,
        whole: int,
        value: float | None,
    ) -> None:
        self._rows.append(
            {
                "source": checked.table.source.name,
                "target": checked.name,
                "field": field,
                "measure": measure,
                "part": part,
                "whole": whole,
                "value": value,
                "reason": None if value is not None or measure == "rows" else "there are no rows",
            }
        )


def look_at_all(context: RunContext, checked: Sequence[CheckedTable]) -> Quality:
    """Count every mapped table."""
    quality = Quality(context)
    for table in checked:
        quality.look_at(table)
    return quality


def _end_of_bulk(months: Sequence[tuple[date, int]]) -> int:
    """Place of the last month that follows the middle of the rows without a gap of a year."""
    half, seen, place = sum(n for _, n in months) / 2, months[0][1], 0
    while seen < half:
        place += 1
        seen += months[place][1]
    while place + 1 < len(months) and (months[place + 1][0] - months[place][0]).days <= 400:
        place += 1
    return place


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _counting_sql(checked: CheckedTable, fields: list[str]) -> str:
    counts = ["count(*) as rows_all", "count(*) filter (where broken_rule is null) as accepted"]
    for field in fields:
        raw = identifier("raw_" + field)
        counts.append(f"count({raw}) as {identifier('told_' + field)}")
        counts.append(
            f"count(*) filter (where {raw} is not null and {identifier(field)} is not null) "
            f"as {identifier('read_' + field)}"
        )
    if "key" in fields and not checked.table.mapping.one_row_per_key:
        counts.append('count(distinct "key") as keys')
    return f"select {', '.join(counts)} from {identifier('checked__' + checked.table.suffix)}"
