"""Months in a row, without gaps, so that silence is seen."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from segmentry.reports import format as f
from segmentry.reports.view import Row


def next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def without_gaps(rows: Sequence[Row], measures: Sequence[str], until: date) -> list[Row]:
    """A row for every month from the first; nothing happened in the new ones."""
    if not rows:
        return []
    found = {row["month"]: row for row in rows}
    month, filled = rows[0]["month"], []
    while month <= max(until, rows[-1]["month"]):
        filled.append(found.get(month) or {"month": month} | dict.fromkeys(measures, 0))
        month = next_month(month)
    return filled


def on_one_calendar(
    rows: Sequence[Row], until: date, shown: int
) -> dict[tuple[str, str], list[Row]]:
    """The last months of every segment, all with the same first and last month."""
    found: defaultdict[tuple[str, str], dict[object, Row]] = defaultdict(dict)
    for row in rows:
        found[row["segmentation"], row["segment"]][row["month"]] = row
    every = [{"month": month} for month in sorted({row["month"] for row in rows})]
    calendar = without_gaps(every, (), until)[-shown:]
    nothing = {"amount": 0, "orders": 0, "buyers": 0}
    filled = {
        key: [months.get(m["month"], m | nothing) for m in calendar]
        for key, months in found.items()
    }
    return defaultdict(list, filled)


def ticks(months: Sequence[date], wanted: int = 8) -> list[str]:
    """Names for some of the months: the last always, and others at even distance."""
    every = max(1, -(-len(months) // wanted))
    last = len(months) - 1
    return [f.month(m) if (last - i) % every == 0 else "" for i, m in enumerate(months)]
