"""The demo: a made-up company, from messy exports to the report."""

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("segmentry-demo"),
    accounts: Annotated[int, typer.Option(min=50, help="Companies to make up.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same company.")] = 7,
) -> None:
    """Make up a company with messy exports, run everything, write the report."""
    from segmentry.cli.run import progress, show_summary, write_report
    from segmentry.demo.company import prepare_demo

    with progress(quiet=False) as tell:
        workspace = prepare_demo(folder, accounts=accounts, seed=seed, tell=tell)
        run = workspace.run(tell=tell)
    path = write_report(run, workspace.folder / "report.html")
    show_summary(run, path)
