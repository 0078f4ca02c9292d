"""Options that many commands share."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from segmentry.workspace import Run, Workspace

WorkspaceOption = Annotated[
    Path,
    typer.Option(
        "--workspace", "-w", help="Folder of the workspace.", envvar="SEGMENTRY_WORKSPACE"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
RunOption = Annotated[
    int | None, typer.Option("--run", help="Number of a run; the newest by default.")
]
HERE = Path()


def open_workspace(folder: Path) -> "Workspace":
    from segmentry.workspace import Workspace

    return Workspace(folder)


def open_run(folder: Path, number: int | None) -> "Run":
    workspace = open_workspace(folder)
    return workspace.last_run if number is None else workspace.open_run(number)
