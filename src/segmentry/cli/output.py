"""How commands speak: tables and sentences for people, JSON for programs."""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
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
    text = json.dumps(value, default=_plain, ensure_ascii=False, indent=2)
    sys.stdout.write(_UNSAFE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text) + "\n")


_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Signs that JSON allows and terminals, or UTF-8, do not."""


def print_rows(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, title: str = ""
) -> None:
    """Print rows as a table; `columns` maps their names to headings."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=quoted(title) if title else None, box=box.SIMPLE_HEAD, title_justify="left")
    for name, heading in columns.items():
        numeric = any(isinstance(r.get(name), int | float | Decimal) for r in rows)
        table.add_column(
            heading, justify="right" if numeric else "left", overflow="fold", no_wrap=numeric
        )
    for row in rows:
        table.add_row(*(Text(cropped(shown(row.get(name)))) for name in columns))
    say(table)


def shown(value: Any) -> str:
    """A value as people read it; what is not known is a dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, Decimal):
        return f"{value:,.2f}"
    if isinstance(value, float):
        return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return str(value)


def cropped(text: str) -> str:
    """Text for a cell of a table: on one line, and no longer than one can read."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_CELL else line[:_LONGEST_CELL] + "…"


_LONGEST_CELL = 300


def listed(items: Iterable[str]) -> str:
    """Items as lines with a dash."""
    return "\n".join(f"- {item}" for item in items)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)
