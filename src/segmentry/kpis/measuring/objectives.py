"""Where objectives and the targets of strategies stand: value now, trend, and what it promises."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.kpis import KPIS
from segmentry.model.plans import ObjectiveDefinition, StrategyDefinition
from segmentry.model.tables import Table

_YEAR_DAYS = 365.25
Row = dict[str, Any]
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Aim:
    """A KPI of a group of accounts that is to reach a value."""

    kind: str
    name: str
    title: str
    kpi: str
    segmentation: str
    segment: str
    target: float
    by: date | None

    @property
    def key(self) -> Key:
        return (self.kpi, self.segmentation, self.segment)


def write_objectives(context: RunContext) -> None:
    """One row for each objective and each strategy with a target."""
    aims = [*_aims(context)]
    years = _years(context) if aims else {}
    rows = [_row(aim, years.get(aim.key, []), context.as_of) for aim in aims]
    context.write_rows(Table.OBJECTIVES, "where objectives and strategies stand", rows)


def _aims(context: RunContext) -> Iterator[Aim]:
    """An objective about a segmentation without a segment is about each of its segments."""
    definitions = context.definitions
    for o in definitions.objectives:
        KPIS.get(o.kpi, where=o.at("kpi"))
        segments = [o.segment]
        if o.segmentation and not o.segment:
            segments = _segments(context, o.segmentation) or [""]
        for segment in segments:
            yield _objective(o, segment)
    yield from _strategies(context)


def _strategies(context: RunContext) -> Iterator[Aim]:
    """Strategies with their templates filled in, and those whose segment is gone."""
    written = {s.name: s for s in context.definitions.strategies}
    rows = context.query(
        "kpi_strategies",
        "strategies that have a target",
        "select strategy as name, title, kpi, segmentation, segment, target, "
        f'coalesce("by", "end") as "by" from {Table.STRATEGIES} '
        "where strategy is not null and not is_template order by strategy, segmentation, segment",
    ).to_pylist()
    there = {row["name"] for row in rows}
    gone = [_as_row(s) for name, s in written.items() if name not in there]
    for row in (*rows, *gone):
        if not row["kpi"] or row["target"] is None:
            continue
        place = written[row["name"]].at("kpi") if row["name"] in written else ""
        KPIS.get(row["kpi"], where=place)
        title = row["title"] or row["name"].replace("_", " ")
        yield Aim("strategy", **{**row, "title": title})


def _as_row(s: StrategyDefinition) -> Row:
    return {
        "name": s.name, "title": s.title, "kpi": s.kpi, "segmentation": s.segmentation,
        "segment": s.segment, "target": s.target, "by": s.by or s.end,
    }  # fmt: skip


def _objective(o: ObjectiveDefinition, segment: str) -> Aim:
    title = o.title or o.name.replace("_", " ")
    return Aim("objective", o.name, title, o.kpi, o.segmentation, segment, o.target, o.by)


def _segments(context: RunContext, segmentation: str) -> list[str]:
    rows = context.query(
        "kpi_objective_segments",
        "segments of a segmentation in their order",
        f"select segmentation, segment from {Table.SEGMENT_STATS} order by segmentation, position",
    ).to_pylist()
    return [r["segment"] for r in rows if r["segmentation"] == segmentation]


def _years(context: RunContext) -> dict[Key, list[Row]]:
    """The newest year and the one before, of today's members."""
    rows = context.query(
        "kpi_years",
        "the years that objectives are looked at by",
        "select kpi, segmentation, segment, value, low, high, reason, better "
        f"from {Table.KPI_VALUES} where cohort = 'today' and span = 'year' and campaign = '' "
        "order by period_end desc",
    ).to_pylist()
    found: dict[Key, list[Row]] = {}
    for row in rows:
        found.setdefault((row["kpi"], row["segmentation"], row["segment"]), []).append(row)
    return found


def _row(aim: Aim, years: list[Row], as_of: date) -> Row:
    now = years[0] if years else {"reason": _gone(aim)}
    before = years[1]["value"] if len(years) > 1 else None
    state, reason = _state(aim, now, before, as_of)
    return {
        "name": aim.name, "kind": aim.kind, "title": aim.title, "kpi": aim.kpi,
        "label": KPIS.get(aim.kpi).label, "unit": KPIS.get(aim.kpi).unit,
        "segmentation": aim.segmentation, "segment": aim.segment, "target": aim.target,
        "by": aim.by, "value": now.get("value"), "low": now.get("low"), "high": now.get("high"),
        "before": before, "trend": _trend(now, before), "state": state, "reason": reason,
    }  # fmt: skip


def _gone(aim: Aim) -> str:
    return (
        f"there is no segment '{aim.segment}' in the segmentation '{aim.segmentation}'"
        if aim.segment
        else f"there is no segmentation '{aim.segmentation}'"
    )


def _trend(now: Row, before: float | None) -> str | None:
    """Steady where the value before lies within the interval of the value now."""
    if now.get("value") is None or before is None:
        return None
    if now["low"] is not None and now["low"] <= before <= now["high"]:
        return "steady"
    return "steady" if now["value"] == before else (
        "rising" if now["value"] > before else "falling")  # fmt: skip


def _state(aim: Aim, now: Row, before: float | None, as_of: date) -> tuple[str, str | None]:
    value = now.get("value")
    if value is None:
        return "unknown", now.get("reason") or "it cannot be known"
    sign = 1 if now["better"] == "higher" else -1
    missing = sign * (aim.target - value)
    if missing <= 0:
        return "reached", None
    if aim.by and aim.by < as_of:
        return "missed", None
    if before is None:
        return "unknown", "it is not reached, and without a value a year before nobody can tell"
    gained = sign * (value - before)
    years = (aim.by - as_of).days / _YEAR_DAYS if aim.by else None
    enough = gained > 0 if years is None else gained * years >= missing
    return ("on the way" if enough else "behind"), None
