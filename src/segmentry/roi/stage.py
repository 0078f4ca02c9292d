"""The stage: every launch, what changed since then, and what that was worth."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.model.value_measures import VALUE_MEASURES, ValueMeasure
from segmentry.roi import cautions as c
from segmentry.roi.accounts import LEFT_OUT, first_month, keep_accounts, keep_cohorts
from segmentry.roi.cost import Booked, Cost, booked_costs, costs_of
from segmentry.roi.effects import Effect, effect_of, effect_row
from segmentry.roi.metrics import ACQUISITION, REVENUE, Metric, metrics_of
from segmentry.roi.plan import Plan, plan_launches
from segmentry.roi.returns import Beside, beside_of, return_row, unknown_row
from segmentry.roi.sums import ALL, Key, MetricSums, sum_metrics
from segmentry.roi.windows import NoWindows, Windows

Row = dict[str, object]
_FED = (Table.ACCOUNT_OPPORTUNITIES, Table.ACCOUNT_TOUCHES, Table.ACCOUNT_ENGAGEMENTS)


@dataclass(frozen=True)
class _Evidence:
    """All that the rows are made of."""

    context: RunContext
    metrics: tuple[Metric, ...]
    sums: Mapping[Key, MetricSums] = field(default_factory=dict)
    booked: Mapping[str, Booked] = field(default_factory=dict)
    newcomers: Mapping[tuple[str, str], c.Newcomers] = field(default_factory=dict)
    lost: Mapping[tuple[str, str], int] = field(default_factory=dict)
    shared: Mapping[str, list[str]] = field(default_factory=dict)
    by_the_past: frozenset[str] = frozenset()

    @property
    def currency(self) -> str:
        return self.context.definitions.workspace.currency

    @property
    def fewest(self) -> int:
        return self.context.definitions.workspace.kpis.fewest_accounts

    def sums_of(self, plan: Plan, segment: str | None, metric: str) -> MetricSums | None:
        return self.sums.get((plan.name, segment, metric))


def run(context: RunContext) -> None:
    """Write LAUNCH_EFFECTS and LAUNCH_RETURNS."""
    if not context.definitions.launches:
        context.write_empty(Table.LAUNCH_EFFECTS)
        context.write_empty(Table.LAUNCH_RETURNS)
        return
    context.say("Comparing before and after every launch")
    measure = _measure(context)
    plans = plan_launches(context, first_month(context, measure) if measure else None)
    keep_cohorts(context, plans)
    evidence = _gather(context, plans, measure)
    _note(context, plans, evidence)
    effects = [row for plan in plans for row in _effects(evidence, plan)]
    context.write_rows(Table.LAUNCH_EFFECTS, "metrics before and after every launch", effects)
    returns = [row for plan in plans for row in _returns(evidence, plan)]
    context.write_rows(Table.LAUNCH_RETURNS, "what every launch brought", returns)


def _measure(context: RunContext) -> ValueMeasure | None:
    """What an account is worth here, as the segments were described by."""
    rows = context.query(
        "measure",
        "what an account is worth",
        f"select max(measure) as measure from {Table.SEGMENT_STATS}",
    ).to_pylist()
    return next((m for m in VALUE_MEASURES if m.variable == rows[0]["measure"]), None)


def _gather(context: RunContext, plans: Sequence[Plan], measure: ValueMeasure | None) -> _Evidence:
    if measure is None or all(isinstance(p.windows, NoWindows) for p in plans):
        return _Evidence(context, ())
    keep_accounts(context, plans, measure)
    metrics = metrics_of(measure, {t for t in _FED if context.fed(t)})
    return _Evidence(
        context,
        metrics,
        sum_metrics(context, metrics),
        booked_costs(context, plans),
        c.newcomers(context, plans),
        c.lost_members(context),
        c.shared_members(context, plans),
        c.chosen_by_the_past(context, {p.launch.segmentation for p in plans}),
    )


def _note(context: RunContext, plans: Sequence[Plan], evidence: _Evidence) -> None:
    """What the person should hear of at once."""
    for plan in plans:
        told = [plan.windows.reason] if isinstance(plan.windows, NoWindows) else []
        told += [] if told else [reason for _, reason in plan.lost]
        told += evidence.shared.get(plan.name, [])
        context.notes += [f"Launch '{plan.name}': {sentence}" for sentence in told]


def _effects(evidence: _Evidence, plan: Plan) -> Iterator[Row]:
    if isinstance(plan.windows, NoWindows):
        return
    for segment in ("", *plan.segments):
        for metric in evidence.metrics:
            own = _effect(evidence, plan, plan.windows, segment, metric)
            overall = _effect(evidence, plan, plan.windows, ALL, metric)
            yield effect_row(plan.launch, segment, own, overall)
        unknown = Effect(ACQUISITION, own.n, reason=_acquisition(evidence.context))
        yield effect_row(plan.launch, segment, unknown, unknown)


def _acquisition(context: RunContext) -> str:
    if not context.fed(Table.COSTS):
        return "no source gives costs"
    return (
        "nobody books what was spent to win the members of one day; `segmentry kpis cac` tells it "
        "by segment and period"
    )


def _effect(
    evidence: _Evidence, plan: Plan, windows: Windows, segment: str | None, metric: Metric
) -> Effect:
    sums = evidence.sums_of(plan, segment, metric.name)
    return effect_of(metric, sums, windows, evidence.fewest)


def _returns(evidence: _Evidence, plan: Plan) -> Iterator[Row]:
    costs = _costs(evidence, plan)
    for segment in ("", *plan.segments):
        if isinstance(plan.windows, NoWindows):
            yield unknown_row(plan, segment, plan.windows.reason, c.no_control(plan))
            continue
        # what came in, never what would in a year: the cost is not scaled either
        metric = evidence.metrics[0].of_the_months
        revenue = _effect(evidence, plan, plan.windows, segment, metric)
        beside = _beside(evidence, plan, segment) if revenue.change else None
        gain = revenue.change.absolute * revenue.n if revenue.change else 0.0
        hint = beside.sentence(gain, evidence.currency) if beside else ""
        caution = _cautions(evidence, plan, segment, hint)
        yield return_row(plan, segment, revenue, costs[segment], beside, caution)
    for segment, reason in plan.lost:
        yield unknown_row(plan, segment, reason, c.no_control(plan))


def _cautions(evidence: _Evidence, plan: Plan, segment: str, hint: str) -> str:
    return c.cautions(
        plan,
        segment,
        by_the_past=plan.launch.segmentation in evidence.by_the_past,
        newcomers=evidence.newcomers.get((plan.name, segment)),
        lost=evidence.lost.get((plan.name, segment), 0),
        shared=evidence.shared.get(plan.name, []),
        beside=hint,
    )


def _beside(evidence: _Evidence, plan: Plan, segment: str) -> Beside | None:
    """The segments that were left out, or else all accounts that are not acted on."""
    own = evidence.sums_of(plan, segment, REVENUE)
    left_out = evidence.sums_of(plan, LEFT_OUT, REVENUE)
    if own and left_out and left_out.paired.n >= evidence.fewest:
        return beside_of(own.paired, left_out.paired, c.whose(plan))
    acted_on = evidence.sums_of(plan, "", REVENUE)
    everybody = evidence.sums_of(plan, ALL, REVENUE)
    if not (own and acted_on and everybody and isinstance(plan.windows, Windows)):
        return None
    others = everybody.paired - acted_on.paired
    if others.n < evidence.fewest:
        return None
    return beside_of(own.paired, others, "other accounts")


def _costs(evidence: _Evidence, plan: Plan) -> dict[str, Cost]:
    rule = evidence.context.definitions.workspace.kpis.cost_allocation
    sums = {s: evidence.sums_of(plan, s, REVENUE) for s in plan.segments}
    touches = {s: evidence.sums_of(plan, s, "campaign_response") for s in plan.segments}
    weights = {
        "accounts": {s: Fraction(found.paired.n) for s, found in sums.items() if found},
        "revenue": {s: found.paired.totals[0] for s, found in sums.items() if found},
        "touches": {s: found.paired.totals[3] for s, found in touches.items() if found},
    }
    return costs_of(plan, evidence.booked.get(plan.name), weights, rule)
