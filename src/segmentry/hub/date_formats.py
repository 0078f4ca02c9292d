"""Tells from a column's values in which formats its dates and times are written."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from segmentry.hub.spelling.moments import EPOCH, EPOCH_MILLIS, EXCEL, ISO

_ENOUGH = 0.98
_TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f", " %I:%M %p", " %I:%M:%S %p")
_DAYS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m-%d-%Y", "%d.%m.%Y", "%Y/%m/%d", "%Y.%m.%d",
    "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d-%m-%y", "%m-%d-%y",
    "%d %b %Y", "%d-%b-%Y", "%d-%b-%y", "%d %B %Y",
    "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y",
    "%Y%m%d",
)  # fmt: skip
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt ]\d\d?:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r"(?: ?(?:[Zz]|UTC|GMT|[+-]\d\d:?(?:\d\d)?))?)?"
)
_EXCEL_DAYS = (20_000, 80_000)  # the years 1954 to 2119
_EPOCH_SECONDS = (3e8, 4.2e9)  # the years 1979 to 2103
# The order of day and month is the one thing these pairs differ in.
_SWAPPED = {"%d/%m": "%m/%d", "%d-%m": "%m-%d", "%m/%d": "%d/%m", "%m-%d": "%d-%m"}


_Fits = dict[str, tuple[frozenset[str], int]]
"""The formats that read a value, and how often it occurs."""


@dataclass(frozen=True)
class DateGuess:
    """The formats of a column, in the order in which they should be tried."""

    formats: tuple[str, ...]
    share_understood: float
    ambiguous: bool
    """Day and month could be swapped, and no value says which."""
    note: str = ""


def sniff_date_formats(counts: Sequence[tuple[str, int]]) -> DateGuess:
    """The fewest formats that read nearly all values; a second one only if it is unambiguous."""
    fits = {v.strip(): (formats_of(v.strip()), n) for v, n in counts if v and v.strip()}
    total = sum(n for _, n in fits.values())
    if not total:
        return DateGuess((), 0.0, ambiguous=False, note="There are no values.")
    chosen: list[str] = []
    left = dict(fits)
    while left and (best := _best_format(left)):
        chosen.append(best)
        left = {v: fit for v, fit in left.items() if best not in fit[0]}
        if _share(left, total) <= 1 - _ENOUGH:
            break
    return _judged(tuple(chosen), fits, 1 - _share(left, total))


@lru_cache(maxsize=50_000)
def formats_of(value: str) -> frozenset[str]:
    """All formats that read the value."""
    if _ISO.fullmatch(value):
        return frozenset({ISO}) if _reads(value[:10], "%Y-%m-%d") else frozenset()
    if re.fullmatch(r"\d+(?:\.\d+)?", value):
        return _numeric_formats(value)
    day = next((d for d in _TIMES if _has_time_like(value, d)), "")
    return frozenset(d + day for d in _DAYS if _reads(value, d + day))


def _numeric_formats(value: str) -> frozenset[str]:
    number, found = float(value), set()
    if len(value) == 8 and _reads(value, "%Y%m%d"):
        found.add("%Y%m%d")
    if _EXCEL_DAYS[0] <= number <= _EXCEL_DAYS[1]:
        found.add(EXCEL)
    if _EPOCH_SECONDS[0] <= number <= _EPOCH_SECONDS[1]:
        found.add(EPOCH)
    if _EPOCH_SECONDS[0] <= number / 1000 <= _EPOCH_SECONDS[1]:
        found.add(EPOCH_MILLIS)
    return frozenset(found)


def _has_time_like(value: str, time: str) -> bool:
    clock = re.search(
        r" \d\d?:\d\d(?P<seconds>:\d\d(?P<fraction>\.\d+)?)?(?P<half> ?[AaPp][Mm])?$", value
    )
    if not clock:
        return time == ""
    wanted = " %I:%M" if clock["half"] else " %H:%M"
    wanted += ":%S" if clock["seconds"] else ""
    wanted += ".%f" if clock["fraction"] else ""
    return time == wanted + (" %p" if clock["half"] else "")


def _reads(value: str, name: str) -> bool:
    try:
        year = datetime.strptime(value, name).year
    except ValueError:
        return False
    return "%Y" not in name or 1600 <= year <= 2200 or year == 9999


def _best_format(fits: _Fits) -> str | None:
    """The format that reads most values; of equals the one first in our list."""
    counts: dict[str, int] = {}
    for formats, n in fits.values():
        for name in formats:
            counts[name] = counts.get(name, 0) + n
    return min(counts, key=lambda name: (-counts[name], _rank(name)), default=None)


def _rank(name: str) -> tuple[int, str]:
    day = name.split(" %H")[0].split(" %I")[0]
    return (_DAYS.index(day) if day in _DAYS else -1, name)


def _share(fits: _Fits, total: int) -> float:
    return sum(n for _, n in fits.values()) / total


def _judged(formats: tuple[str, ...], fits: _Fits, share: float) -> DateGuess:
    guess = DateGuess(formats, round(share, 6), ambiguous=False)
    for name in formats:
        if not (twin := _twin(name)):
            continue
        if twin in formats:
            note = "Some values have the day first and some the month; the rarer way is not read."
            return _only(
                tuple(f for f in formats if f != max(name, twin, key=formats.index)), fits, note
            )
        if all(twin in found for found, _ in fits.values() if name in found):
            note = f"No value tells whether it is {name} or {twin}."
            # Beside a clear format, what is unclear is rather left unread than misread.
            clear = tuple(other for other in formats if other != name)
            return _only(clear, fits, note) if clear else replace(guess, ambiguous=True, note=note)
    return guess


def _only(formats: tuple[str, ...], fits: _Fits, note: str) -> DateGuess:
    total = sum(n for _, n in fits.values())
    read = sum(n for found, n in fits.values() if found & set(formats))
    return DateGuess(formats, round(read / total, 6), ambiguous=True, note=note)


def _twin(name: str) -> str | None:
    swapped = next((s for s in _SWAPPED if name.startswith(s)), None)
    return _SWAPPED[swapped] + name[len(swapped) :] if swapped else None
