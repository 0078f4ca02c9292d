"""Prints a tree with the brackets it needs; text, SQL and sentences differ only in the leaves."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import IntEnum
from typing import Any, TypeAlias

from segmentry.conditions.tree import (
    Aggregate,
    Arithmetic,
    Between,
    Call,
    Case,
    Comparison,
    Group,
    In,
    IsNull,
    Like,
    Literal,
    Name,
    Negative,
    Node,
    Not,
    Value,
)


class Level(IntEnum):
    """How strongly the parts of a text hold together."""

    OR = 1
    AND = 2
    NOT = 3
    COMPARE = 4
    ADD = 5
    MULTIPLY = 6
    MINUS = 7
    ATOM = 8


Printed: TypeAlias = tuple[str, Level]
_LEVELS = {"+": Level.ADD, "-": Level.ADD}


class Printer(ABC):
    """Prints nodes; `least` says how strongly the place holds, so brackets come where needed."""

    def print(self, node: Node, least: Level = Level.OR) -> str:
        text, level = _METHODS[type(node)](self, node)
        return text if level >= least else f"({text})"

    @abstractmethod
    def name(self, node: Name) -> Printed: ...

    @abstractmethod
    def call(self, node: Call) -> Printed: ...

    @abstractmethod
    def aggregate(self, node: Aggregate) -> Printed: ...

    def literal(self, node: Literal) -> Printed:
        below_zero = isinstance(node.value, int | Decimal) and node.value < 0
        return written(node.value), Level.MINUS if below_zero else Level.ATOM

    def group(self, node: Group) -> Printed:
        word, level = (" and ", Level.AND) if node.kind == "all" else (" or ", Level.OR)
        return word.join(self.print(i, Level(level + 1)) for i in node.items), level

    def negated(self, node: Not) -> Printed:
        if isinstance(node.item, Between | In | Like | IsNull):
            return _NEGATIVE[type(node.item)](self, node.item)
        return f"not {self.print(node.item, Level.NOT)}", Level.NOT

    def comparison(self, node: Comparison) -> Printed:
        left, right = self._operands(node.left, node.right)
        return f"{left} {node.operator} {right}", Level.COMPARE

    def between(self, node: Between, no: str = "") -> Printed:
        item, low, high = self._operands(node.item, node.low, node.high)
        return f"{item}{no} between {low} and {high}", Level.COMPARE

    def one_of(self, node: In, no: str = "") -> Printed:
        item, *options = self._operands(node.item, *node.options)
        return f"{item}{no} in ({', '.join(options)})", Level.COMPARE

    def like(self, node: Like, no: str = "") -> Printed:
        word = "ilike" if node.ignores_case else "like"
        item = self.print(node.item, Level.ADD)
        return f"{item}{no} {word} {written(node.pattern)}", Level.COMPARE

    def is_null(self, node: IsNull, no: str = "") -> Printed:
        return f"{self.print(node.item, Level.ADD)} is{no} null", Level.COMPARE

    def arithmetic(self, node: Arithmetic) -> Printed:
        level = _LEVELS.get(node.operator, Level.MULTIPLY)
        left = self.print(node.left, level)
        right = self.print(node.right, Level(level + 1))
        return f"{left} {node.operator} {right}", level

    def negative(self, node: Negative) -> Printed:
        return f"-{self.print(node.item, Level.ATOM)}", Level.MINUS

    def case(self, node: Case) -> Printed:
        parts = [f"when {self.print(w)} then {self.print(t)}" for w, t in node.branches]
        if node.default is not None:
            parts.append(f"else {self.print(node.default)}")
        return f"case {' '.join(parts)} end", Level.ATOM

    def arguments(self, nodes: Iterable[Node]) -> str:
        return ", ".join(self.print(node) for node in nodes)

    def _operands(self, *nodes: Node) -> list[str]:
        return [self.print(node, Level.ADD) for node in nodes]


_METHODS: dict[type, Callable[[Printer, Any], Printed]] = {
    Literal: lambda p, n: p.literal(n),
    Name: lambda p, n: p.name(n),
    Group: lambda p, n: p.group(n),
    Not: lambda p, n: p.negated(n),
    Comparison: lambda p, n: p.comparison(n),
    Between: lambda p, n: p.between(n),
    In: lambda p, n: p.one_of(n),
    Like: lambda p, n: p.like(n),
    IsNull: lambda p, n: p.is_null(n),
    Arithmetic: lambda p, n: p.arithmetic(n),
    Negative: lambda p, n: p.negative(n),
    Case: lambda p, n: p.case(n),
    Call: lambda p, n: p.call(n),
    Aggregate: lambda p, n: p.aggregate(n),
}
_NEGATIVE: dict[type, Callable[[Printer, Any], Printed]] = {
    Between: lambda p, n: p.between(n, " not"),
    In: lambda p, n: p.one_of(n, " not"),
    Like: lambda p, n: p.like(n, " not"),
    IsNull: lambda p, n: p.is_null(n, " not"),
}


def written(value: Value) -> str:
    """A literal, quoted by us."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return f"date '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def quoted(name: str) -> str:
    """A name in double quotes."""
    return '"' + name.replace('"', '""') + '"'
