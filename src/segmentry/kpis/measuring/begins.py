"""Since when there is anything to measure."""

from datetime import date

from segmentry.engine.run_context import RunContext
from segmentry.kpis.measuring.facts import FACTS
from segmentry.kpis.measuring.scope import Scope
from segmentry.model.tables import Table

_FIRST = {
    Table.ACCOUNT_ORDERS: "ordered_on",
    Table.ACCOUNT_SUBSCRIPTIONS: "started_on",
    Table.ACCOUNT_OPPORTUNITIES: "coalesce(opened_on, closed_on)",
    Table.ACCOUNT_TOUCHES: "occurred_on",
    Table.ACCOUNT_ENGAGEMENTS: "occurred_on",
    Table.ACCOUNT_ANSWERS: "answered_on",
    Table.COSTS: "started_on",
}
Begins = dict[Table, date]


def first_days(context: RunContext) -> Begins:
    """First day of each table that has one."""
    parts = " union all ".join(
        f"select '{table}' as name, min({day}) as first from {table}"
        for table, day in _FIRST.items()
    )
    rows = context.query("kpi_begins", "since when there is anything to measure", parts)
    return {Table(r["name"]): r["first"] for r in rows.to_pylist() if r["first"]}


def begin_of(facts: str, scope: Scope, begins: Begins) -> tuple[Table, date] | None:
    """The table that feeds some facts, and its first day."""
    if facts not in FACTS:
        return None
    fed = [t for t in FACTS[facts].needs if scope.fed(t) and t in begins]
    return (fed[0], begins[fed[0]]) if fed else None
