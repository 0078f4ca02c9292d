"""Tells from its values in which formats a column writes its days and times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_DAYS = (
    "%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d",
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%d/%m/%y", "%m/%d/%y",
    "%d.%m.%y", "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%b %d, %Y", "%d %B %Y", "%B %d, %Y",
)  # fmt: skip
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", "T%H:%M:%S", " %I:%M %p", " %I:%M:%S %p")
FORMATS = tuple(day + time for day in _DAYS for time in _TIMES)
"""Formats that are tried, in strptime's words; of two that fit alike the first is taken."""

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_SHAPE = re.compile(r"[0-9A-Za-z.,:/ -]{6,32}")
_DIGIT = re.compile(r"\d")
_ENOUGH = 0.02
"""A second format must explain at least this share of the values."""


@dataclass(frozen=True)
class DateGuess:
    """How a column's days are written; no formats means ISO 8601."""

    formats: tuple[str, ...]
    share_understood: float
    ambiguous: bool = False
    """Day and month could be the other way round."""
    note: str = ""


def sniff_date_formats(counts: Sequence[tuple[str, int]]) -> DateGuess:
    """The formats of a column from its distinct values and how often each occurs."""
    total = sum(n for _, n in counts)
    if not total:
        return DateGuess((), 0.0)
    iso = sum(n for value, n in counts if _is_iso(value)) / total
    if iso > 0.98:
        return DateGuess((), iso)
    fitting = {value: _fitting(value) for value, _ in counts}
    weights = _weights(counts, fitting)
    if not weights:
        return DateGuess((), iso)
    first = max(weights, key=lambda f: (weights[f], -FORMATS.index(f)))
    return _with_second(counts, fitting, first, weights, total)


def _with_second(
    counts: Sequence[tuple[str, int]],
    fitting: dict[str, frozenset[str]],
    first: str,
    weights: dict[str, int],
    total: int,
) -> DateGuess:
    swapped = _swapped(first)
    ambiguous = swapped is not None and weights.get(swapped, 0) == weights[first]
    note = f"day and month cannot be told apart; read as {first}" if ambiguous else ""
    rest = [(value, n) for value, n in counts if first not in fitting[value]]
    left = _weights(rest, fitting)
    second = max(left, key=lambda f: (left[f], -FORMATS.index(f)), default=None)
    # two formats that differ only in the order of day and month would misread some values
    if second is None or second == swapped or left[second] / total < _ENOUGH:
        return DateGuess((first,), weights[first] / total, ambiguous, note)
    note = f"two formats: {first} and {second}"
    return DateGuess((first, second), (weights[first] + left[second]) / total, ambiguous, note)


def _weights(
    counts: Sequence[tuple[str, int]], fitting: dict[str, frozenset[str]]
) -> dict[str, int]:
    """How many rows each format explains."""
    weights: dict[str, int] = {}
    for value, n in counts:
        for format_ in fitting[value]:
            weights[format_] = weights.get(format_, 0) + n
    return weights


def _is_iso(value: str) -> bool:
    return _ISO.fullmatch(value) is not None


def _fitting(value: str) -> frozenset[str]:
    if not _SHAPE.fullmatch(value) or not _DIGIT.search(value):
        return frozenset()
    return frozenset(f for f in FORMATS if _fits(value, f))


def _fits(value: str, format_: str) -> bool:
    if len(format_) > len(value) + 6 or (":" in format_) != (":" in value):
        return False
    try:
        moment = datetime.strptime(value, format_)
    except ValueError:
        return False
    return 1900 <= moment.year <= 2100 and ("%Y%m%d" not in format_ or len(value) >= 8)


def _swapped(format_: str) -> str | None:
    """The same format with day and month exchanged, where that is a format of ours."""
    other = format_.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
    return other if other != format_ and other in FORMATS else None
