"""Scores every account against the ideal customers, and says why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from segmentry.conditions import Word
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.definitions import VariableDefinition
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.variables.compute import Computed
from segmentry.variables.fit_evidence import Scored
from segmentry.variables.fit_names import MEANING, check_names, fit_label, fit_name, reasons_name
from segmentry.variables.ideal_customer import FitProfile, Learner

GROUP = "fit"


@dataclass(frozen=True)
class Fits:
    """The accounts with their fits: the table, the new variables, and the columns of reasons."""

    table: str
    variables: tuple[Computed, ...] = ()
    reasons: tuple[str, ...] = ()
    columns: str = ""
    """SQL of the fits and their reasons, over a table `v` of variables."""

    @property
    def scored(self) -> list[Computed]:
        """Those that accounts have."""
        return [v for v in self.variables if v.is_fed]


def add_fits(
    context: RunContext, table: str, computed: Sequence[Computed], fed: Sequence[Computed]
) -> Fits:
    """Write IDEAL_CUSTOMERS and add each fit to the accounts; `fed` are those with values."""
    definitions = context.definitions.ideal_customers
    learner = Learner(
        context,
        table,
        {c.definition.name: c.word.type for c in fed},
        {c.definition.name: c.word for c in computed},
        {c.definition.name: c.definition.group for c in computed},
    )
    check_names(context.definitions, list(learner.known))
    profiles = [learner.profile(d) for d in definitions]
    rows = [row for p in profiles for row in _rows(p)]
    context.write_rows(Table.IDEAL_CUSTOMERS, "what sets the best customers apart", rows)
    scored = [p for p in profiles if p.start is not None]
    context.notes.extend(
        f"No ideal customer profile '{p.definition.name}': {p.reason}."
        for p in profiles
        if p.start is None
    )
    reads = {c.definition.name: c.reads for c in computed}
    variables = tuple(_computed(p, reads) for p in profiles)
    if not scored:
        return Fits(table, variables)
    columns = ", ".join(f"{_fit(p)}, {_reasons(p)}" for p in scored)
    context.keep("accounts_with_fit", "how close each account is to the best customers",
                 f"select v.*, {columns} from {table} as v")  # fmt: skip
    reasons = tuple(reasons_name(p.definition) for p in scored)
    return Fits("accounts_with_fit", variables, reasons, columns)


def _computed(profile: FitProfile, reads: Mapping[str, frozenset[str]]) -> Computed:
    d, name = profile.definition, fit_name(profile.definition)
    said = VariableDefinition(
        name=name, field=name, group=GROUP, label=fit_label(d), unit="points", meaning=MEANING,
        why="Finds prospects like the best customers.", relevance="high",
    )  # fmt: skip
    word = Word(ColumnType.NUMBER, said.meaning, said.title)
    names = [name for name, _ in _by_variable(profile)]
    return Computed(
        said,
        word,
        is_fed=profile.start is not None,
        reason=profile.reason or "it is not known",
        in_words=f"points for {', '.join(names)}" if names else "",
        reads=frozenset().union(*(reads[name] for name in names)),
    )


# ---- the score in SQL ----------------------------------------------------------------------


def _by_variable(profile: FitProfile) -> Iterator[tuple[str, list[Scored]]]:
    for variable, group in groupby(profile.counting, key=lambda s: s.level.variable):
        yield variable, list(group)


def _fit(profile: FitProfile) -> str:
    """Unknown where none of the profile's variables is known; what is unknown gives no points."""
    cases = [
        f"case {' '.join(f'when {s.level.when} then {s.points!r}e0' for s in scored)} else 0e0 end"
        for _, scored in _by_variable(profile)
    ]
    total = " + ".join([f"{profile.start!r}e0", *cases])
    known = " or ".join(f"{identifier(v)} is not null" for v, _ in _by_variable(profile))
    bounded = f"round(least(greatest({total}, 0e0), 100e0), 1)"
    name = identifier(fit_name(profile.definition))
    return f"case when {known} then {bounded} end as {name}"


def _reasons(profile: FitProfile) -> str:
    """The values that gave points, the weightiest variable first."""
    weighed = sorted(
        _by_variable(profile), key=lambda pair: (-max(abs(s.points or 0) for s in pair[1]), pair[0])
    )
    said = ", ".join(
        f"case {' '.join(f'when {s.level.when} then {literal(_said(s))}' for s in scored)} end"
        for _, scored in weighed
    )
    known = " or ".join(f"{identifier(v)} is not null" for v, _ in weighed)
    nothing = literal("nothing that sets the best customers apart")
    name = identifier(reasons_name(profile.definition))
    reasons = f"coalesce(nullif(concat_ws(', ', {said}), ''), {nothing})"
    return f"case when {known} then {reasons} end as {name}"


def _said(s: Scored) -> str:
    return f"{s.level.variable.replace('_', ' ')} {s.level.text} ({s.points:+g})"


# ---- the profile as a table ----------------------------------------------------------------


def _rows(profile: FitProfile) -> Iterator[dict[str, object]]:
    common = {"name": profile.definition.name, "origin": profile.origin}
    if profile.start is None:
        yield {**common, "reason": profile.reason}
    else:
        yield {**common, "points": profile.start, "reason": _START}
    for s in profile.levels:
        best, n_best, rest, n_rest = s.counts or (None, None, None, None)
        lift, low, high = s.lift or (None, None, None)
        yield {
            **common,
            "variable": s.level.variable,
            "level": s.level.text,
            "lowest": s.level.lowest,
            "highest": s.level.highest,
            "points": s.points,
            "share_of_best": best / n_best if best is not None and n_best else None,
            "share_of_rest": rest / n_rest if rest is not None and n_rest else None,
            "lift": lift,
            "lift_low": low,
            "lift_high": high,
            "n_best": n_best,
            "n_rest": n_rest,
            "reason": s.reason or None,
        }


_START = "points that every account starts with"
