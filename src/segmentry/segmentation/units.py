"""What is placed at a level: the accounts themselves, or units of them that share one place."""

from dataclasses import dataclass, replace

from segmentry.conditions import EventTable, standard_events
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.levels import UNITS, Level, rows_of_unit, view_of_unit
from segmentry.model.tables import SCHEMAS, Table
from segmentry.segmentation.base import Placement

_READ = (
    Table.PROFILES, Table.IDENTITY, Table.ACCOUNT_ORDERS, Table.ACCOUNT_INVOICES,
    Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES, Table.ACCOUNT_ENGAGEMENTS,
    Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ANSWERS, Table.ACCOUNT_TECHNOLOGIES,
    Table.ACCOUNT_CONTACTS,
)  # fmt: skip


@dataclass(frozen=True)
class Units:
    """The rows that a segmentation of one level reads, each with its unit as account_id."""

    context: RunContext
    level: Level

    def prepare(self) -> None:
        """Define the views that are read in place of the tables."""
        if self.level == "account":
            return
        for table in _READ:
            why = f"{table} with the unit in place of the account"
            self.context.define(self.rows(table), why, rows_of_unit(table, self.level))
        columns = self.context.engine.columns(Table.UNIT_VALUES)
        listed = ", ".join(identifier(name) for name in columns if name != "unit_level")
        self.context.define(
            self.values,
            f"the variables of each {UNITS[self.level]}",
            f"select {listed} from {Table.UNIT_VALUES} where unit_level = {literal(self.level)}",
        )

    def rows(self, table: Table) -> str:
        """Where the rows of a table are read."""
        return table if self.level == "account" else view_of_unit(table, self.level)

    @property
    def values(self) -> str:
        """Where the variables are read."""
        above = self.level != "account"
        return view_of_unit(Table.VARIABLE_VALUES, self.level) if above else Table.VARIABLE_VALUES

    @property
    def suffix(self) -> str:
        """Ends the names of steps, so that those of two levels differ."""
        return "" if self.level == "account" else f"_of_{self.level}"

    def events(self) -> dict[str, EventTable]:
        """What conditions may ask of events and people."""
        fed = [table for table in SCHEMAS if self.context.fed(table)]
        return standard_events(fed, {t: self.rows(t) for t in _READ if self.suffix})

    def placed(self, placement: Placement) -> Placement:
        """The placement of units as one of their accounts; those that are excluded have none."""
        if self.level == "account":
            return placement
        unit = literal(f"; of its {UNITS[self.level]} of ")
        told = f"concat(p.reason, {unit}, cast(u.unit_accounts as varchar), ' accounts')"
        reason = f"case when u.unit_accounts > 1 then {told} else p.reason end as reason"
        scores = "p.recency_days, p.frequency, p.monetary, p.r, p.f, p.m"
        return replace(
            placement,
            sql=self._of_accounts(placement.sql, f"p.segment, {reason}"),
            scores_sql=placement.scores_sql and self._of_accounts(placement.scores_sql, scores),
        )

    def _of_accounts(self, sql: str, columns: str) -> str:
        return (
            f"select t.account_id, {columns} from ({sql}) as p "
            f"join {self.values} as u on u.account_id = p.account_id "
            f"join {Table.ACCOUNT_TREE} as t on t.{self.level}_id = p.account_id "
            f"join {Table.VARIABLE_VALUES} as v on v.account_id = t.account_id "
            "where v.excluded is null"
        )
