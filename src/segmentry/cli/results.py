"""Looking at results: segments, members, variables, quality, rejects."""

from pathlib import Path
from typing import Annotated

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import print_json, print_rows, quoted, say
from segmentry.engine.sql import literal
from segmentry.errors import UnknownName


def register(app: typer.Typer) -> None:
    app.command("segments")(segments)
    app.command("variables")(variables)
    app.command("quality")(quality)
    app.command("rejects")(rejects)


def segments(
    segmentation: Annotated[str, typer.Argument(help="Name of a segmentation; all without.")] = "",
    segment: Annotated[str, typer.Argument(help="Name of a segment: lists its members.")] = "",
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    limit: Annotated[int, typer.Option(min=0, help="Most members to list.")] = 50,
    json: JsonOption = False,
) -> None:
    """List segments with their figures, or the members of one."""
    run = open_run(workspace, number)
    stats = run.query("select * from segment_stats order by segmentation, position").to_pylist()
    known = sorted({r["segmentation"] for r in stats})
    if segmentation and segmentation not in known:
        raise UnknownName("segmentation", segmentation, known)
    rows = [r for r in stats if not segmentation or r["segmentation"] == segmentation]
    if segment:
        names = [r["segment"] for r in rows]
        if segment not in names:
            raise UnknownName("segment", segment, names)
        members = run.members(segmentation, segment).to_pylist()
        _show_members(members, limit, json)
        return
    if json:
        print_json(rows)
        return
    columns = {
        "segment": "segment", "accounts": "accounts", "account_share": "share",
        "revenue": "net revenue", "revenue_share": "share of revenue", "joined": "joined",
        "left": "left", "rule": "rule",
    }  # fmt: skip
    for name in known:
        own = [r for r in rows if r["segmentation"] == name]
        if own:
            print_rows(own, columns, title=name)


def _show_members(members: list[dict[str, object]], limit: int, json: bool) -> None:
    if json:
        print_json(members)
        return
    print_rows(
        members[:limit],
        {"label": "account", "account_id": "id", "valid_from": "since", "reason": "reason"},
    )
    if len(members) > limit:
        say(f"{len(members) - limit:,} more; --limit shows them.")


def variables(
    workspace: WorkspaceOption = HERE, number: RunOption = None, json: JsonOption = False
) -> None:
    """List the variables with coverage, variation and relevance."""
    rows = open_run(workspace, number).query(
        'select * from variable_facts order by "group", variable'
    )
    found = rows.to_pylist()
    if json:
        print_json(found)
        return
    print_rows(
        found,
        {"variable": "variable", "group": "group", "unit": "unit", "coverage": "coverage",
         "variation": "variation", "relevance": "textbook relevance",
         "measured_relevance": "measured", "relevance_low": "from", "relevance_high": "to",
         "relevance_n": "n"},
    )  # fmt: skip
    if found and found[0]["outcome"]:
        say(f"Measured: share of the variance of {quoted(found[0]['outcome'])} that it explains.")


def quality(
    workspace: WorkspaceOption = HERE, number: RunOption = None, json: JsonOption = False
) -> None:
    """Print the data's quality per source and field."""
    run = open_run(workspace, number)
    rows = run.query("select * from data_quality").to_pylist()
    if json:
        print_json(rows)
        return
    print_rows(
        rows,
        {"source": "source", "target": "table", "field": "field", "measure": "measure",
         "part": "rows", "whole": "of", "value": "value", "reason": ""},
    )  # fmt: skip
    for note in (*run.notes("sources"), *run.notes("hub")):
        say(quoted(note))


def rejects(
    workspace: WorkspaceOption = HERE,
    rule: Annotated[str, typer.Option(help="Only rows that break this rule.")] = "",
    source: Annotated[str, typer.Option(help="Only rows of this source.")] = "",
    export: Annotated[
        Path | None,
        typer.Option(help="Write the rows set aside, with all their columns, to be mended."),
    ] = None,
    replay: Annotated[
        Path | None, typer.Option(help="Take mended rows back; the next run reads them.")
    ] = None,
    number: RunOption = None,
    limit: Annotated[int, typer.Option(min=0, help="Most rows to list.")] = 50,
    json: JsonOption = False,
) -> None:
    """List what was set aside and why; export it, mend it, replay it."""
    if replay:
        from segmentry.cli.options import open_workspace

        say(quoted(open_workspace(workspace).replay(replay)))
        return
    run = open_run(workspace, number)
    if export:
        say(quoted(run.export_rejects(export, source=source, rule=rule)))
        return
    where = " and ".join(
        ["true"]
        + ([f"rule = {literal(rule)}"] if rule else [])
        + ([f"source = {literal(source)}"] if source else [])
    )
    counts = run.query(
        f"select source, target, rule, effect, count(*) as rows, min(reason) as reason "
        f"from rejected where {where} group by source, target, rule, effect "
        "order by rows desc, source, rule"
    ).to_pylist()
    shown = run.query(
        f"select source, file, line, rule, field, value, reason, effect from rejected "
        f"where {where} order by source, file, line, field limit {int(limit)}"
    ).to_pylist()
    if json:
        print_json({"counts": counts, "rows": shown})
        return
    if not counts:
        say("Nothing was set aside.")
        return
    print_rows(
        counts,
        {"source": "source", "target": "table", "rule": "rule", "effect": "set aside",
         "rows": "rows", "reason": "reason"},
        title="What was set aside",
    )  # fmt: skip
    print_rows(
        shown,
        {"source": "source", "file": "file", "line": "row", "field": "field", "value": "value",
         "rule": "rule"},
        title=f"The first {len(shown)}",
    )  # fmt: skip
