"""Looking at results: segments, members, variables, quality, rejects."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import print_json, print_rows, quoted, say
from segmentry.engine.sql import literal
from segmentry.errors import UnknownName, UserError

if TYPE_CHECKING:
    from segmentry.workspace import Run


_TOLD_OF_DATA = ("sources", "hub", "profiles", "variables")
"""Stages whose notes are about the data."""


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
    moves: Annotated[
        bool, typer.Option("--moves", help="Who joined and left since the last date, and why.")
    ] = False,
    limit: Annotated[int, typer.Option(min=0, help="Most members to list.")] = 50,
    json: JsonOption = False,
) -> None:
    """List segments with their figures, the members of one, or who moved between them."""
    run = open_run(workspace, number)
    stats = run.query("select * from segment_stats order by segmentation, position").to_pylist()
    known = sorted({r["segmentation"] for r in stats})
    if segmentation and segmentation not in known:
        raise UnknownName("segmentation", segmentation, known)
    rows = [r for r in stats if not segmentation or r["segmentation"] == segmentation]
    names = [r["segment"] for r in rows]
    if segment and segment not in names:
        raise UnknownName("segment", segment, names)
    if moves:
        _moves(run, segmentation, segment, limit, json)
        return
    if segment:
        members = run.members(segmentation, segment).to_pylist()
        _show_members(members, limit, json)
        return
    if json:
        from segmentry.reports.hidden import shown_segments
        from segmentry.reports.of_run import ReportedRun
        from segmentry.reports.reading import Reading

        print_json(shown_segments(Reading(ReportedRun(run)), segmentation))
        return
    from segmentry.cli.segment_tables import show_segments

    show_segments(run, segmentation)
    _show_notes(run, segmentation)


def _show_notes(run: "Run", segmentation: str) -> None:
    """What the stages have to say; of one segmentation what is said of it."""
    notes = [*run.notes("segmentation"), *run.notes("segments")]
    told = [n for n in notes if n.startswith(f"{segmentation}: " if segmentation else "")]
    for note in ("", *told) if told else ():
        say(quoted(note))


def _moves(run: "Run", segmentation: str, segment: str, limit: int, json: bool) -> None:
    from segmentry.cli.moves import moves_of, show_moves

    if not segmentation:
        raise UserError("Whose moves?", next_step="Name one: segmentry segments rfm --moves.")
    moved = moves_of(run, segmentation, segment)
    if json:
        print_json(moved)
    else:
        show_moves(run, segmentation, moved, limit)


def _show_members(members: list[dict[str, object]], limit: int, json: bool) -> None:
    if json:
        print_json(members)
        return
    from segmentry.cli.segment_tables import show_members

    show_members(members, limit)


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
    from segmentry.cli.variable_table import show_variables

    show_variables(found)


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
        [{**row, "value": _figure(row)} for row in rows],
        {"source": "Source", "target": "Table", "field": "Field", "measure": "Measure",
         "part": "Rows", "whole": "Of", "value": "Figure", "reason": "Why none"},
        spare=("target", "whole"), below="reason",
    )  # fmt: skip
    for note in (n for stage in _TOLD_OF_DATA for n in run.notes(stage)):
        say(quoted(note))


def _figure(row: dict[str, Any]) -> str:
    from segmentry.reports import format as f

    if row["value"] is None:
        return "–"
    days = round(row["value"])
    return f.counted(days, "day") if row["measure"] == "freshness" else str(f.percent(row["value"]))


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

        _done(open_workspace(workspace).replay(replay), json)
        return
    run = open_run(workspace, number)
    if export:
        _done(run.export_rejects(export, source=source, rule=rule), json)
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
        f"where {where} order by effect = 'value', source, file, line, field limit {int(limit)}"
    ).to_pylist()
    if not counts:
        _known_or_raise(run, {"rule": rule, "source": source})
    if json:
        print_json({"counts": counts, "rows": shown})
        return
    if not counts:
        say("Nothing was set aside.")
        return
    _show_rejects(counts, shown)


def _done(sentence: str, json: bool) -> None:
    if json:
        print_json({"done": sentence})
    else:
        say(quoted(sentence))


def _known_or_raise(run: "Run", filters: dict[str, str]) -> None:
    """A name that no row set aside has is a slip, and no clean result."""
    sources = {s.name for s in run.workspace.definitions.sources}
    for column, name in filters.items():
        rows = run.query(f"select distinct {column} as name from rejected").to_pylist()
        known = {r["name"] for r in rows} | (sources if column == "source" else set())
        if name and rows and name not in known:
            raise UnknownName(column, name, sorted(known))


def _show_rejects(counts: list[dict[str, Any]], shown: list[dict[str, Any]]) -> None:
    print_rows(
        counts,
        {"rule": "Rule", "source": "Source", "target": "Table", "effect": "Set aside",
         "rows": "Rows", "reason": "Reason"},
        title="What was set aside", whole=("source", "rule", "target"), spare=("target", "effect"),
        below="reason",
    )  # fmt: skip
    rows = sum(c["rows"] for c in counts)
    more = f" of {rows:,}; --limit shows more" if rows > len(shown) else ""
    print_rows(
        shown,
        {"source": "Source", "file": "File", "line": "Row", "field": "Field", "value": "Value",
         "rule": "Rule"},
        title=f"The first {len(shown):,}{more}", whole=("source", "field", "rule"),
        spare=("source", "field"),
    )  # fmt: skip
