"""Running: run, runs, report, map, steps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from segmentry.cli.options import (
    HERE,
    JsonOption,
    RunOption,
    WorkspaceOption,
    open_run,
    open_workspace,
)
from segmentry.cli.output import console, print_json, print_rows, quoted, say

if TYPE_CHECKING:
    from segmentry.pipeline import Progress
    from segmentry.workspace import Run, Workspace


def register(app: typer.Typer) -> None:
    app.command("run")(run)
    app.command("runs")(runs)
    app.command("report")(report)
    app.command("steps")(steps)
    app.command("map")(map_)


def run(
    workspace: WorkspaceOption = HERE,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Date the data is looked at from."),
    ] = None,
    fresh: Annotated[bool, typer.Option(help="Compute everything again.")] = False,
    if_stale: Annotated[
        bool,
        typer.Option("--if-stale", help="Only when something changed or is too old."),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read the sources and bring everything up to date: profiles, segments, report."""
    opened = open_workspace(workspace)
    why = ""
    if if_stale and not fresh:
        why = _why_run(opened, as_of.date() if as_of else None, json=json)
        if not why:
            return
    before = opened.store.catalogue.last()
    with progress(quiet=json) as tell:
        done = opened.run(as_of=as_of.date() if as_of else None, fresh=fresh, tell=tell)
    path = write_report(done, opened.folder / "report.html")
    if json:
        print_json(summary(done, path) | ({"ran": True, "why": why} if why else {}))
        return
    if before and before.number == done.number:
        say(f"Nothing has changed since run {done.number}.")
    show_summary(done, path)


def _why_run(opened: "Workspace", as_of: date | None, *, json: bool) -> str:
    """Why a run is due; when none is, says so."""
    if reason := opened.why_run(as_of=as_of):
        if not json:
            say(quoted(reason))
        return reason
    last, current = opened.last_run, opened.why_no_run()
    if json:
        print_json({"run": last.number, "as_of": last.as_of, "ran": False, "why": current})
    else:
        say(quoted(current))
    return ""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Callable[["Progress"], None]]:
    """A bar over the stages, with what is being done now."""
    if quiet:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(bar_width=24), MofNCompleteColumn(), TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )  # fmt: skip
    with Bar(*columns, console=console(stderr=True), transient=True) as bar:
        task = bar.add_task("Starting", total=None)

        def tell(now: "Progress") -> None:
            bar.update(
                task, completed=now.position - 1, total=now.of, description=quoted(now.sentence)
            )

        yield tell


def write_report(run: "Run", path: Path) -> Path:
    from segmentry.reports import write_report as write
    from segmentry.reports.of_run import ReportedRun

    return write(ReportedRun(run), path)


def show_summary(run: "Run", path: Path) -> None:
    from segmentry.reports import terminal_summary
    from segmentry.reports.of_run import ReportedRun

    say(terminal_summary(ReportedRun(run), path))


def summary(run: "Run", path: Path) -> dict[str, object]:
    return {
        "run": run.number,
        "as_of": run.as_of,
        "report": str(path),
        "stages": [
            {"name": s.name, "seconds": round(s.seconds, 3), "reused": s.reused}
            for s in run.record.stages
        ],
        "rows": {f.name: f.rows for f in run.record.files.values()},
    }


def runs(workspace: WorkspaceOption = HERE, json: JsonOption = False) -> None:
    """List the runs."""
    catalogue = open_workspace(workspace).store.catalogue
    records = [r for n in catalogue.numbers() if (r := catalogue.run(n))]
    rows = [
        {
            "run": r.number,
            "as_of": r.as_of,
            "started": r.started_at.strftime("%Y-%m-%d %H:%M:%S"),
            "seconds": round((r.finished_at - r.started_at).total_seconds(), 1),
            "accounts": r.files["profiles"].rows,
        }
        for r in records
    ]
    if json:
        print_json(rows)
    else:
        print_rows(
            rows,
            {"run": "Run", "as_of": "As of", "started": "Started (UTC)", "seconds": "Seconds",
             "accounts": "Accounts"},
            whole=("as_of",), spare=("seconds", "started"),
        )  # fmt: skip


def report(
    to: Annotated[
        Path | None, typer.Option("--to", help="File to write; report.html by default.")
    ] = None,
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    json: JsonOption = False,
) -> None:
    """Write the report of a run as one HTML file."""
    opened = open_run(workspace, number)
    path = write_report(opened, to or opened.workspace.folder / "report.html")
    if json:
        print_json({"run": opened.number, "report": str(path)})
    else:
        say(f"Written: {quoted(path)}")


def steps(
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the queries too.")] = False,
    json: JsonOption = False,
) -> None:
    """Print the chain of named queries that made a run."""
    found = open_run(workspace, number).steps()
    if json:
        print_json([vars(s) for s in found])
        return
    if not sql:
        rows = [vars(s) for s in found]
        print_rows(
            rows, {"stage": "Stage", "name": "Step", "seconds": "Seconds", "why": "Why"},
            whole=("stage", "name"), spare=("stage",), below="why",
        )  # fmt: skip
        return
    from segmentry.cli.terminal import without_controls

    for step in found:
        text = f"-- {step.stage}: {step.name}: {step.why}\n{step.sql.strip()};\n"
        typer.echo(without_controls(text))


def map_(json: JsonOption = False) -> None:
    """Print the way of the data: each stage with the tables it reads and writes."""
    from segmentry.pipeline import STAGES

    if json:
        print_json(
            [
                {"stage": s.name, "purpose": s.purpose, "reads": s.reads, "writes": s.writes}
                for s in STAGES
            ]
        )
        return
    typer.echo(way())


def way() -> str:
    """The way of the data as text: the same in ARCHITECTURE.md."""
    from segmentry.pipeline import STAGES

    lines = []
    for number, stage in enumerate(STAGES, 1):
        lines.append(f"{number} {stage.name}: {stage.purpose}")
        lines.append(f"    reads  {', '.join(stage.reads) or 'other systems'}")
        lines.append(f"    writes {', '.join(stage.writes)}")
    return "\n".join(lines)
