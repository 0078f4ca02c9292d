"""Who belongs to a segment: a condition, and perhaps only the first of those who meet it."""

from dataclasses import dataclass
from typing import Any

from sqlglot.tokenizer_core import Token, TokenType

from segmentry.conditions.expression import (
    Condition,
    Expression,
    parse_condition,
    parse_expression,
)
from segmentry.conditions.place import refusal
from segmentry.conditions.syntax import tokenize
from segmentry.conditions.tree import Literal, Node
from segmentry.conditions.type_rules import in_words
from segmentry.conditions.vocabulary import Vocabulary
from segmentry.errors import InvalidCondition


@dataclass(frozen=True)
class Top:
    """The `amount` accounts, or percent of them, with the highest (or lowest) value of `by`.

    Accounts without a value of `by` are never among them; ties are to be broken by account id.
    """

    amount: int
    by: Expression
    is_percent: bool = False
    is_bottom: bool = False

    def to_text(self) -> str:
        percent = " %" if self.is_percent else ""
        return f"{self._word} {self.amount}{percent} by {self.by.to_text()}"

    def to_sentence(self) -> str:
        who = f"{self.amount} %" if self.is_percent else f"{self.amount:,}"
        return f"among the {self._word} {who} by {self.by.to_sentence()}"

    def to_dict(self) -> dict[str, Any]:
        how = {"is_percent": self.is_percent, "is_bottom": self.is_bottom}
        return {"amount": self.amount, "by": self.by.to_dict(), **how}

    @property
    def _word(self) -> str:
        return "bottom" if self.is_bottom else "top"


@dataclass(frozen=True)
class Membership:
    """What a segment's `where` says."""

    condition: Condition
    top: Top | None = None

    @property
    def tree(self) -> Node:
        return self.condition.tree

    @property
    def variables(self) -> frozenset[str]:
        return self.condition.variables | (self.top.by.variables if self.top else frozenset())

    @property
    def events(self) -> frozenset[str]:
        return self.condition.events | (self.top.by.events if self.top else frozenset())

    @property
    def figures(self) -> tuple[Expression, ...]:
        """The figures over events that it asks for."""
        return self.condition.figures + (self.top.by.figures if self.top else ())

    @property
    def warnings(self) -> tuple[InvalidCondition, ...]:
        return self.condition.warnings + (self.top.by.warnings if self.top else ())

    def to_text(self) -> str:
        text = self.condition.to_text()
        if not self.top:
            return text
        return self.top.to_text() if self._is_everyone else f"{text} {self.top.to_text()}"

    def to_sentence(self) -> str:
        text = self.condition.to_sentence()
        if not self.top:
            return text
        top = self.top.to_sentence()
        return top if self._is_everyone else f"{text}, {top}"

    @property
    def _is_everyone(self) -> bool:
        return self.condition.tree == Literal(True)

    def to_dict(self) -> dict[str, Any]:
        top = {"top": self.top.to_dict()} if self.top else {}
        return {"condition": self.condition.to_dict(), **top}

    @classmethod
    def from_dict(
        cls, data: dict[str, Any], vocabulary: Vocabulary, *, where: str = ""
    ) -> "Membership":
        if not isinstance(data, dict) or "condition" not in data:
            raise InvalidCondition("'condition' is missing.", where=where)
        condition = Condition.from_dict(data["condition"], vocabulary, where=where)
        top = data.get("top")
        return cls(condition, _top_of(top, vocabulary, where) if top else None)


def parse_membership(text: str, vocabulary: Vocabulary, *, where: str = "") -> Membership:
    """Read a segment's `where`: a condition that may end in `top 100 by cltv`."""
    tokens = tokenize(text, where)
    at = _suffix(tokens)
    if at is None:
        return Membership(parse_condition(text, vocabulary, where=where))
    head = text[: tokens[at].start]
    condition = parse_condition(head if head.strip() else "true", vocabulary, where=where)
    return Membership(condition, _read_top(text, tokens[at:], vocabulary, where))


def parts(text: str) -> tuple[str, ...]:
    """Its condition and what it orders by, each as it stands in the text; nothing is checked."""
    tokens = tokenize(text, "")
    at = _suffix(tokens)
    if at is None:
        return (text,)
    by = next((t.end + 1 for t in tokens[at:] if t.text.lower() == "by"), len(text))
    return tuple(part for part in (text[: tokens[at].start], text[by:]) if part.strip())


def _suffix(tokens: list[Token]) -> int | None:
    """Where `top 100 by` begins; a number straight after a name can mean nothing else."""
    for at in range(len(tokens) - 1):
        is_word = tokens[at].text.lower() in ("top", "bottom")
        if is_word and tokens[at].token_type is TokenType.VAR and _is_number(tokens[at + 1]):
            return at
    return None


def _read_top(text: str, tokens: list[Token], vocabulary: Vocabulary, where: str) -> Top:
    amount = tokens[1].text
    is_percent = len(tokens) > 2 and tokens[2].text == "%"
    rest = tokens[3:] if is_percent else tokens[2:]
    if len(rest) < 2 or rest[0].text.lower() != "by":
        raise refusal(
            f"After '{tokens[0].text} {amount}' must follow what the accounts are ordered by.",
            where, tokens[0].start, "Write for instance top 100 by cltv, or top 10 % by cltv.",
        )  # fmt: skip
    # Blanks keep the places in error messages true to the whole text.
    by = parse_expression(" " * rest[1].start + text[rest[1].start :], vocabulary, where=where)
    return _top(amount, by, is_percent, tokens[0].text.lower() == "bottom", where, tokens[0].start)


def _top(
    amount: str, by: Expression, is_percent: bool, is_bottom: bool, where: str, at: int = -1
) -> Top:
    most = 100 if is_percent else 1_000_000_000
    if not amount.isdecimal() or not 1 <= int(amount[:12]) <= most:
        raise refusal(
            f"'{amount[:20]}' is no whole number from 1 to {most:,}.", where, at,
            "Write for instance top 100 by cltv, or top 10 % by cltv.",
        )  # fmt: skip
    if not (by.type.is_numeric or by.type.is_temporal):
        raise refusal(
            f"Accounts are ordered by a number or a date, not by {in_words(by.type)}.", where, at
        )
    return Top(int(amount), by, is_percent, is_bottom)


def _top_of(data: object, vocabulary: Vocabulary, where: str) -> Top:
    if not isinstance(data, dict) or not {"amount", "by"} <= set(data):
        raise InvalidCondition("'top' needs 'amount' and 'by'.", where=where)
    by = Expression.from_dict(data["by"], vocabulary, where=where)
    percent, bottom = (data.get(key) is True for key in ("is_percent", "is_bottom"))
    return _top(str(data["amount"]), by, percent, bottom, where)


def _is_number(token: Token) -> bool:
    return token.token_type is TokenType.NUMBER
