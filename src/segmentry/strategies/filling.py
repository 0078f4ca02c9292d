"""What a strategy says, with its template filling what it does not."""

from segmentry.model.plans import StrategyDefinition
from segmentry.strategies.templates import FILLED, template_named


def filled(strategy: StrategyDefinition) -> StrategyDefinition:
    """The strategy with what its template says beside it; raises UnknownName for a template
    that is none."""
    if not strategy.template:
        return strategy
    template = template_named(strategy.template, where=strategy.at("template"))
    missing = {n: getattr(template, n) for n in FILLED if not getattr(strategy, n)}
    return strategy.model_copy(update=missing)
