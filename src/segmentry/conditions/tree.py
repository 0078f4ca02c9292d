"""The tree a condition becomes: small, immutable, free of any engine's or parser's words."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import TypeAlias, TypeGuard

from segmentry.model.types import ColumnType

Value: TypeAlias = str | int | Decimal | bool | date

MAX_DEPTH = 100


@dataclass(frozen=True)
class Node:
    """A part of a condition; `at` is its place in the text, `type` is set by the check."""

    at: int = field(default=-1, compare=False, repr=False, kw_only=True)
    type: ColumnType | None = field(default=None, compare=False, repr=False, kw_only=True)

    @property
    def children(self) -> Iterator["Node"]:
        for part in fields(self):
            value = getattr(self, part.name)
            yield from (n for n in _spread(value) if isinstance(n, Node))


@dataclass(frozen=True)
class Literal(Node):
    value: Value


@dataclass(frozen=True)
class Name(Node):
    name: str
    is_quoted: bool = field(default=False, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Group(Node):
    """`kind` is all (and) or any (or); none of them is `Not` of any."""

    kind: str
    items: tuple[Node, ...]


@dataclass(frozen=True)
class Not(Node):
    item: Node


@dataclass(frozen=True)
class Comparison(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Between(Node):
    item: Node
    low: Node
    high: Node


@dataclass(frozen=True)
class In(Node):
    item: Node
    options: tuple[Node, ...]


@dataclass(frozen=True)
class Like(Node):
    item: Node
    pattern: str
    ignores_case: bool = False


@dataclass(frozen=True)
class IsNull(Node):
    item: Node


@dataclass(frozen=True)
class Arithmetic(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Negative(Node):
    item: Node


@dataclass(frozen=True)
class Case(Node):
    branches: tuple[tuple[Node, Node], ...]
    default: Node | None = None


@dataclass(frozen=True)
class Call(Node):
    """A function of values, or a period of the events around it."""

    function: str
    arguments: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Aggregate(Node):
    """One figure out of an account's events; only the events that match every filter count."""

    function: str
    event: str
    value: Node | None = None
    filters: tuple[Node, ...] = ()


COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
ARITHMETIC = ("+", "-", "*", "/", "%")


def group(kind: str, items: tuple[Node, ...], at: int = -1) -> Node:
    """A group in its one form: groups of the same kind merged, a group of one unwrapped."""
    flat: list[Node] = []
    for item in items:
        same = isinstance(item, Group) and item.kind == kind
        flat.extend(item.items if same and isinstance(item, Group) else (item,))
    return flat[0] if len(flat) == 1 else Group(kind, tuple(flat), at=at)


def negative(item: Node, at: int = -1) -> Node:
    """Minus a number is that number below zero."""
    if isinstance(item, Literal) and is_number(item.value):
        return Literal(number(-Decimal(item.value)), at=at)
    return Negative(item, at=at)


def number(value: Decimal) -> int | Decimal:
    """A number in its one form: whole numbers are int."""
    return int(value) if value == value.to_integral_value() else value.normalize()


def is_number(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node.children:
        yield from walk(child)


def _spread(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        for item in value:
            yield from _spread(item)
    else:
        yield value
