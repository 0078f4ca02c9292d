"""A checked tree as SQL: three-valued, safe to divide, the same on both engines."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from segmentry.conditions.functions import FUNCTIONS, PERIODS, Kind
from segmentry.conditions.moment import Moment
from segmentry.conditions.place import refusal
from segmentry.conditions.printer import Level, Printed, Printer, quoted, written
from segmentry.conditions.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Case,
    Literal,
    Name,
    Node,
    is_number,
)
from segmentry.errors import InternalError
from segmentry.model.types import ColumnType as T

MAX_SQL = 200_000  # a function that names its argument twice could double it at every level


class SqlPrinter(Printer):
    """Writes a checked tree as SQL; names get `prefix`, figures over events go to `figure`."""

    def __init__(
        self,
        moment: Moment,
        prefix: str = "",
        date_column: str | None = None,
        figure: Callable[[Aggregate], str] | None = None,
    ) -> None:
        self.moment = moment
        self.prefix = prefix
        self.date_column = date_column
        self.figure = figure

    def print(self, node: Node, least: Level = Level.OR) -> str:
        text = super().print(node, least)
        if len(text) > MAX_SQL:
            raise refusal(
                "The condition becomes too large for the engine.", "", node.at,
                "Take parts out into variables of their own.",
            )  # fmt: skip
        return text

    def name(self, node: Name) -> Printed:
        return self.prefix + quoted(node.name), Level.ATOM

    def aggregate(self, node: Aggregate) -> Printed:
        if self.figure is None:
            raise InternalError("A figure over events stands inside another one.")
        return self.figure(node), Level.ATOM

    def arithmetic(self, node: Arithmetic) -> Printed:
        level = Level.ADD if node.operator in "+-" else Level.MULTIPLY
        left = self._as(node.left, node.type, level)
        if node.operator in "/%" and not _is_above_zero(node.right):
            right = f"nullif({self._as(node.right, node.type)}, 0)"
        else:
            right = self._as(node.right, node.type, Level(level + 1))
        text = f"{left} {node.operator} {right}"
        # The product of two decimals is wider than both; a few of them would outgrow the engine.
        if node.type is T.MONEY and node.operator == "*":
            return f"cast({text} as {T.MONEY.lower()})", Level.ATOM
        return text, level

    def case(self, node: Case) -> Printed:
        parts = [f"when {self.print(w)} then {self._as(t, node.type)}" for w, t in node.branches]
        if node.default is not None:
            parts.append(f"else {self._as(node.default, node.type)}")
        return f"case {' '.join(parts)} end", Level.ATOM

    def call(self, node: Call) -> Printed:
        if node.function in PERIODS:
            return self._period(node), Level.COMPARE
        function, as_of = FUNCTIONS[node.function], self.moment.as_of
        arguments = [
            self._argument(node, argument, function.kind(position))
            for position, argument in enumerate(node.arguments)
        ]
        text = function.sql.format(
            *arguments,
            all=", ".join(arguments),
            as_of=written(as_of),
            as_of_month=as_of.year * 12 + as_of.month,
            as_of_day=as_of.day,
        )
        return text, Level.ATOM

    def _argument(self, call: Call, node: Node, kind: Kind) -> str:
        if kind is Kind.ALIKE:
            return self._as(node, call.type)
        if kind is Kind.REAL:
            return self._as(node, T.NUMBER)
        return self._as(node, T.DATE) if kind is Kind.DATE else self.print(node)

    def _period(self, node: Call) -> str:
        column = quoted(self.date_column or "")
        values = [a.value for a in node.arguments if isinstance(a, Literal)]
        first = values[0]
        if isinstance(first, date):
            return f"{column} {'<' if node.function == 'before' else '>'} {written(first)}"
        days = sorted(v for v in values if isinstance(v, int))
        ago = self.moment.months_ago if node.function == "last_months" else self.moment.days_ago
        text = f"{column} > {written(ago(days[-1]))}"
        # Without a nearer end the query's own limit, as_of, is the end.
        return f"{text} and {column} <= {written(ago(days[0]))}" if len(days) > 1 else text

    def _as(self, node: Node, wanted: T | None, least: Level = Level.OR) -> str:
        """The node's SQL, cast where its type is not the wanted one."""
        if isinstance(node, Literal) and is_number(node.value):
            # 0.5 is a decimal to both engines, 0.5e0 a double.
            return self.print(node, least) + ("e0" if wanted is T.NUMBER else "")
        if wanted is None or node.type is wanted:
            return self.print(node, least)
        return f"cast({self.print(node)} as {wanted.lower()})"


def _is_above_zero(node: Node) -> bool:
    value = node.value if isinstance(node, Literal) else 0
    return isinstance(value, int | Decimal) and value > 0
