"""A page of Markdown, written part by part."""

from collections.abc import Iterable, Sequence


def cell(text: str) -> str:
    """Text that cannot break out of a table's cell."""
    return " ".join(text.split()).replace("|", "\\|")


class Page:
    """A page with its title; `text` is what has been said so far."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self._parts = [f"# {title}"]

    @property
    def text(self) -> str:
        return "\n\n".join(self._parts) + "\n"

    def say(self, text: str) -> None:
        if text:
            self._parts.append(text)

    def section(self, title: str, text: str, level: int = 2) -> None:
        self._parts.append(f"{'#' * level} {title}")
        self.say(text)

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        lines = [_row(head), _row(["---"] * len(head)), *map(_row, rows)]
        if len(lines) > 2:
            self._parts.append("\n".join(lines))


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(map(cell, cells)) + " |"
