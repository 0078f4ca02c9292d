"""What the queries of the facts need to know."""

from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.kpis.measuring.calendar import Calendar
from segmentry.model.activity import REORDER_CYCLE, active_window
from segmentry.model.plans import KpiSettings
from segmentry.model.tables import Table

Alternatives = tuple[Table, ...]


@dataclass(frozen=True)
class Scope:
    """The run, its periods, and what counts as active and as revenue."""

    context: RunContext
    calendar: Calendar
    window_days: int
    """Days an order keeps its account active."""
    has_contracts: bool
    """Whether any contract is no trial."""

    @property
    def settings(self) -> KpiSettings:
        return self.context.definitions.workspace.kpis

    @property
    def as_of(self) -> str:
        """The first day that is not looked at, as SQL."""
        return literal(self.context.as_of)

    @property
    def last_point(self) -> int:
        return len(self.calendar.points) - 1

    def fed(self, table: Table) -> bool:
        """Whether there is anything; of contracts, anything but trials."""
        fed = self.context.fed(table)
        return fed and (table is not Table.ACCOUNT_SUBSCRIPTIONS or self.has_contracts)

    @property
    def by_contract(self) -> bool:
        """Whether a running contract makes an account active."""
        if self.settings.active == "auto":
            return self.has_contracts
        return self.settings.active == "subscription"

    @property
    def income(self) -> Table | None:
        """Where revenue is read from: orders where there are any."""
        return next((t for t in _INCOME if self.fed(t)), None)


_INCOME = (Table.ACCOUNT_ORDERS, Table.ACCOUNT_SUBSCRIPTIONS, Table.ACCOUNT_OPPORTUNITIES)


def scope_of(context: RunContext, calendar: Calendar) -> Scope:
    contracts = context.query(
        "kpi_contracts",
        "whether any contract is no trial",
        f"select count(*) > 0 as found from {Table.ACCOUNT_SUBSCRIPTIONS} "
        "where not coalesce(is_trial, false)",
    ).to_pylist()[0]
    return Scope(context, calendar, _window(context), contracts["found"])


def _window(context: RunContext) -> int:
    """The same window that the variables take."""
    if fixed := context.definitions.workspace.active_window_days:
        return fixed
    cycle = context.query("kpi_reorder_cycle", "the usual time between orders", REORDER_CYCLE)
    return active_window(cycle.to_pylist()[0]["days"])
