"""How types go together: which may be compared, and what a calculation gives."""

from collections.abc import Iterable
from decimal import Decimal

from segmentry.conditions.tree import Literal, Node
from segmentry.model.types import ColumnType as T

_WORDS = {
    T.TEXT: "a text",
    T.INTEGER: "a number",
    T.NUMBER: "a number",
    T.MONEY: "a number",
    T.DATE: "a date",
    T.TIME: "a time",
    T.BOOLEAN: "true or false",
}
_MONEY_PLACES = 4


def in_words(type_: T | None) -> str:
    return _WORDS[type_] if type_ else "nothing"


def are_comparable(one: T | None, other: T | None) -> bool:
    if one is None or other is None:
        return False
    both_numbers = one.is_numeric and other.is_numeric
    both_times = one.is_temporal and other.is_temporal
    return one is other or both_numbers or both_times


def advice(one: T | None, other: T | None) -> str:
    """How to make two types comparable."""
    kinds = {one, other}
    if T.TEXT in kinds and (T.DATE in kinds or T.TIME in kinds):
        return "Write dates as date '2026-01-31'."
    return "Texts stand in quotes, numbers do not." if T.TEXT in kinds else ""


def common_type(nodes: Iterable[Node]) -> T | None:
    """The one type that holds the values of all; they are comparable already."""
    nodes = list(nodes)
    types = [n.type for n in nodes]
    if T.MONEY in types and all(_may_be_money(n) for n in nodes):
        return T.MONEY
    if T.NUMBER in types or (T.MONEY in types and len(set(types)) > 1):
        return T.NUMBER
    return T.TIME if T.TIME in types else types[0]


def of_arithmetic(operator: str, left: Node, right: Node) -> T | None:
    if operator == "/":
        return T.NUMBER
    both_money = left.type is T.MONEY and right.type is T.MONEY
    whole_factor = T.INTEGER in (left.type, right.type)
    if operator == "*" and (both_money or not whole_factor):
        return T.NUMBER
    return common_type((left, right))


def _may_be_money(node: Node) -> bool:
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        return int(node.value.as_tuple().exponent) >= -_MONEY_PLACES
    return node.type in (T.MONEY, T.INTEGER)
