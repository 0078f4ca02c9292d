"""Checks that objectives and strategies name KPIs that there are."""

from collections.abc import Iterator

from segmentry.errors import UnknownName, UserError
from segmentry.kpis import KPIS
from segmentry.model.definitions import Definitions
from segmentry.model.plans import ObjectiveDefinition, StrategyDefinition


def kpi_errors(definitions: Definitions) -> Iterator[UserError]:
    """Objectives and strategies whose KPI nobody measures."""
    plans: list[ObjectiveDefinition | StrategyDefinition] = [*definitions.objectives]
    for plan in [*plans, *definitions.strategies]:
        if plan.kpi and plan.kpi not in KPIS.all:
            yield UnknownName("KPI", plan.kpi, KPIS.all, where=plan.at("kpi"))
