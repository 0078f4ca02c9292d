"""Finds the row that names the columns: below titles, above data, or nowhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Cells = Sequence[str]
_TITLE_ROWS = 20
_FEWEST_ROWS = 3
_NUMBER_OR_DATE = re.compile(
    r"[-+]?[\d.,]*\d[\d.,]*(?:[eE][-+]?\d+)?|\d{1,4}[-/.]\d\d?[-/.]\d{1,4}.*"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Header:
    """How many rows stand above it, and its cells; None when the first row is data."""

    titles: int
    cells: tuple[str, ...] | None
    width: int
    notes: tuple[str, ...] = ()


def find_header(rows: Sequence[Cells], width: int, wanted: bool | None) -> Header:
    """Looks at the first rows; `width` is how many cells most of them have."""
    if wanted is False:
        return Header(0, None, width)
    titles = _titles(rows, width)
    head, below = rows[titles], rows[titles + 1 :]
    notes: tuple[str, ...] = ()
    if titles:
        notes = (f"{titles} rows above the header were left out: a title, it seems.",)
    if wanted is None and _is_data(head, below):
        lack = "There is no header; the columns are called column_1, column_2 and so on."
        return Header(titles, None, width, (*notes, lack))
    cells, more = _fitted(tuple(head), below)
    return Header(titles, cells, len(cells), (*notes, *more))


def _filled(cells: Cells) -> int:
    return sum(1 for cell in cells if cell.strip())


def _titles(rows: Sequence[Cells], width: int) -> int:
    """A title fills far fewer cells than the table below it has."""
    if width < 3:
        return 0
    for number, cells in enumerate(rows[:_TITLE_ROWS]):
        if _filled(cells) > width // 2:
            return number if len(cells) == width else 0
    return 0


def _is_data(head: Cells, below: Sequence[Cells]) -> bool:
    """A first row with numbers or dates where the rows below have them names no columns."""
    alike = [
        i
        for i, cell in enumerate(head)
        if _is_figure(cell)
        and not _YEAR.fullmatch(cell.strip())
        and all(_is_figure(row[i]) for row in below if i < len(row) and row[i].strip())
    ]
    return bool(below) and 2 * len(alike) >= max(_filled(head), 1)


def _is_figure(cell: str) -> bool:
    return bool(_NUMBER_OR_DATE.fullmatch(cell.strip()))


def _fitted(head: tuple[str, ...], below: Sequence[Cells]) -> tuple[tuple[str, ...], list[str]]:
    """The header made as wide as the rows, where all rows agree that a delimiter is amiss."""
    widths = {len(row) for row in below}
    if len(widths) != 1 or widths == {len(head)} or len(below) < _FEWEST_ROWS:
        return head, []
    width = widths.pop()
    if width == len(head) + 1 and not any(row[-1].strip() for row in below):
        return (*head, ""), ["Every row ends in a delimiter that the header lacks."]
    if width == len(head) - 1 and not head[-1].strip():
        return head[:-1], ["The header ends in a delimiter that the rows lack."]
    return head, []
