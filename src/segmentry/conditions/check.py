"""Checks names and types of a tree against the vocabulary, and writes the types into it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from segmentry.conditions.aggregates import FIGURES, Over
from segmentry.conditions.arguments import fits, wrong_count
from segmentry.conditions.functions import FUNCTIONS, PERIODS, Function, Kind
from segmentry.conditions.literals import as_day, type_of
from segmentry.conditions.place import place, refusal
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
)
from segmentry.conditions.type_rules import (
    advice,
    are_comparable,
    common_type,
    in_words,
    of_arithmetic,
)
from segmentry.conditions.vocabulary import EventTable, Vocabulary, Word
from segmentry.errors import InvalidCondition, UnknownName
from segmentry.model.types import ColumnType as T


@dataclass(frozen=True)
class _Scope:
    """The names that may stand here: the account's variables, or the fields of one event table."""

    kind: str
    words: Mapping[str, Word]
    event: EventTable | None = None


class Checker:
    """Checks one text; collects warnings on the way."""

    def __init__(self, vocabulary: Vocabulary, where: str) -> None:
        self.vocabulary = vocabulary
        self.where = where
        self.warnings: list[InvalidCondition] = []
        self._scope = _Scope("variable", vocabulary.variables)

    def check(self, node: Node) -> Node:
        return _METHODS[type(node)](self, node)

    def boolean(self, node: Node, what: str) -> Node:
        checked = self.check(node)
        if checked.type is not T.BOOLEAN:
            raise self._error(
                f"{what} must be true or false, not {in_words(checked.type)}.", node,
                "Compare it with something: orders >= 3.",
            )  # fmt: skip
        return checked

    def _error(self, what: str, node: Node, next_step: str = "") -> InvalidCondition:
        return refusal(what, self.where, node.at, next_step)

    def _unknown(self, kind: str, name: str, known: Iterable[str], node: Node) -> UnknownName:
        name, advice = name[:80], ""
        if isinstance(node, Name) and node.is_quoted:
            text = name.replace("'", "''")
            advice = f"Double quotes are for names; write a text in single quotes: '{text}'."
        return UnknownName(kind, name, known, where=place(self.where, node.at), advice=advice)

    def _literal(self, node: Literal) -> Node:
        return replace(node, type=type_of(node.value))

    def _name(self, node: Name) -> Node:
        scope = self._scope
        name = node.name if node.name in scope.words else node.name.lower()
        if name not in scope.words:
            raise self._unknown(scope.kind, node.name, scope.words, node)
        return replace(node, name=name, type=scope.words[name].type)

    def _group(self, node: Group) -> Node:
        what = "Each part of 'and'" if node.kind == "all" else "Each part of 'or'"
        items = tuple(self.boolean(item, what) for item in node.items)
        return replace(node, items=items, type=T.BOOLEAN)

    def _not(self, node: Not) -> Node:
        return replace(node, item=self.boolean(node.item, "What follows 'not'"), type=T.BOOLEAN)

    def _comparison(self, node: Comparison) -> Node:
        left, right = self._alike(node, (node.left, node.right))
        if left.type is T.BOOLEAN and node.operator not in ("=", "<>"):
            raise self._error(
                f"True and false have no order for '{node.operator}'.", node, "Use =."
            )
        if node.operator in ("=", "<>"):
            self._warn(left, (right,))
            self._warn(right, (left,))
        return replace(node, left=left, right=right, type=T.BOOLEAN)

    def _between(self, node: Between) -> Node:
        item, low, high = self._alike(node, (node.item, node.low, node.high))
        if item.type is T.BOOLEAN:
            raise self._error("True and false have no order for 'between'.", node, "Use =.")
        return replace(node, item=item, low=low, high=high, type=T.BOOLEAN)

    def _in(self, node: In) -> Node:
        item, *options = self._alike(node, (node.item, *node.options))
        self._warn(item, options)
        return replace(node, item=item, options=tuple(options), type=T.BOOLEAN)

    def _like(self, node: Like) -> Node:
        item = self.check(node.item)
        if item.type is not T.TEXT:
            raise self._error(
                f"'like' looks into texts, not into {in_words(item.type)}.", node, "Use = or >."
            )
        return replace(node, item=item, type=T.BOOLEAN)

    def _is_null(self, node: IsNull) -> Node:
        return replace(node, item=self.check(node.item), type=T.BOOLEAN)

    def _arithmetic(self, node: Arithmetic) -> Node:
        left, right = (self._number(n, f"'{node.operator}'") for n in (node.left, node.right))
        given = of_arithmetic(node.operator, left, right)
        return replace(node, left=left, right=right, type=given)

    def _negative(self, node: Negative) -> Node:
        item = self._number(node.item, "'-'")
        return replace(node, item=item, type=item.type)

    def _number(self, node: Node, what: str) -> Node:
        checked = self.check(node)
        if checked.type is None or not checked.type.is_numeric:
            hint = ""
            if checked.type and checked.type.is_temporal:
                hint = "For dates use days_since(date) or days_between(from, to)."
            raise self._error(f"{what} needs numbers, not {in_words(checked.type)}.", node, hint)
        return checked

    def _case(self, node: Case) -> Node:
        whens = [self.boolean(when, "What follows 'when'") for when, _ in node.branches]
        others = () if node.default is None else (node.default,)
        values = self._alike(node, (*(then for _, then in node.branches), *others))
        default = values[-1] if others else None
        branches = tuple(zip(whens, values, strict=False))
        return replace(node, branches=branches, default=default, type=common_type(values))

    def _call(self, node: Call) -> Node:
        if node.function in PERIODS:
            return self._period(node)
        function = FUNCTIONS[node.function]
        self._count_arguments(node, function)
        if function.takes and function.kind(0) is Kind.ALIKE:
            arguments = self._alike(node, node.arguments)
            return replace(node, arguments=arguments, type=common_type(arguments))
        arguments = self._arguments(node, function)
        return replace(node, arguments=arguments, type=function.gives or arguments[0].type)

    def _period(self, node: Call) -> Node:
        event = self._scope.event
        if event is None or event.date_column is None:
            why = f"'{event.name}' has no date" if event else "here are none"
            raise self._error(
                f"{node.function}() looks at the date of events; {why}.", node,
                "Write for instance count(orders, last_days(90)), or days_since(date) <= 90.",
            )  # fmt: skip
        function = PERIODS[node.function]
        self._count_arguments(node, function)
        return replace(node, arguments=self._arguments(node, function), type=T.BOOLEAN)

    def _count_arguments(self, node: Call, function: Function) -> None:
        if wrong := wrong_count(node, function):
            raise self._error(wrong, node)

    def _arguments(self, node: Call, function: Function) -> tuple[Node, ...]:
        return tuple(
            self._argument(node, argument, function.kind(position))
            for position, argument in enumerate(node.arguments)
        )

    def _argument(self, call: Call, argument: Node, kind: Kind) -> Node:
        checked = self.check(argument)
        if kind in (Kind.DATE, Kind.DAY):
            checked = as_day(checked)
        if not fits(checked, kind):
            raise self._error(
                f"{call.function}() needs {kind.value} here, not {in_words(checked.type)}.",
                argument if argument.at >= 0 else call,
            )
        return checked

    def _aggregate(self, node: Aggregate) -> Node:
        events = self.vocabulary.events
        name = node.event if node.event in events else node.event.lower()
        if (event := events.get(name)) is None:
            raise self._unknown("table of events", node.event, self.vocabulary.events, node)
        outer = self._scope
        if outer.event:
            raise self._error(
                f"{node.function}() cannot stand inside another figure over events.", node,
                "Inside, use the fields of the events alone.",
            )  # fmt: skip
        self._scope = _Scope(f"field of {event.name}", event.fields, event)
        try:
            return self._figure(replace(node, event=name))
        finally:
            self._scope = outer

    def _figure(self, node: Aggregate) -> Node:
        figure = FIGURES[node.function]
        what = f"What {node.function}() filters by"
        self._check_dated(node)
        value = self._value(node, figure.over)
        filters = tuple(self.boolean(item, what) for item in node.filters)
        if figure.over_contacts and not filters:
            raise self._error(
                f"{node.function}() needs a condition.", node,
                f"Write for instance {node.function}(seniority = 'C-level').",
            )  # fmt: skip
        given = figure.gives or (value.type if value else None)
        return replace(node, value=value, filters=filters, type=given)

    def _check_dated(self, node: Aggregate) -> None:
        event = self._scope.event
        if node.function in ("first", "last") and event and event.date_column is None:
            raise self._error(
                f"{node.function}() goes by the date of events; '{event.name}' has no date.",
                node,
                "Use min(…) or max(…).",
            )

    def _value(self, node: Aggregate, over: Over) -> Node | None:
        if over is Over.NOTHING:
            return None
        if node.value is None:
            raise self._error(
                f"{node.function}() needs a field after the table.", node,
                f"Write for instance {node.function}(orders, amount).",
            )  # fmt: skip
        value = self.check(node.value)
        if value.type is None or not _SUITS[over](value.type):
            raise self._error(
                f"{node.function}() needs {over.value}, not {in_words(value.type)}.", node.value
            )
        return value

    def _alike(self, node: Node, parts: Iterable[Node]) -> tuple[Node, ...]:
        """The parts, checked to be of one type; texts that stand for dates become dates."""
        checked = [self.check(part) for part in parts]
        if any(part.type and part.type.is_temporal for part in checked):
            checked = [as_day(part) for part in checked]
        first = checked[0]
        for part in checked[1:]:
            if not are_comparable(first.type, part.type):
                raise self._error(
                    f"{in_words(first.type).capitalize()} cannot be put together with "
                    f"{in_words(part.type)}.",
                    part if part.at >= 0 else node,
                    advice(first.type, part.type),
                )
        return tuple(checked)

    def _warn(self, item: Node, options: Iterable[Node]) -> None:
        if not isinstance(item, Name) or not (known := self._scope.words[item.name].values):
            return
        for option in options:
            if isinstance(option, Literal) and isinstance(option.value, str):
                self._warn_of(item.name, option.value, known, option)

    def _warn_of(self, name: str, value: str, known: tuple[str, ...], node: Node) -> None:
        is_computed = self._scope.words[name].is_computed
        close = get_close_matches(value, known, n=1, cutoff=_NEAR if is_computed else 0.6)
        # a computed variable has values that no account needs to have today
        if value in known or (is_computed and not close):
            return
        some = ", ".join(f"'{k}'" for k in known[:_SHOWN])
        hint = f"Did you mean '{close[0]}'?" if close else f"Its values are such as {some}."
        self.warnings.append(self._error(f"No account has {name} '{value}'.", node, hint))


_NEAR = 0.8
"""Share of letters that agree between a misspelt word and the one meant."""

_SHOWN = 5
"""Values shown where none is near."""

_METHODS: dict[type, Callable[[Checker, Any], Node]] = {
    Literal: Checker._literal,
    Name: Checker._name,
    Group: Checker._group,
    Not: Checker._not,
    Comparison: Checker._comparison,
    Between: Checker._between,
    In: Checker._in,
    Like: Checker._like,
    IsNull: Checker._is_null,
    Arithmetic: Checker._arithmetic,
    Negative: Checker._negative,
    Case: Checker._case,
    Call: Checker._call,
    Aggregate: Checker._aggregate,
}


_SUITS: dict[Over, Callable[[T], bool]] = {
    Over.NUMBERS: lambda t: t.is_numeric,
    Over.ORDERED: lambda t: t is not T.BOOLEAN,
    Over.ANYTHING: lambda _: True,
}
