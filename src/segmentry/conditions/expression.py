"""A checked expression or condition: what every other part of the product holds in its hands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Self

from segmentry.conditions.as_dict import from_dict, to_dict
from segmentry.conditions.check import Checker
from segmentry.conditions.convert import parse_tree
from segmentry.conditions.sentence import to_sentence
from segmentry.conditions.text import to_text
from segmentry.conditions.tree import Aggregate, Name, Node, walk
from segmentry.conditions.vocabulary import Vocabulary
from segmentry.errors import InvalidCondition
from segmentry.model.types import ColumnType


@dataclass(frozen=True)
class Expression:
    """A value computed from an account's variables and events."""

    tree: Node
    vocabulary: Vocabulary = field(repr=False, compare=False)
    warnings: tuple[InvalidCondition, ...] = field(default=(), repr=False, compare=False)

    @property
    def type(self) -> ColumnType:
        if self.tree.type is None:
            raise InvalidCondition("This expression has not been checked.")
        return self.tree.type

    @cached_property
    def variables(self) -> frozenset[str]:
        return frozenset(_variables(self.tree))

    @cached_property
    def events(self) -> frozenset[str]:
        return frozenset(n.event for n in walk(self.tree) if isinstance(n, Aggregate))

    @cached_property
    def figures(self) -> tuple["Expression", ...]:
        """The figures over events in it, each by itself, once."""
        nodes = dict.fromkeys(n for n in walk(self.tree) if isinstance(n, Aggregate))
        return tuple(Expression(node, self.vocabulary) for node in nodes)

    def to_text(self) -> str:
        """The text in its canonical form; reading it gives an equal expression."""
        return to_text(self.tree)

    def to_sentence(self) -> str:
        """The expression in plain English."""
        return to_sentence(self.tree, self.vocabulary)

    def to_dict(self) -> dict[str, Any]:
        """The tree as plain data for JSON; the web builder edits it."""
        return to_dict(self.tree)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], vocabulary: Vocabulary, *, where: str = "") -> Self:
        """The expression of such data; it passes the same checks as a text."""
        return cls.parse(to_text(from_dict(data, where)), vocabulary, where=where)

    @classmethod
    def parse(cls, text: str, vocabulary: Vocabulary, *, where: str = "") -> Self:
        """Read a text; names and types are checked against the vocabulary."""
        checker = Checker(vocabulary, where)
        tree = cls._checked(parse_tree(text, where), checker)
        return cls(tree, vocabulary, tuple(checker.warnings))

    @classmethod
    def _checked(cls, tree: Node, checker: Checker) -> Node:
        return checker.check(tree)


@dataclass(frozen=True)
class Condition(Expression):
    """An expression that is true, false or, where values are missing, unknown."""

    @classmethod
    def _checked(cls, tree: Node, checker: Checker) -> Node:
        return checker.boolean(tree, "A condition")


def parse_expression(text: str, vocabulary: Vocabulary, *, where: str = "") -> Expression:
    """Read an expression of any type; `where` is its place for error messages."""
    return Expression.parse(text, vocabulary, where=where)


def parse_condition(text: str, vocabulary: Vocabulary, *, where: str = "") -> Condition:
    """Read a condition; `where` is its place for error messages."""
    return Condition.parse(text, vocabulary, where=where)


def _variables(node: Node) -> list[str]:
    if isinstance(node, Name):
        return [node.name]
    # The names inside a figure over events are fields of the events.
    if isinstance(node, Aggregate):
        return []
    return [name for child in node.children for name in _variables(child)]
