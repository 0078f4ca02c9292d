"""Values that people write out: what type they are, and texts that are dates."""

import re
from datetime import date
from decimal import Decimal

from segmentry.conditions.tree import Literal, Node, Value
from segmentry.model.types import ColumnType as T


def type_of(value: Value) -> T:
    if isinstance(value, bool):
        return T.BOOLEAN
    if isinstance(value, int | Decimal):
        return T.NUMBER if isinstance(value, Decimal) else T.INTEGER
    return T.TEXT if isinstance(value, str) else T.DATE


def as_day(node: Node) -> Node:
    """A text that is written as a date becomes that date."""
    if isinstance(node, Literal) and isinstance(node.value, str) and (day := as_date(node.value)):
        return Literal(day, at=node.at, type=T.DATE)
    return node


def as_date(text: str) -> date | None:
    """The date that a text names as 2026-01-31."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
