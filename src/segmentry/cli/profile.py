"""Looking at a company: profile."""

from typing import Annotated

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import print_json


def register(app: typer.Typer) -> None:
    app.command("profile")(profile)


def profile(
    account: Annotated[str, typer.Argument(help="Account id, a source's key, or a name.")],
    why: Annotated[str, typer.Option(help="A field: where its value comes from.")] = "",
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    json: JsonOption = False,
) -> None:
    """Show what is known about a company, and where each value comes from."""
    run = open_run(workspace, number)
    found = run.profile(account)
    if json and not why:
        print_json({**found, "why": None})
        return
    from segmentry.cli.account_sheet import AccountSheet

    sheet = AccountSheet(run, found)
    if not why:
        sheet.show()
        return
    origin = sheet.origin(why)
    if json:
        print_json({**found, "lineage": origin.lineage, "why": origin.plain})
    else:
        sheet.show_origin(origin)
