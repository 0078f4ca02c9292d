"""What a function takes: how many arguments, and of what kind."""

from collections.abc import Callable

from segmentry.conditions.functions import Function, Kind
from segmentry.conditions.tree import Call, Literal, Node
from segmentry.model.types import ColumnType as T

_MOST_DAYS = 100_000


def wrong_count(call: Call, function: Function) -> str:
    """What is wrong with the number of arguments, or nothing."""
    given, most = len(call.arguments), function.most
    if given >= function.fewest and (most is None or given <= most):
        return ""
    wanted = str(function.fewest)
    if most != function.fewest:
        wanted += " or more" if most is None else f" to {most}"
    plural = "" if wanted == "1" else "s"
    return f"{call.function}() takes {wanted} argument{plural}, not {given}."


def fits(node: Node, kind: Kind) -> bool:
    """Whether a checked argument is of the kind."""
    return _FITS[kind](node)


def _is_numeric(node: Node) -> bool:
    return node.type is not None and node.type.is_numeric


def _is_whole(node: Node) -> bool:
    value = node.value if isinstance(node, Literal) and node.type is T.INTEGER else None
    return isinstance(value, int) and 0 <= value <= _MOST_DAYS


_FITS: dict[Kind, Callable[[Node], bool]] = {
    Kind.NUMBER: _is_numeric,
    Kind.REAL: _is_numeric,
    Kind.WHOLE: _is_whole,
    Kind.TEXT: lambda n: n.type is T.TEXT,
    Kind.DATE: lambda n: n.type is not None and n.type.is_temporal,
    Kind.DAY: lambda n: n.type is T.DATE and isinstance(n, Literal),
}
