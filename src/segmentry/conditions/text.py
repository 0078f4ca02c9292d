"""The canonical text of a tree: reading it again gives an equal tree."""

from functools import lru_cache

from sqlglot import exp

from segmentry.conditions.aggregates import FIGURES
from segmentry.conditions.printer import Level, Printed, Printer, quoted
from segmentry.conditions.syntax import read
from segmentry.conditions.tree import Aggregate, Call, Name, Node
from segmentry.errors import InvalidCondition

_PLACES = (
    "case when {0} then {0} else {0} end = -{0} + {0} and not {0} and {0} in ({0}) "
    "and {0} between {0} and {0} and {0} like 'a' and {0} is null and f({0}, {0})"
)


def to_text(node: Node) -> str:
    return _Text().print(node)


class _Text(Printer):
    def name(self, node: Name) -> Printed:
        return written_name(node.name), Level.ATOM

    def call(self, node: Call) -> Printed:
        return f"{node.function}({self.arguments(node.arguments)})", Level.ATOM

    def aggregate(self, node: Aggregate) -> Printed:
        value = () if node.value is None else (node.value,)
        inner = self.arguments((*value, *node.filters))
        if FIGURES[node.function].over_contacts:
            return f"{node.function}({inner})", Level.ATOM
        parts = ", ".join(part for part in (written_name(node.event), inner) if part)
        return f"{node.function}({parts})", Level.ATOM


def written_name(name: str) -> str:
    return name if _is_plain(name) else quoted(name)


@lru_cache(maxsize=4096)
def _is_plain(name: str) -> bool:
    """Whether the parser reads the bare word as a name wherever a name may stand."""
    if not (name.isascii() and name.isidentifier()) or name.lower() == "as_of":
        return False
    try:
        found = read(_PLACES.format(name), "")
    except InvalidCondition:
        return False
    return repr(found).replace(f"this={name},", "this=x,") == repr(_example())


@lru_cache(maxsize=1)
def _example() -> exp.Expression:
    return read(_PLACES.format("x"), "")
