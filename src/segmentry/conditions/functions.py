"""The functions a condition may use: what they take, give, become in SQL and say in words.

In `sql`, {0} is the first argument, {all} all of them, {date} the event's date column; as_of
and its parts are known when the SQL is written.
"""

from dataclasses import dataclass
from enum import Enum

from segmentry.model.types import ColumnType as T


class Kind(Enum):
    """What an argument must be."""

    NUMBER = "a number"
    REAL = "a number"  # turned into DOUBLE first, so both engines count alike
    WHOLE = "a whole number, written out"
    TEXT = "a text"
    DATE = "a date"
    DAY = "a date, written out: date '2026-01-31'"
    ALIKE = "a value of the same type as the others"


@dataclass(frozen=True)
class Function:
    """`gives` is None when it gives the type of its first argument."""

    takes: tuple[Kind, ...]
    gives: T | None
    sql: str
    says: str
    optional: int = 0
    repeats: bool = False

    @property
    def fewest(self) -> int:
        return len(self.takes) - self.optional

    @property
    def most(self) -> int | None:
        return None if self.repeats else len(self.takes)

    def kind(self, position: int) -> Kind:
        return self.takes[min(position, len(self.takes) - 1)]


_K = Kind

FUNCTIONS: dict[str, Function] = {
    "abs": Function((_K.NUMBER,), None, "abs({0})", "the absolute value of {0}"),
    "round": Function((_K.NUMBER, _K.WHOLE), None, "round({all})", "{0} rounded", optional=1),
    "floor": Function(
        (_K.NUMBER,), T.INTEGER, "try_cast(floor({0}) as bigint)", "{0} rounded down"
    ),
    "ceil": Function((_K.NUMBER,), T.INTEGER, "try_cast(ceil({0}) as bigint)", "{0} rounded up"),
    # Engines disagree on the logarithm of 0 and the root of -1: both are unknown here.
    "ln": Function(
        (_K.REAL,), T.NUMBER, "ln(nullif(greatest({0}, 0e0), 0e0))", "the logarithm of {0}"
    ),
    "sqrt": Function(
        (_K.REAL,),
        T.NUMBER,
        "sqrt(nullif(greatest({0}, -1e-300), -1e-300))",
        "the square root of {0}",
    ),
    "power": Function((_K.REAL, _K.REAL), T.NUMBER, "power({0}, {1})", "{0} to the power of {1}"),
    "least": Function((_K.ALIKE,), None, "least({all})", "the least of {list}", repeats=True),
    "greatest": Function(
        (_K.ALIKE,), None, "greatest({all})", "the greatest of {list}", repeats=True
    ),
    "coalesce": Function(
        (_K.ALIKE,), None, "coalesce({all})", "the first known of {list}", repeats=True
    ),
    "nullif": Function((_K.ALIKE, _K.ALIKE), None, "nullif({0}, {1})", "{0} (unknown when {1})"),
    "lower": Function((_K.TEXT,), T.TEXT, "lower({0})", "{0} in lower case"),
    "upper": Function((_K.TEXT,), T.TEXT, "upper({0})", "{0} in upper case"),
    "length": Function((_K.TEXT,), T.INTEGER, "length({0})", "the length of {0}"),
    "starts_with": Function(
        (_K.TEXT, _K.TEXT), T.BOOLEAN, "starts_with({0}, {1})", "{0} starts with {1}"
    ),
    "ends_with": Function(
        (_K.TEXT, _K.TEXT), T.BOOLEAN, "ends_with({0}, {1})", "{0} ends with {1}"
    ),
    "contains": Function((_K.TEXT, _K.TEXT), T.BOOLEAN, "contains({0}, {1})", "{0} contains {1}"),
    "year": Function((_K.DATE,), T.INTEGER, "year({0})", "the year of {0}"),
    "month": Function((_K.DATE,), T.INTEGER, "month({0})", "the month of {0}"),
    "as_of": Function((), T.DATE, "{as_of}", "the date of the data"),
    "days_since": Function(
        (_K.DATE,), T.INTEGER, "date_diff('day', {0}, {as_of})", "days since {0}"
    ),
    "months_since": Function(
        (_K.DATE,),
        T.INTEGER,
        "({as_of_month} - year({0}) * 12 - month({0})"
        " - case when day({0}) > {as_of_day} then 1 else 0 end)",
        "whole months since {0}",
    ),
    "days_between": Function(
        (_K.DATE, _K.DATE), T.INTEGER, "date_diff('day', {0}, {1})", "days from {0} to {1}"
    ),
}

PERIODS: dict[str, Function] = {
    "last_days": Function((_K.WHOLE,), T.BOOLEAN, "", "in the last {0} days"),
    "last_months": Function((_K.WHOLE,), T.BOOLEAN, "", "in the last {0} months"),
    "between_days_ago": Function(
        (_K.WHOLE, _K.WHOLE), T.BOOLEAN, "", "between {0} and {1} days ago"
    ),
    "before": Function((_K.DAY,), T.BOOLEAN, "", "before {0}"),
    "after": Function((_K.DAY,), T.BOOLEAN, "", "after {0}"),
}
"""Only inside a figure over events, where they look at the event's date."""
