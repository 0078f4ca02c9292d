"""Looking after a workspace: freeze cut points, remove old runs."""

from typing import Annotated

import typer

from segmentry.cli.options import (
    HERE,
    JsonOption,
    RunOption,
    WorkspaceOption,
    open_run,
    open_workspace,
)
from segmentry.cli.output import print_json, quoted, say


def register(app: typer.Typer) -> None:
    app.command("freeze")(freeze)
    app.command("prune")(prune)


def freeze(
    segmentation: Annotated[str, typer.Argument(help="Name of an RFM segmentation.")],
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    json: JsonOption = False,
) -> None:
    """Keep the RFM cut points of a run: later runs score by the same ones."""
    name = open_run(workspace, number).freeze(segmentation)
    if json:
        print_json({"segmentation": segmentation, "file": name})
        return
    say(
        f"The cut points stand in {quoted(name)}. Remove `cut_points` there to let them move again."
    )


def prune(
    keep: Annotated[int, typer.Option(min=1, help="Newest runs to keep.")] = 10,
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Remove old runs and the files that only they use; memberships keep their history."""
    removed = open_workspace(workspace).prune(keep)
    if json:
        print_json({"removed": removed})
        return
    from segmentry.reports.format import counted

    say(f"{counted(removed, 'run')} removed." if removed else "There is nothing to remove.")
