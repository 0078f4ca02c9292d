"""Where a workspace stands."""

import typer

from segmentry.cli.options import HERE, JsonOption, WorkspaceOption, open_workspace
from segmentry.cli.output import print_json, quoted, say

_MARKS = {"done": "[green]✓[/green]", "begun": "[yellow]~[/yellow]", "open": "[dim]·[/dim]"}


def register(app: typer.Typer) -> None:
    app.command("status")(status)


def status(workspace: WorkspaceOption = HERE, json: JsonOption = False) -> None:
    """Show where the workspace stands in the seven steps, and what is missing."""
    from segmentry.reports.standing import standing

    steps = standing(open_workspace(workspace))
    if json:
        print_json(
            [
                {"step": s.number, "title": s.title, "state": s.state, "there": s.there,
                 "missing": s.missing}
                for s in steps
            ]
        )  # fmt: skip
        return
    for step in steps:
        say(f"{_MARKS[step.state]} [bold]{step.number} {step.title}[/bold]")
        for sentence in step.there:
            _say_below(quoted(sentence))
        for sentence in step.missing:
            _say_below(f"[yellow]missing[/yellow] {quoted(sentence)}")


def _say_below(sentence: str) -> None:
    from rich.padding import Padding

    say(Padding(sentence, (0, 0, 0, 4), expand=False))
