"""A tree as a plain English sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from segmentry.conditions.aggregates import FIGURES
from segmentry.conditions.functions import FUNCTIONS, PERIODS
from segmentry.conditions.printer import Level, Printed, Printer
from segmentry.conditions.tree import (
    Aggregate,
    Between,
    Call,
    Case,
    Comparison,
    In,
    IsNull,
    Like,
    Literal,
    Name,
    Node,
    Not,
    Value,
    group,
    is_number,
)
from segmentry.conditions.vocabulary import Vocabulary, Word
from segmentry.model.types import ColumnType as T

_WORDS = {
    "=": "is", "<>": "is not", ">": "is more than", ">=": "is at least",
    "<": "is less than", "<=": "is at most",
}  # fmt: skip
_DATE_WORDS = _WORDS | {
    ">": "is after", ">=": "is on or after", "<": "is before", "<=": "is on or before",
}  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def to_sentence(node: Node, vocabulary: Vocabulary) -> str:
    return _Sentence(vocabulary).clause(node)


class _Sentence(Printer):
    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._words = vocabulary.variables

    def clause(self, node: Node, least: Level = Level.OR) -> str:
        """A node that stands where a statement is expected."""
        if isinstance(node, Name) and node.type is T.BOOLEAN:
            return f"{self.print(node)} is yes"
        return super().print(node, least)

    def print(self, node: Node, least: Level = Level.OR) -> str:
        is_statement = Level.AND <= least <= Level.NOT
        return self.clause(node, least) if is_statement else super().print(node, least)

    def name(self, node: Name) -> Printed:
        return _label(node.name, self._words.get(node.name)), Level.ATOM

    def literal(self, node: Literal) -> Printed:
        return said(node.value), Level.ATOM

    def negated(self, node: Not) -> Printed:
        if isinstance(node.item, Name):
            return f"{self.print(node.item, Level.ATOM)} is no", Level.COMPARE
        return super().negated(node)

    def comparison(self, node: Comparison) -> Printed:
        is_time = node.left.type is not None and node.left.type.is_temporal
        word = (_DATE_WORDS if is_time else _WORDS)[node.operator]
        left, right = (self.print(n, Level.ADD) for n in (node.left, node.right))
        return f"{left} {word} {right}", Level.COMPARE

    def between(self, node: Between, no: str = "") -> Printed:
        item, low, high = (self.print(n, Level.ADD) for n in (node.item, node.low, node.high))
        return f"{item} is{no} between {low} and {high}", Level.COMPARE

    def one_of(self, node: In, no: str = "") -> Printed:
        item = self.print(node.item, Level.ADD)
        options = _listed([self.print(n, Level.ADD) for n in node.options], "or")
        is_ = "is" if not no else "is not" if len(node.options) == 1 else "is none of"
        return f"{item} {is_} {options}", Level.COMPARE

    def like(self, node: Like, no: str = "") -> Printed:
        text, case = node.pattern, " in any case" if node.ignores_case else ""
        core = text.strip("%")
        verb = _LIKE.get((text.startswith("%"), text.endswith("%")), "")
        if (
            "%" in core
            or "_" in core
            or not core
            or text.strip("%") != text[text.startswith("%") : len(text) - text.endswith("%")]
        ):
            verb, core = "look like", text
        item = self.print(node.item, Level.ADD)
        does = f"does not {verb}" if no else _third_person(verb)
        return f"{item} {does} {core}{case}", Level.COMPARE

    def is_null(self, node: IsNull, no: str = "") -> Printed:
        return (
            f"{self.print(node.item, Level.ADD)} is {'known' if no else 'unknown'}",
            Level.COMPARE,
        )

    def case(self, node: Case) -> Printed:
        parts = [f"{self.print(then)} if {self.clause(when)}" for when, then in node.branches]
        if node.default is not None:
            parts.append(f"otherwise {self.print(node.default)}")
        return f"[{', '.join(parts)}]", Level.ATOM

    def call(self, node: Call) -> Printed:
        function = FUNCTIONS.get(node.function) or PERIODS[node.function]
        arguments = [self.print(n, Level.ADD) for n in node.arguments]
        text = function.says.format(*arguments, list=_listed(arguments, "and"))
        level = Level.COMPARE if node.type is T.BOOLEAN else Level.ATOM
        return text, level

    def aggregate(self, node: Aggregate) -> Printed:
        outer, self._words = self._words, self.vocabulary.events[node.event].fields
        try:
            value = self.print(node.value, Level.ATOM) if node.value else ""
            where = self._where(node.filters)
            filters = self.clause(group("all", node.filters)) if node.filters else ""
        finally:
            self._words = outer
        figure = FIGURES[node.function]
        text = figure.says.format(
            event=_spaced(node.event), value=value, where=where, filters=filters
        )
        return text, Level.COMPARE if node.type is T.BOOLEAN else Level.ATOM

    def _where(self, filters: Sequence[Node]) -> str:
        periods = [f for f in filters if isinstance(f, Call) and f.function in PERIODS]
        others = tuple(f for f in filters if f not in periods)
        text = "".join(f" {self.print(period)}" for period in periods)
        return text + (f" where {self.clause(group('all', others))}" if others else "")


_LIKE = {(False, True): "start with", (True, False): "end with", (True, True): "contain"}


def said(value: Value) -> str:
    """A value as people write it: yes, 10,000, 31 January 2026."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    if is_number(value):
        return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return str(value) or "empty"


def _label(name: str, word: Word | None) -> str:
    label = word.label if word and word.label else _spaced(name)
    is_acronym = label[1:2].isupper() or label[1:2].isdigit()
    return label if is_acronym else label[:1].lower() + label[1:]


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _listed(items: Sequence[str], word: str) -> str:
    head = ", ".join(items[:-1])
    return f"{head} {word} {items[-1]}" if head else "".join(items)


def _third_person(verb: str) -> str:
    first, _, rest = verb.partition(" ")
    return f"{first}s {rest}".rstrip()
