"""Looking after a workspace: freeze cut points, remove old runs."""

from typing import Annotated

import typer

from segmentry.cli.options import HERE, RunOption, WorkspaceOption, open_run, open_workspace
from segmentry.cli.output import say


def register(app: typer.Typer) -> None:
    app.command("freeze")(freeze)
    app.command("prune")(prune)


def freeze(
    segmentation: Annotated[str, typer.Argument(help="Name of an RFM segmentation.")],
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
) -> None:
    """Keep the RFM cut points of a run: later runs score by the same ones."""
    name = open_run(workspace, number).freeze(segmentation)
    say(f"The cut points stand in {name}. Remove `cut_points` there to let them move again.")


def prune(
    keep: Annotated[int, typer.Option(min=1, help="Newest runs to keep.")] = 10,
    workspace: WorkspaceOption = HERE,
) -> None:
    """Remove old runs and the files that only they use; memberships keep their history."""
    removed = open_workspace(workspace).prune(keep)
    say(f"{removed} runs removed." if removed else "There is nothing to remove.")
