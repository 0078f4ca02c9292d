"""The demo: a made-up company, from messy exports to the report."""

from pathlib import Path
from typing import Annotated

import typer

from segmentry.cli.options import JsonOption


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    folder: Annotated[Path, typer.Option(help="Folder to write to.")] = Path("segmentry-demo"),
    accounts: Annotated[int, typer.Option(min=50, help="Companies to make up.")] = 2000,
    seed: Annotated[int, typer.Option(help="The same seed makes the same company.")] = 7,
    json: JsonOption = False,
) -> None:
    """Make up a company with messy exports, run everything, write the report."""
    from segmentry.cli.output import print_json
    from segmentry.cli.run import progress, show_summary, summary, write_report
    from segmentry.demo.company import prepare_demo, run_demo

    with progress(quiet=json) as tell:
        workspace = prepare_demo(folder, accounts=accounts, seed=seed, tell=tell)
        run = run_demo(workspace, tell=tell)
    path = write_report(run, workspace.folder / "report.html")
    if json:
        print_json(summary(run, path))
    else:
        show_summary(run, path)
