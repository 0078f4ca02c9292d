"""A tree as plain data for JSON, and back; the web builder edits the same tree."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from segmentry.conditions.aggregates import CONTACTS, FIGURES
from segmentry.conditions.functions import FUNCTIONS, PERIODS
from segmentry.conditions.literals import as_date
from segmentry.conditions.tree import (
    ARITHMETIC,
    COMPARISONS,
    MAX_DEPTH,
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
    group,
    negative,
    number,
)
from segmentry.errors import InvalidCondition, UnknownName

Data = dict[str, Any]


def to_dict(node: Node) -> Data:
    return _WRITERS[type(node)](node)


def from_dict(data: object, where: str = "") -> Node:
    """The tree of such data; names and types are not yet checked."""
    return _Reader(where).node(data)


def _literal(node: Literal) -> Data:
    value = node.value
    if isinstance(value, Decimal):
        return {"value": float(value)} if _is_exact(value) else {"number": f"{value:f}"}
    return {"date": value.isoformat()} if isinstance(value, date) else {"value": value}


def _is_exact(value: Decimal) -> bool:
    return Decimal(repr(float(value))) == value


def _not(node: Not) -> Data:
    if isinstance(node.item, Group) and node.item.kind == "any":
        return {"none": _many(node.item.items)}
    return {"not": to_dict(node.item)}


def _case(node: Case) -> Data:
    branches = [{"when": to_dict(w), "then": to_dict(t)} for w, t in node.branches]
    return {"case": branches} | ({} if node.default is None else {"else": to_dict(node.default)})


def _aggregate(node: Aggregate) -> Data:
    value = {} if node.value is None else {"value": to_dict(node.value)}
    return {"figure": node.function, "event": node.event, **value, "filters": _many(node.filters)}


def _many(nodes: tuple[Node, ...]) -> list[Data]:
    return [to_dict(node) for node in nodes]


_WRITERS: dict[type, Callable[[Any], Data]] = {
    Literal: _literal,
    Name: lambda n: {"name": n.name},
    Group: lambda n: {n.kind: _many(n.items)},
    Not: _not,
    Comparison: lambda n: {
        "compare": n.operator, "left": to_dict(n.left), "right": to_dict(n.right),
    },
    Between: lambda n: {"between": to_dict(n.item), "low": to_dict(n.low), "high": to_dict(n.high)},
    In: lambda n: {"in": to_dict(n.item), "options": _many(n.options)},
    Like: lambda n: {
        "like": to_dict(n.item), "pattern": n.pattern, "ignores_case": n.ignores_case,
    },
    IsNull: lambda n: {"is_null": to_dict(n.item)},
    Arithmetic: lambda n: {
        "calculate": n.operator, "left": to_dict(n.left), "right": to_dict(n.right),
    },
    Negative: lambda n: {"negative": to_dict(n.item)},
    Case: _case,
    Call: lambda n: {"call": n.function, "arguments": _many(n.arguments)},
    Aggregate: _aggregate,
}  # fmt: skip


class _Reader:
    def __init__(self, where: str) -> None:
        self.where = where
        self.depth = 0

    def node(self, data: object) -> Node:
        keys = data.keys() if isinstance(data, Mapping) else ()
        kind = next((key for key in _READERS if key in keys), None)
        if kind is None or not isinstance(data, Mapping):
            raise self._error(f"{_short(data)} is no part of a condition.")
        reader, others = _READERS[kind]
        if extra := sorted(map(str, set(data) - {kind, *others})):
            raise self._error(f"'{extra[0]}' does not belong beside '{kind}'.")
        if self.depth == MAX_DEPTH:
            raise self._error(f"The condition is nested more than {MAX_DEPTH} deep.")
        self.depth += 1
        try:
            return reader(self, data)
        finally:
            self.depth -= 1

    def _error(self, what: str) -> InvalidCondition:
        parts = ", ".join(_READERS)
        return InvalidCondition(what, where=self.where, next_step=f"A part has one of: {parts}.")

    def _value(self, data: Data) -> Node:
        value = data["value"]
        if isinstance(value, float):
            return self._number({"number": repr(value)})
        if not isinstance(value, str | int | bool):
            raise self._error(f"{_short(value)} is no text, number, true or false.")
        return Literal(value)

    def _number(self, data: Data) -> Node:
        text = data["number"]
        try:
            value = Decimal(str(text)[:50])
        except ArithmeticError:
            value = Decimal("NaN")
        if not value.is_finite() or abs(value.adjusted()) > 50:
            raise self._error(f"{_short(text)} is no number we can use.")
        return Literal(number(value))

    def _date(self, data: Data) -> Node:
        found = as_date(str(data["date"]))
        if found is None:
            raise self._error(f"{_short(data['date'])} is no date such as 2026-01-31.")
        return Literal(found)

    def _name(self, data: Data) -> Node:
        return Name(self._text(data, "name"))

    def _group(self, data: Data) -> Node:
        kind = "all" if "all" in data else "any"
        return group(kind, self._some(data, kind))

    def _none(self, data: Data) -> Node:
        return Not(group("any", self._some(data, "none")))

    def _some(self, data: Data, key: str) -> tuple[Node, ...]:
        if not (items := self._list(data, key)):
            raise self._error(f"The group '{key}' is empty.")
        return items

    def _compare(self, data: Data) -> Node:
        operator = self._one_of(data, "compare", COMPARISONS)
        return Comparison(operator, self._part(data, "left"), self._part(data, "right"))

    def _calculate(self, data: Data) -> Node:
        operator = self._one_of(data, "calculate", ARITHMETIC)
        return Arithmetic(operator, self._part(data, "left"), self._part(data, "right"))

    def _between(self, data: Data) -> Node:
        return Between(*(self._part(data, key) for key in ("between", "low", "high")))

    def _in(self, data: Data) -> Node:
        return In(self._part(data, "in"), self._some(data, "options"))

    def _like(self, data: Data) -> Node:
        ignores_case = data.get("ignores_case") is True
        pattern = data.get("pattern")
        if not isinstance(pattern, str):
            raise self._error("'pattern' is no text.")
        return Like(self._part(data, "like"), pattern, ignores_case)

    def _case(self, data: Data) -> Node:
        branches = data["case"]
        if not (isinstance(branches, list) and branches and all(map(_is_branch, branches))):
            raise self._error("'case' needs a list of parts, each with 'when' and 'then'.")
        pairs = tuple((self.node(b["when"]), self.node(b["then"])) for b in branches)
        return Case(pairs, self.node(data["else"]) if "else" in data else None)

    def _call(self, data: Data) -> Node:
        function = self._known(data, "call", FUNCTIONS | PERIODS)
        return Call(function, self._list(data, "arguments"))

    def _figure(self, data: Data) -> Node:
        function = self._known(data, "figure", FIGURES)
        contacts = FIGURES[function].over_contacts
        event = CONTACTS if contacts else self._text(data, "event")
        value = self.node(data["value"]) if data.get("value") else None
        return Aggregate(function, event, value, self._list(data, "filters"))

    def _part(self, data: Data, key: str) -> Node:
        if key not in data:
            raise self._error(f"'{key}' is missing.")
        return self.node(data[key])

    def _list(self, data: Data, key: str) -> tuple[Node, ...]:
        items = data.get(key, [])
        if not isinstance(items, list):
            raise self._error(f"'{key}' is no list.")
        return tuple(self.node(item) for item in items)

    def _text(self, data: Data, key: str) -> str:
        text = data.get(key)
        if not isinstance(text, str) or not text:
            raise self._error(f"'{key}' is no text.")
        return text

    def _one_of(self, data: Data, key: str, known: tuple[str, ...]) -> str:
        if data[key] not in known:
            raise self._error(f"{_short(data[key])} is none of {' '.join(known)}.")
        return str(data[key])

    def _known(self, data: Data, key: str, known: Mapping[str, object]) -> str:
        name = self._text(data, key)
        if name not in known:
            raise UnknownName("function", name[:80], known, where=self.where)
        return name


_READERS: dict[str, tuple[Callable[[_Reader, Any], Node], tuple[str, ...]]] = {
    "figure": (_Reader._figure, ("event", "value", "filters")),
    "call": (_Reader._call, ("arguments",)),
    "value": (_Reader._value, ()),
    "number": (_Reader._number, ()),
    "date": (_Reader._date, ()),
    "name": (_Reader._name, ()),
    "all": (_Reader._group, ()),
    "any": (_Reader._group, ()),
    "none": (_Reader._none, ()),
    "not": (lambda r, d: Not(r.node(d["not"])), ()),
    "compare": (_Reader._compare, ("left", "right")),
    "between": (_Reader._between, ("low", "high")),
    "in": (_Reader._in, ("options",)),
    "like": (_Reader._like, ("pattern", "ignores_case")),
    "is_null": (lambda r, d: IsNull(r.node(d["is_null"])), ()),
    "calculate": (_Reader._calculate, ("left", "right")),
    "negative": (lambda r, d: negative(r.node(d["negative"])), ()),
    "case": (_Reader._case, ("else",)),
}


def _is_branch(data: object) -> bool:
    return isinstance(data, Mapping) and set(data) == {"when", "then"}


def _short(value: object) -> str:
    return f"'{str(value)[:60]}'"
