"""All sums of all KPIs: one grouped pass over each kind of facts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from segmentry.engine.patterns import PATTERN_OF
from segmentry.kpis.measuring.cohorts import ACCOUNT_PATTERNS, PATTERN_CELLS
from segmentry.kpis.measuring.facts import FACTS, Facts
from segmentry.kpis.measuring.scope import Scope
from segmentry.statistics.differences import Numbers


@dataclass(frozen=True)
class Sum:
    """A sum over one kind of facts: `of` is SQL over their columns, for instance `amount`."""

    facts: str
    of: str


@dataclass
class Figures:
    """Sums by cell and period, in arrays of one shape."""

    members: Numbers
    scope: Scope
    found: dict[tuple[str, ...], Numbers] = field(default_factory=dict)
    columns: dict[Sum, str] = field(default_factory=dict)
    """Column of each sum in the table of its facts by pattern, `kpi_sums_…`."""

    def sum(self, of: Sum) -> Numbers:
        return self._of("s", of)

    def accounts(self, of: Sum) -> Numbers:
        """Accounts that give anything to a sum."""
        return self._of("n", of)

    def products(self, one: Sum, other: Sum) -> Numbers:
        """Sums of products over accounts; 0 where the two are not of the same facts."""
        return self._of("x", *sorted((one, other), key=lambda s: s.of))

    def put(self, of: Sum, sums: Numbers, accounts: Numbers | None = None) -> None:
        """Sums that come from elsewhere."""
        self.found["s", of.facts, of.of] = sums
        self.found["n", of.facts, of.of] = sums if accounts is None else accounts

    def _of(self, kind: str, *sums: Sum) -> Numbers:
        facts = _meant(sums[0], self.scope).facts
        key = (kind, facts, *(s.of for s in sums))
        return self.found.get(key, np.zeros_like(self.members))


def _meant(of: Sum, scope: Scope) -> Sum:
    """Activity is by contracts or by orders, as the workspace says."""
    if of.facts != "activity":
        return of
    return Sum("contracts" if scope.by_contract else "ordering", of.of)


def add_sums(
    scope: Scope, figures: Figures, sums: Collection[Sum], multiplied: Collection[tuple[Sum, ...]]
) -> None:
    """Every sum asked for, and the products of those that are multiplied with each other."""
    asked = [s for s in (_meant(s, scope) for s in sums) if s.facts in FACTS]
    groups = [tuple(_meant(s, scope) for s in group) for group in multiplied]
    for name in dict.fromkeys(s.facts for s in asked):
        facts = FACTS[name]
        if not any(scope.fed(table) for table in facts.needs):
            continue
        expressions = sorted({s.of for s in asked if s.facts == name})
        pairs = sorted({
            (a.of, b.of) for group in groups for a in group for b in group
            if a.facts == b.facts == name and a.of <= b.of
        })  # fmt: skip
        columns = _Columns(name, facts, expressions, pairs)
        _fill(figures, columns, _summed(scope, columns), scope)
        for at, key in enumerate(columns.sums()):
            if key[0] == "s":
                figures.columns[Sum(name, key[2])] = f"v{at}"


@dataclass(frozen=True)
class _Columns:
    """The sums over one kind of facts, and their names in SQL."""

    name: str
    facts: Facts
    expressions: Sequence[str]
    pairs: Sequence[tuple[str, str]]

    @property
    def key(self) -> str:
        return "step" if self.facts.runs else "period"

    def inner(self) -> str:
        parts = ["f.accounts"] if self.facts.alike else []
        for at, expression in enumerate(self.expressions):
            parts.append(f"cast({expression} as decimal(18,4)) as e{at}")
            if self.facts.runs:
                before = f"{expression}_before"
                parts.append(f"cast({before} as decimal(18,4)) as b{at}")
                parts.append(f"cast({before} + {expression} as decimal(18,4)) as a{at}")
        return ", ".join(parts)

    def sums(self) -> Mapping[tuple[str, ...], str]:
        """Key in the figures, and the sum as SQL."""
        told: dict[tuple[str, ...], str] = {}
        times = " * accounts" if self.facts.alike else ""
        for at, expression in enumerate(self.expressions):
            told["s", self.name, expression] = f"sum(e{at}{times})"
            told["n", self.name, expression] = self._givers(at)
        for one, other in self.pairs:
            a, b = self.expressions.index(one), self.expressions.index(other)
            told["x", self.name, one, other] = f"sum(({self._product(a, b)}){times})"
        return told

    def _givers(self, at: int) -> str:
        """How many accounts give anything to a sum, and gave nothing before."""
        if self.facts.alike:
            return f"coalesce(sum(accounts) filter (where e{at} <> 0), 0)"
        if self.facts.runs:
            return f"count(*) filter (where e{at} <> 0 and b{at} = 0)"
        return f"count(nullif(e{at}, 0))"  # quicker than a filter

    def _product(self, a: int, b: int) -> str:
        """Exact to the hundredth, so that squares of large amounts still fit."""

        def of(sql: str) -> str:
            return f"cast({sql} as decimal(19,2))"

        if not self.facts.runs:
            return f"{of(f'e{a}')} * {of(f'e{b}')}"
        after = f"{of(f'a{a}')} * {of(f'a{b}')}"
        return f"{after} - {of(f'b{a}')} * {of(f'b{b}')}"


def _summed(scope: Scope, columns: _Columns) -> pa.Table:
    sums = list(columns.sums().values())
    per_pattern = f"kpi_sums_{columns.name}"
    listed = ", ".join(f"{sql} as v{at}" for at, sql in enumerate(sums))
    scope.context.keep(
        per_pattern,
        f"{columns.name}: all sums per pattern and {columns.key}, in one pass",
        f"select pattern, {columns.key}, {listed} from ("
        f"select {PATTERN_OF.format('f.account')} as pattern, f.{columns.key}, "
        f"{columns.inner()} from ({columns.facts.sql(scope)}) as f) as told "
        f"group by pattern, {columns.key}",
    )
    added = ", ".join(f"cast(sum(v{at}) as double) as v{at}" for at in range(len(sums)))
    return scope.context.query(
        f"kpi_cells_{columns.name}",
        f"{columns.name}: the same per cell",
        f"select c.cell, s.{columns.key}, {added} from {per_pattern} as s "
        f"join {PATTERN_CELLS} as c on c.pattern = s.pattern group by 1, 2",
    )


def _fill(figures: Figures, columns: _Columns, rows: pa.Table, scope: Scope) -> None:
    cells = np.asarray(rows.column(0), dtype=np.int64)
    at = np.asarray(rows.column(1), dtype=np.int64)
    width = len(scope.calendar.points) if columns.facts.runs else figures.members.shape[1]
    for key, values in zip(columns.sums(), rows.columns[2:], strict=True):
        grid = np.zeros((figures.members.shape[0], width))
        grid[cells, at] = np.asarray(values, dtype=np.float64)
        # within step k the points from k on are not yet reached
        figures.found[key] = (
            np.cumsum(grid, axis=1)[:, scope.calendar.last_points] if columns.facts.runs else grid
        )


def members_of(scope: Scope, cells: int) -> Numbers:
    """Accounts by cell, the same in every period."""
    rows = scope.context.query(
        "kpi_members_of_cells",
        "accounts in each cell",
        f"select c.cell, count(*) as accounts from {ACCOUNT_PATTERNS} as p "
        f"join {PATTERN_CELLS} as c on c.pattern = p.pattern group by c.cell",
    )
    counted = np.zeros(cells)
    counted[np.asarray(rows.column(0), dtype=np.int64)] = np.asarray(rows.column(1))
    result: Numbers = np.repeat(counted[:, None], len(scope.calendar.periods), axis=1)
    return result
