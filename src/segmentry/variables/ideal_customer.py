"""What the best customers have in common against the others, as points for values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from segmentry.conditions import Condition, Vocabulary, Word, compile_all, standard_events
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.model.plans import IdealCustomerDefinition
from segmentry.model.tables import Table
from segmentry.model.value_measures import NO_VALUE, value_measure
from segmentry.variables.fit_definition import read_definition
from segmentry.variables.fit_evidence import Evidence, Scored, Types
from segmentry.variables.fit_levels import Level

FEWEST_BEST = 20
KNOWN_BEFORE = ("demographic", "firmographic", "technographic")
"""Groups of variables that are known before a company buys."""
_SAME_THING = (
    frozenset(("industry", "industry_group", "industry_isic", "industry_code")),
    frozenset(("employees", "size_class")),
    frozenset(("country", "region", "city")),
)
"""Variables that say one thing twice: only the most telling of each counts."""


@dataclass(frozen=True)
class FitProfile:
    """Points that add up, from `start`, to a fit between 0 and 100; without levels the reason."""

    definition: IdealCustomerDefinition
    levels: tuple[Scored, ...] = ()
    start: float | None = None
    origin: str = "learnt"
    reason: str = ""

    @property
    def counting(self) -> list[Scored]:
        """The levels that give points."""
        return [s for s in self.levels if s.points is not None]


@dataclass(frozen=True)
class Learner:
    """Learns from a table of accounts with their variables."""

    context: RunContext
    table: str
    given: Types
    """Variables that have values here."""
    known: Mapping[str, Word]
    """All words that definitions may use."""
    groups: Mapping[str, str]
    """The group of each variable."""

    def profile(self, definition: IdealCustomerDefinition) -> FitProfile:
        """The profile: as written by hand, else as learnt."""
        fed = {t for t in Table if self.context.fed(t)}
        words = Vocabulary(dict(self.known), standard_events(fed))
        condition, points = read_definition(definition, words)
        table, reason = self._customers(definition, condition)
        if points:
            return self._written(definition, points, table)
        if not table:
            return FitProfile(definition, reason=reason)
        return self._learnt(definition, table)

    # ---- who is learnt from ------------------------------------------------------------------

    def _customers(
        self, definition: IdealCustomerDefinition, condition: Condition
    ) -> tuple[str, str]:
        """The table of customers with `is_best`, or why there is none."""
        measure = value_measure(self.given)
        best_by = definition.best_by or (measure.variable if measure else "")
        names = self._compared(definition)
        if not best_by:
            return "", f"{NO_VALUE}: nobody is best"
        if missing := sorted({best_by, *condition.variables} - set(self.given)):
            return "", f"no source gives {', '.join(missing)}"
        if not names:
            return "", "no source gives a variable to compare"
        asked = f"{definition.name}_asked"
        compiled = compile_all([condition], as_of=self.context.as_of, base=self.table, prefix=asked)
        for feature in compiled.features:
            self.context.define(feature.name, feature.why, feature.sql)
        where = f"v.excluded is null and ({compiled.expressions[0]})"
        table = self.context.keep(
            f"{definition.name}_customers",
            f"customers, the best {definition.best_share:.0%} by {best_by} apart from the rest",
            _best_apart(names, best_by, definition.best_share, f"{compiled.source} where {where}"),
        )
        return self._enough(table)

    def _compared(self, definition: IdealCustomerDefinition) -> list[str]:
        """The variables to compare, as far as the data gives them."""
        usual = [n for n, group in self.groups.items() if group in KNOWN_BEFORE]
        names = list(definition.weights) or list(definition.variables) or usual
        return [n for n in names if n in self.given and not self.given[n].is_temporal]

    def _enough(self, table: str) -> tuple[str, str]:
        sql = f"select count(*) as n, count(*) filter (where is_best) as best from {table}"
        found = self.context.query("best_customers", "enough to learn from?", sql).to_pylist()[0]
        best, rest = found["best"], found["n"] - found["best"]
        if best >= FEWEST_BEST and rest >= FEWEST_BEST:
            return table, ""
        return "", (
            f"{best} best and {rest} other customers are known, {FEWEST_BEST} of each are needed"
        )

    # ---- what sets them apart ----------------------------------------------------------------

    def _learnt(self, definition: IdealCustomerDefinition, table: str) -> FitProfile:
        types = {n: self.given[n] for n in self._compared(definition)}
        evidence = Evidence(self.context, table)
        scored = evidence.measured([*evidence.ranges(types), *evidence.values(types)])
        if not definition.variables:
            scored = _once(scored)
        profile = FitProfile(definition, tuple(scored))
        if not profile.counting:
            reason = "no value sets the best customers apart by more than chance"
            return replace(profile, reason=reason)
        return scaled(profile)

    def _written(
        self, definition: IdealCustomerDefinition, points: Mapping[Level, float], table: str
    ) -> FitProfile:
        """Points by hand, with what the data says beside them where it can."""
        levels = [level for level in points if level.variable in self.given]
        if not levels:
            return FitProfile(definition, reason=f"no source gives {', '.join(definition.weights)}")
        found = Evidence(self.context, table).measured(levels) if table else []
        seen = {s.level: s for s in found}
        told = (replace(seen.get(x, Scored(x)), points=points[x], reason="") for x in levels)
        return scaled(FitProfile(definition, tuple(told), origin="written"))


def scaled(profile: FitProfile) -> FitProfile:
    """The profile with points such that the least possible sum is 0 and the largest 100."""
    low = high = 0.0
    for _, group in groupby(profile.counting, key=lambda s: s.level.variable):
        points = [s.points or 0.0 for s in group]
        low, high = low + min(0.0, *points), high + max(0.0, *points)
    if high == low:
        return replace(profile, levels=(), reason="all points are 0")
    by = 100 / (high - low)
    levels = (
        s if s.points is None else replace(s, points=round(s.points * by, 1))
        for s in profile.levels
    )
    return replace(profile, levels=tuple(levels), start=round(-low * by, 1))


def _once(scored: Sequence[Scored]) -> list[Scored]:
    """Without the points of variables that say again what a more telling one says."""
    telling: dict[str, float] = {}
    for s in scored:
        telling[s.level.variable] = telling.get(s.level.variable, 0.0) + s.telling
    dropped = {
        name: best
        for same in _SAME_THING
        if (found := sorted((-telling[n], n) for n in same if telling.get(n)))
        for best in [found[0][1]]
        for _, name in found[1:]
    }
    return [
        replace(s, points=None, reason=f"{dropped[s.level.variable]} says the same better")
        if s.points is not None and s.level.variable in dropped
        else s
        for s in scored
    ]


def _best_apart(names: Sequence[str], best_by: str, share: float, source: str) -> str:
    """Best are those that fewer than the share are worth more than: equal values count alike."""
    value = f"v.{identifier(best_by)}"
    columns = ", ".join(f"v.{identifier(n)}" for n in names)
    return (
        f"select {columns}, rank() over (order by {value} desc) - 1 < "
        f"{share!r} * count(*) over () as is_best from {source} and {value} is not null"
    )
