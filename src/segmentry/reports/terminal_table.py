"""A table for a terminal: numbers stay whole, words fold, and what has no room moves or goes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import zip_longest

from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_INDENT, _GAP = 2, 2
_LONGEST_WORD = 24
_NARROWEST = 8
_BESIDE = 28
"""Less room than this, and a column that may go below its row goes there."""
_BAR = (4, 12)
_NOTHING = ("", "–")
_UNIT = re.compile(r"(?<=\d) (?=(?:%|[A-Z]{3}|[kMT]|bn)(?![\w]))")
_LINE_ENDS = re.compile(r"[\n\r\t\v\f]+")
_NARROW_BLANK = "\N{NARROW NO-BREAK SPACE}"


class Kind(Enum):
    """How a column gives way: words fold, names and numbers never, bars shrink."""

    WORDS = "words"
    NAME = "name"
    NUMBER = "number"
    BAR = "bar"


@dataclass(frozen=True)
class Column:
    """A column; the higher `spare`, the sooner it is left out, and 0 never is."""

    heading: str = ""
    kind: Kind = Kind.WORDS
    spare: int = 0
    below: bool = False
    """Goes below its row where it would be squeezed beside it."""
    style: str = ""


@dataclass(frozen=True)
class Across:
    """A line of its own, over all columns."""

    text: str
    style: str = ""


Row = Sequence[str | float] | Across


@dataclass(frozen=True)
class _Fitted:
    """The columns that have room, with their places in a row and their widths."""

    places: tuple[int, ...]
    widths: tuple[int, ...]
    below: int | None = None


class TerminalTable:
    """Rows under headings, as wide as they must be and no wider than the terminal."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Row], *, ruled: bool = True):
        self.columns = tuple(columns)
        self.rows = tuple(rows)
        self.ruled = ruled

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.lines(options.max_width):
            # folded here already: a terminal that folds again would break numbers
            line.no_wrap, line.overflow = True, "ignore"
            yield line

    def lines(self, width: int) -> Iterator[Text]:
        fitted = self._fit(width - _INDENT)
        if any(self.columns[at].heading for at in fitted.places):
            yield from self._beside([c.heading for c in self.columns], fitted, "bold")
            if self.ruled:
                span = sum(fitted.widths) + _GAP * (len(fitted.widths) - 1) + _INDENT
                yield Text(" " + "─" * min(span, width - 1), "dim")
        for row in self.rows:
            if isinstance(row, Across):
                yield from _across(row, width)
            else:
                yield from self._beside(row, fitted)
                yield from self._beneath(row, fitted, width)

    def _beside(self, row: Sequence[str | float], fitted: _Fitted, style: str = "") -> list[Text]:
        columns = [self.columns[at] for at in fitted.places]
        cells = [
            _cell(row[at], column, width)
            for at, column, width in zip(fitted.places, columns, fitted.widths, strict=True)
        ]
        return [
            _joined(parts, columns, fitted.widths, style)
            for parts in zip_longest(*cells, fillvalue="")
        ]

    def _beneath(self, row: Sequence[str | float], fitted: _Fitted, width: int) -> Iterator[Text]:
        if fitted.below is None:
            return
        text = str(row[fitted.below])
        if text not in _NOTHING:
            # its heading went with the column, so that it is said here
            heading = self.columns[fitted.below].heading
            told = f"{heading}: {text}" if heading else text
            yield from _across(Across(" " * 2 * _INDENT + told, "dim"), width)

    def left_out(self, width: int) -> list[str]:
        """Headings of the columns that have no room."""
        fitted = self._fit(width - _INDENT)
        kept = {*fitted.places, fitted.below}
        return [c.heading for at, c in enumerate(self.columns) if at not in kept]

    # ---- widths ------------------------------------------------------------------------------

    def _fit(self, width: int) -> _Fitted:
        places, below = list(range(len(self.columns))), None
        while True:
            least = [self._least(at) for at in places]
            room = width - _GAP * (len(places) - 1) - sum(least)
            squeezed = self._squeezed(places, least, room)
            if squeezed is not None:
                below = squeezed
                places.remove(squeezed)
            elif room >= 0:
                return _Fitted(tuple(places), self._grown(places, least, room), below)
            elif any(map(self._spare, places)):
                places.remove(max(places, key=self._spare))
            else:
                return _Fitted(tuple(places), self._shrunk(places, least, room), below)

    def _spare(self, at: int) -> int:
        return self.columns[at].spare

    def _squeezed(self, places: Sequence[int], least: Sequence[int], room: int) -> int | None:
        """The column that may go below, when it would not get its part of the width."""
        for at, minimum in zip(places, least, strict=True):
            if self.columns[at].below:
                others = [p for p in places if p != at and self.columns[p].kind is Kind.WORDS]
                wish = sum(self._natural(p) - self._least(p) for p in others)
                got = minimum + room - max(0, min(wish, room // 2))
                return at if got < min(_BESIDE, self._natural(at)) else None
        return None

    def _grown(self, places: Sequence[int], least: Sequence[int], room: int) -> tuple[int, ...]:
        """Shares out the room that is left: to words first, to those that need the least."""
        widths = dict(zip(places, least, strict=True))
        wishes = sorted((self._turn(at), self._natural(at) - widths[at], at) for at in places)
        for served, (turn, wish, at) in enumerate(wishes):
            alike = sum(other[0] == turn for other in wishes[served:])
            given = min(wish, room // alike)
            widths[at] += given
            room -= given
        return tuple(widths[at] for at in places)

    def _shrunk(self, places: Sequence[int], least: Sequence[int], room: int) -> tuple[int, ...]:
        """Too little room even for whole words: the widest are broken, numbers never."""
        widths = list(least)
        texts = [i for i, at in enumerate(places) if self.columns[at].kind is not Kind.NUMBER]
        while room < 0 and (wide := [i for i in texts if widths[i] > _NARROWEST]):
            widths[max(wide, key=lambda i: widths[i])] -= 1
            room += 1
        return tuple(widths)

    def _turn(self, at: int) -> int:
        """Numbers have what they need, their headings may fold; bars take what is left."""
        return {Kind.NUMBER: 1, Kind.BAR: 2}.get(self.columns[at].kind, 0)

    def _least(self, at: int) -> int:
        column = self.columns[at]
        heading = max(map(cell_len, column.heading.split(" ")))
        if column.kind is Kind.BAR:
            return max(_BAR[0], heading)
        if column.kind is not Kind.WORDS:
            return max(heading, *map(cell_len, self._texts(at)), 0)
        words = (cell_len(word) for text in self._texts(at) for word in text.split(" "))
        return max(heading, min(_LONGEST_WORD, max(words, default=0)))

    def _natural(self, at: int) -> int:
        column = self.columns[at]
        if column.kind is Kind.BAR:
            return max(_BAR[1], cell_len(column.heading))
        return max(cell_len(column.heading), *map(cell_len, self._texts(at)), 0)

    def _texts(self, at: int) -> list[str]:
        return [str(row[at]) for row in self.rows if not isinstance(row, Across)]


def folded(text: str, width: int) -> list[str]:
    """The text in lines, broken at blanks; a number and its unit stay together."""
    lines = [""]
    for word in _UNIT.sub(_NARROW_BLANK, _LINE_ENDS.sub(" ", text)).split(" "):
        for part in chop_cells(word, width) or [""]:
            longer = f"{lines[-1]} {part}" if lines[-1] else part
            if cell_len(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines


def _cell(value: str | float, column: Column, width: int) -> list[str]:
    if isinstance(value, float):
        full = round(width * min(1.0, max(0.0, value)))
        return ["█" * full + "·" * (width - full)]
    return folded(value, width) if value else [""]


def _joined(
    parts: Sequence[str], columns: Sequence[Column], widths: Sequence[int], style: str
) -> Text:
    line = Text(" " * _INDENT, style)
    for place, (part, column, width) in enumerate(zip(parts, columns, widths, strict=True)):
        blank = " " * (width - cell_len(part))
        filled = blank + part if column.kind is Kind.NUMBER else part + blank
        line.append(" " * _GAP if place else "")
        line.append(filled, "green" if column.kind is Kind.BAR else column.style)
    line.rstrip()
    return line


def _across(row: Across, width: int) -> Iterator[Text]:
    indent = len(row.text) - len(row.text.lstrip(" "))
    for line in folded(row.text.strip(" "), width - indent):
        yield Text(" " * indent + line, row.style)


def words(heading: str = "", *, spare: int = 0, below: bool = False) -> Column:
    return Column(heading, Kind.WORDS, spare, below)


def name(heading: str = "", *, spare: int = 0) -> Column:
    return Column(heading, Kind.NAME, spare)


def number(heading: str = "", *, spare: int = 0) -> Column:
    return Column(heading, Kind.NUMBER, spare)


def bar(heading: str = "", *, spare: int = 0) -> Column:
    return Column(heading, Kind.BAR, spare)


def styled(column: Column, style: str) -> Column:
    return replace(column, style=style)
