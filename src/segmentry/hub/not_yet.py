"""What nobody could know yet on the date of the data is not told.

Rows that begin after that day are left out, and ends that lie after it are open. Companies that
were known (`companies_to_come`), people and consents are told as they are now: no source keeps
their past, and a refusal holds at once.
"""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.hub.checks import CheckedTable
from segmentry.hub.outcome import OUTCOME

_BEGINS = {"technologies": "since", "consents": None}
"""Where it is not the day of the event; None where rows of any day count."""

_ENDS = {
    "opportunities": ("closed_on", f"case when {OUTCOME} <> 'open' then closed_on end"),
    "invoices": ("paid_on", "paid_on"),
}
"""Ends that have happened; of an open deal the day it is expected to close is told."""


def last_told_on(checked: CheckedTable) -> str | None:
    """The newest day that a row tells of; None where it tells none."""
    table = checked.table
    field, ended = _ENDS.get(checked.name, ("", ""))
    began = table.target.event_date or ""
    days = [sql for name, sql in ((began, began), (field, ended)) if name and table.has(name)]
    return f"greatest({', '.join(days)})" if len(days) > 1 else next(iter(days), None)


def has_begun(checked: CheckedTable) -> str:
    """Whether a row happened by the date of the data; rows without a day did."""
    name = _BEGINS.get(checked.name, checked.table.target.event_date)
    return f"({name} is null or {is_past(checked.table.context, name)})" if name else "true"


def if_past(context: RunContext, day: str) -> str:
    """A day, unless it came after the date of the data."""
    return f"case when {is_past(context, day)} then {day} end"


def if_over(context: RunContext, began: str, hours: str) -> str:
    """How many hours something took, unless they ended after the date of the data."""
    days = f"datediff('day', cast({began} as date), {literal(context.as_of)}) + 1"
    return f"case when {hours} <= ({days}) * 24 - hour({began}) then {hours} end"


def is_past(context: RunContext, day: str) -> str:
    """Whether a day, or the day of a time, lies not after the date of the data."""
    return f"cast({day} as date) <= {literal(context.as_of)}"
