"""What is done for the segments: strategies."""

from typing import Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import print_json, print_rows, quoted, say
from segmentry.errors import UnknownName


def register(app: typer.Typer) -> None:
    app.command("strategies")(strategies)


def strategies(
    segmentation: Annotated[str, typer.Argument(help="Name of a segmentation; all without.")] = "",
    write: Annotated[
        bool,
        typer.Option("--write", help="Write a draft for each segment that a template fits."),
    ] = False,
    templates: Annotated[bool, typer.Option("--templates", help="List the templates.")] = False,
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    json: JsonOption = False,
) -> None:
    """List what is done for each segment; write drafts for those that nobody acts on."""
    if templates:
        _templates(json)
        return
    run = open_run(workspace, number)
    rows = [r for r in run.strategies() if segmentation in ("", r["segmentation"])]
    known = sorted({s.name for s in run.workspace.definitions.segmentations})
    if segmentation and not rows and segmentation not in known:
        raise UnknownName("segmentation", segmentation, known)
    if write:
        _written(run.write_strategies(segmentation), json)
    elif json:
        print_json(rows)
    else:
        _show(rows, run.workspace.definitions.workspace.currency)


def _written(files: list[str], json: bool) -> None:
    if json:
        print_json({"written": files})
        return
    for file in files:
        say(f"Written: {quoted(file)}")
    if files:
        say("They are drafts: edit them, name an owner and a target, then `segmentry run`.")
    else:
        say("Nothing to write: no template fits a segment that nobody acts on.")


def _show(rows: list[dict[str, Any]], currency: str) -> None:
    for name in dict.fromkeys(r["segmentation"] for r in rows):
        shown = [_row(r, currency) for r in rows if r["segmentation"] == name]
        print_rows(
            shown,
            {"segment": "Segment", "accounts": "Accounts", "strategy": "Strategy",
             "status": "Status", "owner": "Owner", "told": "Objective"},
            title=name, whole=("status", "owner"), spare=("accounts",), below="told",
        )  # fmt: skip
    for row in (r for r in rows if r["problem"]):
        say(f"[yellow]![/yellow] {quoted(row['strategy'])}: {quoted(row['problem'])}")
    if any(r["is_template"] for r in rows):
        say("\n`segmentry strategies --write` writes the templates as drafts to edit.")


def _row(row: dict[str, Any], currency: str) -> dict[str, Any]:
    from segmentry.reports.kpi_figures import target_of

    if row["strategy"]:
        told = f"{_ended(row['objective'])} {_ended(target_of(row, currency))}"
        return {**row, "strategy": row["title"] or row["strategy"], "told": told.strip()}
    proposed = f"Template {row['template']}: {row['objective']}" if row["is_template"] else None
    return {
        "segment": row["segment"],
        "accounts": row["accounts"],
        "strategy": "nobody acts on this",
        "told": proposed,
    }


def _ended(sentence: str | None) -> str:
    return f"{sentence.rstrip('.')}." if sentence else ""


def _templates(json: bool) -> None:
    from segmentry.strategies import all_templates

    rows = [t.model_dump() for t in all_templates()]
    if json:
        print_json(rows)
        return
    shown = [{**r, "fits": r["method"] or r["segmentation"]} for r in rows]
    print_rows(
        shown,
        {"name": "Template", "fits": "Of", "segment": "Segment", "kpi": "KPI",
         "objective": "Objective"},
        whole=("name",), spare=("kpi",), below="objective",
    )  # fmt: skip
