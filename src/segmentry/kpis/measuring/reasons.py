"""Why there is no figure."""

from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from segmentry.kpis.base import GIVES, Kpi, Measured
from segmentry.kpis.measuring.begins import Begins, begin_of
from segmentry.kpis.measuring.scope import Scope
from segmentry.statistics.differences import Numbers

_SLACK = 0.1  # a month whose first orders come on the third is still a whole month

Codes = NDArray[np.int64]
"""0 where there is a figure, else the place of the reason among all reasons."""


@dataclass
class Reasons:
    """All reasons told so far; the first is none."""

    texts: list[str] = field(default_factory=lambda: [""])

    def code(self, text: str) -> int:
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text)


def reasons_of(
    kpi: Kpi,
    measured: Measured,
    members: Numbers,
    scope: Scope,
    begins: Begins,
    reasons: Reasons,
) -> Codes:
    """Where there is no figure, and why."""
    fewest = scope.settings.fewest_accounts
    codes: Codes = np.zeros(members.shape, dtype=np.int64)

    def tell(where: NDArray[np.bool_], text: str) -> None:
        codes[(codes == 0) & where] = reasons.code(text)

    tell(members == 0, "no account in it")
    tell(members < fewest, f"fewer than {fewest} accounts")
    for at, text in _begun_too_late(kpi, scope, begins).items():
        tell(np.arange(members.shape[1])[None, :] == at, text)
    for where, text in measured.reasons:
        if kpi.nothing and measured.below is not None:
            tell(measured.below <= 0, kpi.nothing)
        tell(where > 0, text)
    if measured.below is not None:
        tell(measured.below <= 0, kpi.nothing or "nothing to divide by")
    tell(measured.n < fewest, f"it would rest on fewer than {fewest} accounts")
    tell(np.isnan(measured.figure.value), "it cannot be computed")
    return codes


def _begun_too_late(kpi: Kpi, scope: Scope, begins: Begins) -> dict[int, str]:
    """Periods that the data covers only in part, where that makes the figure too small."""
    begin = begin_of(kpi.sums[0].facts, scope, begins) if kpi.adds_up else None
    if begin is None:
        return {}
    table, first = begin
    return {
        at: f"{GIVES[table]} are known only since {first.isoformat()}"
        for at, period in enumerate(scope.calendar.periods)
        if first > period.start + timedelta(days=_SLACK * period.days)
    }
