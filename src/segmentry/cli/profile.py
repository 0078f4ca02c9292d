"""Looking at a company: profile. And saying what a field of it is: --pin, --unpin."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_workspace
from segmentry.cli.output import print_json, quoted, say
from segmentry.cli.review import who
from segmentry.errors import UserError

if TYPE_CHECKING:
    from segmentry.model.pins import Pin
    from segmentry.workspace.account import Account


def register(app: typer.Typer) -> None:
    app.command("profile")(profile)


def profile(
    account: Annotated[str, typer.Argument(help="Account id, a source's key, or a name.")],
    why: Annotated[str, typer.Option(help="A field: where its value comes from.")] = "",
    pin: Annotated[
        list[str] | None, typer.Option(help="FIELD=VALUE: it counts before what all records say.")
    ] = None,
    unpin: Annotated[list[str] | None, typer.Option(help="A field: its pin is taken back.")] = None,
    because: Annotated[str, typer.Option(help="Why; it is kept with the pin.")] = "",
    by: Annotated[str, typer.Option(help="Who says so; the user of this session by default.")] = "",
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    json: JsonOption = False,
) -> None:
    """Show what is known about a company, and where each value comes from; pin what is known
    better."""
    opened = open_workspace(workspace)
    if pin or unpin:
        _keep(opened.account(account), pin or [], unpin or [], because, by or who(), json=json)
        return
    run = opened.last_run if number is None else opened.open_run(number)
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
        return
    sheet.show_origin(origin)
    for waiting in _waiting(opened.account(account), origin.name):
        say(quoted(f"From the next run on '{waiting.value}': {waiting.words}."))


def _waiting(account: "Account", field: str) -> list["Pin"]:
    """The pin that the newest run did not know of."""
    rules = {row["rule"] for row in account.known["lineage"]}
    return [p for p in account.pins() if p.field == field and p.words not in rules]


def _keep(
    account: "Account", pin: list[str], unpin: list[str], because: str, by: str, *, json: bool
) -> None:
    values: dict[str, str | None] = dict(_pair(text) for text in pin)
    kept = account.say(values | dict.fromkeys(unpin), because=because, by=by)
    if json:
        print_json([vars(one) for one in kept])
        return
    for one in kept:
        say(quoted(_told(account, one)))
    say("`segmentry run` brings it into the profile.")


def _pair(text: str) -> tuple[str, str]:
    field, mark, value = text.partition("=")
    if not (mark and field.strip() and value.strip()):
        lacks = "value" if field.strip() else "field"
        raise UserError(
            f"'{text}' names no {lacks}.",
            next_step="Write --pin FIELD=VALUE, for instance --pin city=Ulm; --unpin FIELD takes "
            "a pin back.",
        )
    return field.strip(), value.strip()


def _told(account: "Account", pin: "Pin") -> str:
    label: Any = account.known["profile"]["label"]
    if pin.value is None:
        return f"{label}: the pin of {pin.field} is taken back ({pin.said_by})."
    return f"{label}: {pin.field} is pinned to '{pin.value}' ({pin.said_by})."
