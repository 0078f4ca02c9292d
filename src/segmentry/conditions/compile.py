"""From conditions to queries: every event table is read once, however much is asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from segmentry.conditions.expression import Expression
from segmentry.conditions.moment import Moment
from segmentry.conditions.printer import Level, quoted, written
from segmentry.conditions.sql import SqlPrinter
from segmentry.conditions.tree import Aggregate, Name, group
from segmentry.conditions.vocabulary import EventTable
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType as T

_EXACT = "decimal(28, 6)"  # a sum of doubles depends on the order of the rows

_NEVER_KNOWN = "cast(null as "


@dataclass(frozen=True)
class FeatureQuery:
    """One row per account with every figure that is asked of one event table.

    The names of the columns are its own, so expressions name them without saying where they are.
    """

    name: str
    why: str
    sql: str
    table: Table
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Compiled:
    """Conditions as SQL: run the features, then select the expressions from the source.

    `joins` follows `from <base> as v`; an expression that is null could not be decided.
    """

    features: tuple[FeatureQuery, ...]
    joins: str
    expressions: tuple[str, ...]
    base: str

    @property
    def is_never_known(self) -> tuple[bool, ...]:
        """Per expression: whether no source feeds what it asks about."""
        return tuple(sql.startswith(_NEVER_KNOWN) for sql in self.expressions)

    @property
    def source(self) -> str:
        """What follows `from`."""
        return f"{self.base} as v{self.joins}"


def compile_all(
    items: Sequence[Expression],
    *,
    as_of: date,
    base: str = "variable_values",
    prefix: str = "features",
) -> Compiled:
    """The SQL of all conditions together, with one query per event table they ask about."""
    moment = Moment(as_of)
    passes: dict[str, _Pass] = {}
    expressions = tuple(_sql(item, moment, prefix, passes) for item in items)
    asked = [one for one in passes.values() if one.columns]
    return Compiled(
        tuple(one.query() for one in asked), "".join(one.join() for one in asked), expressions, base
    )


def _sql(item: Expression, moment: Moment, prefix: str, passes: dict[str, "_Pass"]) -> str:
    def figure(node: Aggregate) -> str:
        event = item.vocabulary.events[node.event]
        if not event.fed:
            return f"{_NEVER_KNOWN}{_sql_type(node)})"
        if event.name not in passes:
            passes[event.name] = _Pass(event, moment, f"{prefix}_{event.name}")
        return passes[event.name].figure(node)

    return SqlPrinter(moment, "v.", figure=figure).print(item.tree)


class _Pass:
    """The one reading of an event table, with a column for every figure."""

    def __init__(self, event: EventTable, moment: Moment, name: str) -> None:
        self.event = event
        self.moment = moment
        self.name = name
        self.columns: dict[str, str] = {}
        self._printer = SqlPrinter(moment, date_column=event.date_column)

    def query(self) -> FeatureQuery:
        figures = ", ".join(f"{sql} as {column}" for sql, column in self.columns.items())
        rows = self.event.view or self.event.table
        sql = f"select account_id, {figures} from {rows}{self._where()} group by account_id"
        count = len(self.columns)
        why = f"{count} figure{'s' if count > 1 else ''} per account in one pass over its "
        columns = tuple(self.columns.values())
        return FeatureQuery(self.name, f"{why}{self.event.name}.", sql, self.event.table, columns)

    def join(self) -> str:
        return f" left join {self.name} on {self.name}.account_id = v.account_id"

    def figure(self, node: Aggregate) -> str:
        condition = self._filter(node)
        match node.function:
            case "count":
                return self._count(condition)
            case "any_contact":
                return f"({self._count(condition)} > 0)"
            case "no_contact":
                return f"({self._count(condition)} = 0)"
            case "all_contacts":
                # Not coalesced: over an account without contacts the answer is unknown.
                every = self._column("count(*)")
                return f"({self._column(f'count(*){condition}')} = {every})"
            case "sum":
                # the sum of nothing is 0; of events whose values are all unknown it is unknown
                total = self._column(self._sum(node, condition))
                return f"case when {self._count(condition)} = 0 then 0 else {total} end"
        return self._column(self._of_value(node, condition))

    def _count(self, condition: str) -> str:
        return f"coalesce({self._column(f'count(*){condition}')}, 0)"

    def _column(self, sql: str) -> str:
        return self.columns.setdefault(sql, f"{self.name}_{len(self.columns) + 1}")

    def _of_value(self, node: Aggregate, condition: str) -> str:
        value = self._value(node)
        match node.function:
            case "min" | "max":
                return f"{node.function}({value}){condition}"
            case "count_distinct":
                return f"count(distinct {value}){condition}"
            case "median":
                return f"median({self._double(node)}){condition}"
            case "avg":
                total = f"cast({self._total(node)}{condition} as double)"
                return f"{total} / nullif(count({value}){condition}, 0)"
        return self._at_the_end(node, value)

    def _sum(self, node: Aggregate, condition: str) -> str:
        return f"cast({self._total(node)}{condition} as {_sql_type(node)})"

    def _total(self, node: Aggregate) -> str:
        value = self._value(node)
        is_double = node.value is not None and node.value.type is T.NUMBER
        return f"sum(try_cast({value} as {_EXACT}))" if is_double else f"sum({value})"

    def _double(self, node: Aggregate) -> str:
        value = self._value(node)
        is_double = node.value is not None and node.value.type is T.NUMBER
        return value if is_double else f"cast({value} as double)"

    def _value(self, node: Aggregate) -> str:
        return self._printer.print(node.value) if node.value else "*"

    def _at_the_end(self, node: Aggregate, value: str) -> str:
        """The value of the latest or earliest day; of several on that day, the outermost value."""
        is_last = node.function == "last"
        day = quoted(self.event.date_column or "")
        if isinstance(node.value, Name) and node.value.name == self.event.date_column:
            return f"{'max' if is_last else 'min'}({value}){self._filter(node)}"
        known = [value] if self.event.is_always_dated else [value, day]
        condition = self._filter(node, [f"{item} is not null" for item in known])
        pick = "arg_max" if is_last else "arg_min"
        return f"{pick}({value}, {{'day': {day}, 'value': {value}}}){condition}"

    def _filter(self, node: Aggregate, also: Sequence[str] = ()) -> str:
        parts = [self._printer.print(group("all", node.filters), Level.AND)] if node.filters else []
        wanted = " and ".join([*parts, *also])
        return f" filter (where {wanted})" if wanted else ""

    def _where(self) -> str:
        if self.event.date_column is None:
            return f" where {self.event.who_counts}" if self.event.who_counts else ""
        day = quoted(self.event.date_column)
        until = f"{day} <= {written(self.moment.as_of)}"
        # An event without a date cannot be said to come later.
        return f" where {until}" + ("" if self.event.is_always_dated else f" or {day} is null")


def _sql_type(node: Aggregate) -> str:
    return str(node.type).lower()
