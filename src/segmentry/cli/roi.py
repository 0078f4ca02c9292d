"""What acting on segments brought: roi."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import print_json, quoted, say
from segmentry.errors import UnknownName

if TYPE_CHECKING:
    from segmentry.reports.launches import Launch


def register(app: typer.Typer) -> None:
    app.command("roi")(roi)


def roi(
    launch: Annotated[str, typer.Argument(help="Name of a launch; all without.")] = "",
    segment: Annotated[str, typer.Argument(help="Segment whose metrics are shown.")] = "",
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write all metrics as a spreadsheet.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show what launches brought: before and after, and the return on their cost."""
    from segmentry.reports.launches import launches_of
    from segmentry.reports.of_run import ReportedRun

    run = open_run(workspace, number)
    found = _chosen(launches_of(ReportedRun(run)), launch, segment)
    if csv:
        _write(found, csv, json)
        return
    if json:
        print_json([_plain(one) for one in found])
        return
    from segmentry.cli.launch_tables import show_launch

    for one in found:
        show_launch(run, one, segment)
    if not found:
        say(
            "No launch is known to this run. Write one into the folder launches/: the segmentation,"
            " `launched_on` and `cost`; then run again."
        )


def _chosen(launches: tuple["Launch", ...], name: str, segment: str) -> list["Launch"]:
    names = [one.name for one in launches]
    if name and name not in names:
        raise UnknownName("launch", name, names)
    found = [one for one in launches if name in ("", one.name)]
    if segment and not any(one.part(segment) for one in found):
        known = [part.segment for one in found for part in one.segments]
        raise UnknownName("segment", segment, known)
    return found


def _plain(launch: "Launch") -> dict[str, Any]:
    return {
        "launch": launch.name,
        "title": launch.title,
        "segments": [{**p.returned, "effects": list(p.effects)} for p in launch.parts],
    }


def _write(launches: list["Launch"], path: Path, json: bool) -> None:
    from segmentry.reports.launch_csv import write_launches

    rows = write_launches(launches, path)
    if json:
        print_json({"file": str(path), "rows": rows})
    else:
        say(f"{rows:,} rows written: {quoted(path)}")
