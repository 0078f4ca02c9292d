"""Sums over the members of each launch, and over all accounts, metric by metric."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.roi.accounts import ACCOUNTS, COHORTS
from segmentry.roi.metrics import Metric
from segmentry.statistics.paired import PairedSums

ALL = None
"""Stands for all accounts where a segment is named."""

Key = tuple[str, str | None, str]
"""Launch, segment, metric."""


@dataclass(frozen=True)
class MetricSums:
    """A metric over a group of accounts: before and after together, and during."""

    paired: PairedSums
    above_during: Fraction
    below_during: Fraction


def sum_metrics(context: RunContext, metrics: Sequence[Metric]) -> dict[Key, MetricSums]:
    """The sums of every metric for every launch, of each segment and of all accounts."""
    context.define(
        "launch_metrics",
        "what is divided and by what, for every account and metric",
        " union all ".join(_metric_sql(metric) for metric in metrics),
    )
    rows = context.query(
        "launch_sums_of_members",
        "the sums over the members of each launch, and their products, exactly",
        f"select c.launch, c.segment, m.metric, {_SUMS} from {COHORTS} as c "
        "join launch_metrics as m on m.launch = c.launch and m.account_id = c.account_id "
        "group by c.launch, c.segment, m.metric",
    ).to_pylist()
    rows += context.query(
        "launch_sums_of_all",
        "the same over all accounts",
        f"select m.launch, cast(null as varchar) as segment, m.metric, {_SUMS} "
        "from launch_metrics as m group by m.launch, m.metric",
    ).to_pylist()
    return {(r["launch"], r["segment"], r["metric"]): _read(r) for r in rows}


def _metric_sql(metric: Metric) -> str:
    parts = [*metric.sql("before"), *metric.sql("after")]
    parts += metric.sql("during") if metric.has_during else ("0", "0")
    columns = ", ".join(
        f"cast({part} as decimal(19, 2)) as {name}"
        for part, name in zip(parts, _NAMES, strict=True)
    )
    return f"select launch, account_id, '{metric.name}' as metric, {columns} from {ACCOUNTS}"


_NAMES = ("x0", "x1", "x2", "x3", "d0", "d1")
_PAIRS = [(i, j) for i in range(4) for j in range(i, 4)]
_SUMS = ", ".join(
    [
        "count(*) as n",
        *(f"sum(m.{name}) as {name}" for name in _NAMES),
        *(f"sum(m.x{i} * m.x{j}) as p{i}{j}" for i, j in _PAIRS),
    ]
)


def _read(row: dict[str, Any]) -> MetricSums:
    products = tuple(
        tuple(Fraction(row[f"p{min(i, j)}{max(i, j)}"]) for j in range(4)) for i in range(4)
    )
    totals = tuple(Fraction(row[f"x{i}"]) for i in range(4))
    return MetricSums(
        PairedSums(row["n"], totals, products), Fraction(row["d0"]), Fraction(row["d1"])
    )
