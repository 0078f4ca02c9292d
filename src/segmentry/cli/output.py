"""How commands speak: tables and sentences for people, JSON for programs."""

import json
import math
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def console(*, stderr: bool = False) -> "Console":
    """Where people read; a pipe gets plain text."""
    from segmentry.cli.terminal import SafeConsole

    return SafeConsole(stderr=stderr, highlight=False)


def say(*parts: "RenderableType") -> None:
    """Print for people."""
    console().print(*parts)


def quoted(text: object) -> str:
    """Text of others inside a sentence of ours: its brackets are no markup."""
    from rich.markup import escape

    return escape(str(text))


def print_json(value: Any) -> None:
    """Print for programs: one JSON document."""
    text = json.dumps(_plain(value), ensure_ascii=False, indent=2, allow_nan=False)
    sys.stdout.write(_UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")


_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that JSON allows and terminals, or UTF-8, do not."""


def print_rows(
    rows: Sequence[Mapping[str, Any]],
    columns: Mapping[str, str],
    *,
    title: str = "",
    whole: Collection[str] = (),
    spare: Sequence[str] = (),
    below: str = "",
) -> None:
    """Print rows as a table; `columns` maps their names to headings.

    Columns in `whole` are never folded; those in `spare` go where there is no room, the last one
    first; the one in `below` goes below its row then.
    """
    from segmentry.reports.terminal_table import Column, Kind, TerminalTable

    def column(name: str, heading: str) -> Column:
        is_numeric = any(isinstance(r.get(name), int | float | Decimal) for r in rows)
        text = Kind.NAME if name in whole else Kind.WORDS
        rank = spare.index(name) + 1 if name in spare else 0
        return Column(heading, Kind.NUMBER if is_numeric else text, rank, name == below)

    print_title(title)
    shape = [column(name, heading) for name, heading in columns.items()]
    longest = {below: _LONGEST_BELOW}
    cells = [
        [cropped(shown(row.get(name)), longest.get(name, _LONGEST_CELL)) for name in columns]
        for row in rows
    ]
    say(TerminalTable(shape, cells))


def print_title(title: str) -> None:
    """A title above a table, with a blank line before it."""
    if title:
        say(f"\n[bold]{quoted(title)}[/bold]")


def shown(value: Any) -> str:
    """A value as people read it; what is not known is a dash."""
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        from segmentry.reports.format import day

        return str(day(value))
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"


_LONGEST_CELL = 300
_LONGEST_BELOW = 600  # it has lines of its own


def cropped(text: str, longest: int = _LONGEST_CELL) -> str:
    """Text for a cell of a table: on one line, and no longer than one can read."""
    line = _BLANKS.sub(" ", text).strip()
    return line if len(line) <= longest else line[:longest] + "…"


_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""All but those that hold a number and its sign together."""


def _plain(value: Any) -> Any:
    """What JSON can say: numbers stay numbers, days are ISO 8601, no number is null."""
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Decimal):
        return float(value) if value.as_tuple().exponent else int(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, str | int) else str(value)
