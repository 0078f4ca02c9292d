"""How commands speak: tables and sentences for people, JSON for programs."""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


def console(*, stderr: bool = False) -> "Console":
    """Where people read; a pipe gets plain text."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False)


def say(*parts: "RenderableType") -> None:
    """Print for people."""
    console().print(*parts)


def print_json(value: Any) -> None:
    """Print for programs: one JSON document."""
    sys.stdout.write(json.dumps(value, default=_plain, ensure_ascii=False, indent=2) + "\n")


def print_rows(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, title: str = ""
) -> None:
    """Print rows as a table; `columns` maps their names to headings."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, box=box.SIMPLE_HEAD, title_justify="left")
    for name, heading in columns.items():
        numeric = any(isinstance(r.get(name), int | float | Decimal) for r in rows)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(shown(row.get(name))) for name in columns))
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


def listed(items: Iterable[str]) -> str:
    """Items as lines with a dash."""
    return "\n".join(f"- {item}" for item in items)


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return str(value)
