"""A terminal that data cannot steer: whatever is printed, no escape of others reaches it."""

import unicodedata
from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_CONTROLS = ("Cc", "Cs", "Zl", "Zp")
# they turn the writing direction of everything behind them
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class SafeConsole(Console):
    """Prints like rich; control characters of the texts are shown as dots."""

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield Segment(without_controls(segment.text), segment.style)


def without_controls(text: str) -> str:
    """The text with a dot for every sign that would steer a terminal."""
    return "".join("·" if _steers(sign) else sign for sign in text)


def _steers(sign: str) -> bool:
    return sign != "\n" and (unicodedata.category(sign) in _CONTROLS or sign in _TURNS)
