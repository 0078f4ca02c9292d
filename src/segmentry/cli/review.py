"""Reviewing the segments: what should be decided, and what was."""

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segmentry.cli.options import (
    HERE,
    JsonOption,
    RunOption,
    WorkspaceOption,
    open_run,
    open_workspace,
)
from segmentry.cli.output import print_json, print_rows, print_title, quoted, say

if TYPE_CHECKING:
    from segmentry.workspace import Run


def register(app: typer.Typer) -> None:
    group = typer.Typer(invoke_without_command=True, rich_markup_mode=None)
    group.callback()(review)
    group.command("decide")(decide)
    app.add_typer(group, name="review", help=review.__doc__)


def review(
    context: typer.Context,
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Only what nobody has decided on.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """List what a review should decide on: performance, drift, size, difference, strategy."""
    if context.invoked_subcommand:
        return
    from segmentry.reports.hidden import shown_finding, shown_move
    from segmentry.reports.of_run import ReportedRun
    from segmentry.reports.reading import Reading

    run = open_run(workspace, number)
    reading = Reading(ReportedRun(run))
    found = [f for f in run.findings() if not (undecided and f["decision"])]
    findings = [shown_finding(reading, f) for f in found]
    moves = run.query(
        "select * from segment_moves order by accounts desc, segmentation, from_segment, to_segment"
    ).to_pylist()
    moves = [shown_move(reading, move) for move in moves]
    if json:
        print_json({"findings": findings, "moves": moves})
        return
    _show(run, findings, moves)


def decide(
    finding: Annotated[str, typer.Argument(help="Name of the finding, as `review` lists it.")],
    decision: Annotated[str, typer.Argument(help="keep, merge, split, retire, re-target or act.")],
    because: Annotated[str, typer.Option(help="Why; it is kept with the decision.")],
    by: Annotated[str, typer.Option(help="Who decides; the name of this session by default.")] = "",
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Record what was decided on a finding; it is shown with it from now on."""
    opened = open_workspace(workspace)
    made = opened.decide(finding, decision, because=because, by=by or who())
    if json:
        print_json(vars(made))
        return
    about = f"'{made.segment}' of '{made.segmentation}'" if made.segment else made.kind
    say(quoted(f"Decided on {about}: {made.decision}, because {made.reason} ({made.decided_by})."))


def who() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container without a name for its user
        return ""


def _show(run: "Run", findings: list[dict[str, Any]], moves: list[dict[str, Any]]) -> None:
    rows = [
        {
            **f,
            "segmentation": f["segmentation"] or "–",
            "segment": f["segment"] or "all",
            "said": f["message"],
            "decided": _decided(f),
        }
        for f in findings
    ]
    print_rows(
        rows,
        {"finding": "Finding", "kind": "Kind", "segmentation": "Segmentation", "segment": "Segment",
         "proposal": "Proposal", "decided": "Decided", "said": "What was seen"},
        title=f"To decide, run {run.number}", whole=("finding", "proposal"),
        spare=("segmentation", "kind"), below="said",
    )  # fmt: skip
    if not findings:
        say("Nothing needs a decision: keep the segments.")
    if moves:
        print_rows(
            [{**m, "from_segment": m["from_segment"] or "(none)",
              "to_segment": m["to_segment"] or "(none)", "share": _share(m["share"])}
             for m in moves[:_MOVES_SHOWN]],
            {"segmentation": "Segmentation", "from_segment": "From", "to_segment": "To",
             "accounts": "Accounts", "share": "Share of members", "since": "Since"},
            title="Who moved since the run before", spare=("since",),
        )  # fmt: skip
    if len(moves) > _MOVES_SHOWN:
        say(f"{len(moves) - _MOVES_SHOWN:,} more; --json shows them.")
    if findings:
        print_title("")
        say('Decide: segmentry review decide FINDING keep --because "…"')


_MOVES_SHOWN = 15


def _share(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _decided(finding: dict[str, Any]) -> str:
    if not finding["decision"]:
        return "–"
    day = finding["decided_at"].date()
    return f"{finding['decision']} ({finding['decided_by']}, {day}): {finding['because']}"
