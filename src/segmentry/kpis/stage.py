"""The stage: every KPI of every segment and period, and where the objectives stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from segmentry.engine.run_context import RunContext
from segmentry.kpis import KPIS
from segmentry.kpis.base import Kpi, missing_source
from segmentry.kpis.measuring.activity import keep_active_masks
from segmentry.kpis.measuring.begins import Begins, first_days
from segmentry.kpis.measuring.by_campaign import campaign_figures
from segmentry.kpis.measuring.calendar import Calendar, calendar_of
from segmentry.kpis.measuring.campaigns import keep_campaign_orders
from segmentry.kpis.measuring.cohorts import Cell, find_cells, find_patterns
from segmentry.kpis.measuring.contracts import keep_contract_points
from segmentry.kpis.measuring.costs import CAMPAIGN_COSTS, WEIGHTS, Costs
from segmentry.kpis.measuring.events import keep_engaged
from segmentry.kpis.measuring.funnel import keep_funnel
from segmentry.kpis.measuring.objectives import write_objectives
from segmentry.kpis.measuring.purchases import keep_purchase_steps
from segmentry.kpis.measuring.reasons import reasons_of
from segmentry.kpis.measuring.scope import Scope, scope_of
from segmentry.kpis.measuring.sums import Figures, Sum, add_sums, members_of
from segmentry.kpis.measuring.values import Places, Values
from segmentry.kpis.measuring.words import words_of
from segmentry.model.tables import Table


def run(context: RunContext) -> None:
    """Write KPI_VALUES and OBJECTIVES."""
    kpis = {name: kpi() for name, kpi in KPIS.all.items()}
    begins = first_days(context)
    calendar = _calendar(context, begins)
    calendar.load(context)
    scope = scope_of(context, calendar)
    context.say("Finding whose figures are measured")
    cells = find_cells(context, _fixed_on(context, calendar))
    find_patterns(context, cells)
    context.say(f"Measuring {len(kpis)} KPIs")
    figures = _figures(scope, cells, list(kpis.values()))
    costs = Costs(scope, cells, figures)
    costs.add_up()
    values = Values(list(kpis))
    measurement = _Measurement(scope, cells, figures, costs, begins, values)
    for name, kpi in kpis.items():
        measurement.measure(name, kpi)
    values.write(context, kpis, words_of(scope, begins, costs))
    write_objectives(context)
    _forget(context)


def _forget(context: RunContext) -> None:
    """Give the memory of intermediate steps back."""
    for step in {s.name for s in context.steps if s.stage == context.stage}:
        if step.startswith("kpi_") and step != Table.KPI_VALUES:
            context.engine.drop(step)


def _calendar(context: RunContext, begins: Begins) -> Calendar:
    months = context.definitions.workspace.kpis.months
    return calendar_of(context.as_of, months, min(begins.values(), default=context.as_of))


def _fixed_on(context: RunContext, calendar: Calendar) -> date:
    wanted = context.definitions.workspace.kpis.cohort_on
    months = [p.start for p in calendar.periods if p.span == "month"]
    return wanted or min(months, default=context.as_of)


def _figures(scope: Scope, cells: Sequence[Cell], kpis: Sequence[Kpi]) -> Figures:
    members = members_of(scope, len(cells))
    figures = Figures(members, scope)
    figures.put(Sum("members", "accounts"), members)
    keep_purchase_steps(scope)
    if scope.fed(Table.ACCOUNT_ORDERS):
        keep_active_masks(scope)
    keep_contract_points(scope)
    keep_engaged(scope)
    keep_funnel(scope)
    keep_campaign_orders(scope)
    sums = [*(s for k in kpis for s in k.sums), *WEIGHTS.values()]
    add_sums(scope, figures, sums, [k.products for k in kpis])
    return figures


@dataclass(frozen=True)
class _Measurement:
    """All that is needed to measure one KPI after the other."""

    scope: Scope
    cells: Sequence[Cell]
    figures: Figures
    costs: Costs
    begins: Begins
    values: Values

    def measure(self, name: str, kpi: Kpi) -> None:
        if reason := missing_source(type(kpi), self.scope):
            self.values.add_unknown(name, reason, (range(len(self.cells)), [self._newest_year]))
            return
        self._add(name, kpi, self.figures, self._everywhere(kpi))
        if kpi.by_campaign:
            today = [at for at, c in enumerate(self.cells) if c.cohort == "today"]
            years = self._periods(("year",))
            for campaign, own in campaign_figures(self.scope, self.figures, self.costs):
                spent = [y for y in years if own.sum(CAMPAIGN_COSTS)[0, y] > 0]
                self._add(name, kpi, own, (today, spent), campaign)

    def _add(
        self, name: str, kpi: Kpi, figures: Figures, places: Places, campaign: str = ""
    ) -> None:
        measured = kpi.measure(figures, self.scope)
        codes = reasons_of(
            kpi, measured, figures.members, self.scope, self.begins, self.values.reasons
        )
        self.values.add(name, measured, codes, places, campaign)

    def _everywhere(self, kpi: Kpi) -> Places:
        return range(len(self.cells)), self._periods(kpi.spans)

    def _periods(self, spans: Sequence[str]) -> list[int]:
        return [at for at, p in enumerate(self.scope.calendar.periods) if p.span in spans]

    @property
    def _newest_year(self) -> int:
        return self._periods(("year",))[0]
