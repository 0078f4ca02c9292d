"""The figures a condition may ask about an account's events and people."""

from dataclasses import dataclass
from enum import Enum

from segmentry.model.types import ColumnType as T


class Over(Enum):
    """What the figure is made of."""

    NOTHING = "no field"
    NUMBERS = "a number"
    ORDERED = "a number, date or text"
    ANYTHING = "a field"


@dataclass(frozen=True)
class Figure:
    """`gives` is None when it gives the type of its field; `over_contacts` needs no table."""

    over: Over
    gives: T | None
    says: str
    over_contacts: bool = False


CONTACTS = "contacts"

FIGURES: dict[str, Figure] = {
    "count": Figure(Over.NOTHING, T.INTEGER, "the number of {event}{where}"),
    "sum": Figure(Over.NUMBERS, None, "the total {value} of {event}{where}"),
    "avg": Figure(Over.NUMBERS, T.NUMBER, "the average {value} of {event}{where}"),
    "min": Figure(Over.ORDERED, None, "the lowest {value} of {event}{where}"),
    "max": Figure(Over.ORDERED, None, "the highest {value} of {event}{where}"),
    "median": Figure(Over.NUMBERS, T.NUMBER, "the median {value} of {event}{where}"),
    "count_distinct": Figure(
        Over.ANYTHING, T.INTEGER, "the number of different values of {value} in {event}{where}"
    ),
    "last": Figure(Over.ANYTHING, None, "the latest {value} of {event}{where}"),
    "first": Figure(Over.ANYTHING, None, "the earliest {value} of {event}{where}"),
    "any_contact": Figure(
        Over.NOTHING, T.BOOLEAN, "at least one contact matches ({filters})", over_contacts=True
    ),
    "all_contacts": Figure(
        Over.NOTHING, T.BOOLEAN, "every contact matches ({filters})", over_contacts=True
    ),
    "no_contact": Figure(
        Over.NOTHING, T.BOOLEAN, "no contact matches ({filters})", over_contacts=True
    ),
}
