"""The words a condition may use: variables of the accounts, and their events with fields."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType

_LEFT_ON = "left_on"


@dataclass(frozen=True)
class Word:
    """A variable or a field: its type, its meaning and, where they are few, its values.

    `is_computed`: an expression gives it, which knows more values than accounts need to have.
    """

    type: ColumnType
    meaning: str
    label: str = ""
    values: tuple[str, ...] = ()
    is_computed: bool = False


@dataclass(frozen=True)
class EventTable:
    """What happened at an account, or who is there; `fed` says a source fills it."""

    name: str
    table: Table
    date_column: str | None
    fields: Mapping[str, Word]
    fed: bool
    view: str = ""
    """Where its rows are read, if not from the table itself."""

    @property
    def who_counts(self) -> str:
        """SQL that leaves out people who are no longer there; empty for other events."""
        return f"{_LEFT_ON} is null" if SCHEMAS[self.table].column(_LEFT_ON) else ""

    @property
    def is_always_dated(self) -> bool:
        column = SCHEMAS[self.table].column(self.date_column or "")
        return column is not None and column.always


@dataclass(frozen=True)
class Vocabulary:
    """Everything a condition may name."""

    variables: Mapping[str, Word]
    events: Mapping[str, EventTable]


_STANDARD = (
    ("orders", Table.ACCOUNT_ORDERS, "ordered_on"),
    ("invoices", Table.ACCOUNT_INVOICES, "issued_on"),
    ("subscriptions", Table.ACCOUNT_SUBSCRIPTIONS, "started_on"),
    ("opportunities", Table.ACCOUNT_OPPORTUNITIES, "opened_on"),
    ("engagements", Table.ACCOUNT_ENGAGEMENTS, "occurred_on"),
    ("touches", Table.ACCOUNT_TOUCHES, "occurred_on"),
    ("answers", Table.ACCOUNT_ANSWERS, "answered_on"),
    ("technologies", Table.ACCOUNT_TECHNOLOGIES, None),
    ("contacts", Table.ACCOUNT_CONTACTS, None),
)


def standard_events(
    fed: Collection[Table], views: Mapping[Table, str] | None = None
) -> dict[str, EventTable]:
    """The events every workspace knows; those whose table is not in `fed` are unknown.

    `views` are read in place of tables, with the same columns.
    """
    seen = views or {}
    return {
        name: EventTable(
            name, table, date_column, _fields(table), table in fed, seen.get(table, "")
        )
        for name, table, date_column in _STANDARD
    }


def _fields(table: Table) -> dict[str, Word]:
    columns = (c for c in SCHEMAS[table].columns if c.name not in ("account_id", _LEFT_ON))
    return {c.name: Word(c.type, c.meaning) for c in columns}
