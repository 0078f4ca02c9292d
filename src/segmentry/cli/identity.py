"""Looking at a company: profile."""

from typing import Annotated

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import cropped, print_json, print_rows, quoted, say


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
    found = open_run(workspace, number).profile(account)
    if json:
        print_json(found)
        return
    if why:
        rows = [r for r in found["lineage"] if r["field"] in (why, "*")]
        if not rows:
            say(f"No source tells '{quoted(why)}' of this account.")
            return
        print_rows(
            rows,
            {"field": "field", "value": "value", "source": "source", "line": "row", "rule": "rule",
             "losers": "other values"},
        )  # fmt: skip
        return
    label = cropped(found["profile"]["label"] or "")
    say(f"[bold]{quoted(label)}[/bold]  {found['profile']['account_id']}")
    known = {**found["profile"], **found["variables"]}
    rows = [{"name": k, "value": v} for k, v in known.items() if v is not None]
    print_rows(rows, {"name": "field", "value": "value"})
    print_rows(
        found["memberships"],
        {"segmentation": "segmentation", "segment": "segment", "valid_from": "since",
         "valid_to": "until", "reason": "reason"},
        title="Segments",
    )  # fmt: skip
    print_rows(
        found["lineage"],
        {"field": "field", "value": "value", "source": "source", "line": "row", "rule": "rule",
         "losers": "other values"},
        title="Where it comes from",
    )  # fmt: skip
