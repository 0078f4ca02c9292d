"""Tells from a column's values which decimal mark it uses."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"\d[\d.,'’\s\u00a0\u202f]*\d")


def sniff_decimal_mark(values: Iterable[str]) -> str:
    """'.' or ',': what most of the values that can tell say; '.' where none can."""
    votes = [vote for value in values for found in _NUMBER.findall(value) if (vote := _mark(found))]
    return "," if votes.count(",") > votes.count(".") else "."


def _mark(number: str) -> str | None:
    """The decimal mark a number shows: 1,234 alone could be either, 1,23 and 1.234,5 not."""
    marks = [c for c in number if c in ".,"]
    if not marks:
        return None
    last, others = marks[-1], [m for m in marks if m != marks[-1]]
    if others:
        return last if marks.count(last) == 1 else _other(last)
    if marks.count(last) > 1:
        return _other(last)
    whole, _, fraction = number.partition(last)
    if len(fraction) != 3:
        return last
    # Groups have at most three digits before the first mark, and 0,123 is no group.
    return last if len(whole) > 3 or whole == "0" else None


def _other(mark: str) -> str:
    return "." if mark == "," else ","
