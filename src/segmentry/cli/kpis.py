"""KPIs and targets: every figure with its interval, and the reason where there is none."""

from typing import Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import print_json
from segmentry.errors import UnknownName, UserError
from segmentry.model.tables import Table

_SPANS = ("month", "year")
_COHORTS = ("today", "fixed")


def register(app: typer.Typer) -> None:
    app.command("kpis")(kpis)


def kpis(
    name: Annotated[str, typer.Argument(help="Name of a KPI; all without.")] = "",
    segmentation: Annotated[str, typer.Option(help="Only the segments of this one.")] = "",
    segment: Annotated[str, typer.Option(help="Only this segment.")] = "",
    span: Annotated[str, typer.Option(help="year: the last twelve months; month.")] = "",
    cohort: Annotated[
        str, typer.Option(help="today: today's members; fixed: those of a day.")
    ] = "today",
    campaign: Annotated[str, typer.Option(help="Of KPIs told by campaign, only this one.")] = "",
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    json: JsonOption = False,
) -> None:
    """Print KPIs of all accounts or of segments, and where the objectives stand."""
    run = open_run(workspace, number)
    _check(span or "year", _SPANS, "span")
    _check(cohort, _COHORTS, "cohort")
    if segment and not segmentation:
        raise UserError(
            "A segment is named without its segmentation.", next_step="Add --segmentation NAME."
        )
    from segmentry.reports.hidden import shown_kpis, shown_targets
    from segmentry.reports.of_run import ReportedRun
    from segmentry.reports.reading import Reading

    reading = Reading(ReportedRun(run))
    rows = run.query(f"select * from {Table.KPI_VALUES} order by all").to_pylist()
    _known("KPI", name, {r["kpi"] for r in rows})
    _known("segmentation", segmentation, {r["segmentation"] for r in rows})
    asked = {"kpi": name, "segmentation": segmentation, "segment": segment, "cohort": cohort}
    chosen = [r for r in rows if all(not v or r[k] == v for k, v in asked.items())]
    _known("segment", segment, {r["segment"] for r in rows if r["segmentation"] == segmentation})
    _known("campaign", campaign, {r["campaign"] for r in chosen})
    chosen = [r for r in chosen if r["campaign"] == campaign and r["span"] == (span or "year")]
    chosen = shown_kpis(reading, chosen)
    targets = _targets(run.query(f"select * from {Table.OBJECTIVES}").to_pylist(), asked)
    targets = shown_targets(reading, targets)
    if json:
        print_json({"kpis": chosen, "objectives": targets})
        return
    from segmentry.cli.kpi_tables import show_kpis

    show_kpis(reading.facts.currency, chosen, targets, name, segmentation)


def _targets(rows: list[dict[str, Any]], asked: dict[str, str]) -> list[dict[str, Any]]:
    wanted = {k: v for k, v in asked.items() if v and k != "cohort"}
    return [r for r in rows if all(r[k] == v for k, v in wanted.items())]


def _check(value: str, known: tuple[str, ...], kind: str) -> None:
    if value not in known:
        raise UnknownName(kind, value, known)


def _known(kind: str, value: str, known: set[str]) -> None:
    if value and value not in known:
        raise UnknownName(kind, value, known - {""})
