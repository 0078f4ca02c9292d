"""Making and checking definitions: init, check, schema."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from segmentry.cli.options import HERE, JsonOption, WorkspaceOption, open_workspace
from segmentry.cli.output import console, print_json, quoted, say
from segmentry.cli.proposal import as_dicts, show_proposal


def register(app: typer.Typer) -> None:
    app.command("init")(init)
    app.command("check")(check)
    app.command("schema")(schema)


def init(
    folder: Annotated[Path, typer.Argument(help="Folder of the new workspace.")],
    places: Annotated[
        list[str] | None,
        typer.Option("--from", help="A file, folder or database URL; give it once for each."),
    ] = None,
    more: Annotated[
        list[str] | None, typer.Argument(help="Further files, after --from.", show_default=False)
    ] = None,
    name: Annotated[str, typer.Option(help="Name of the workspace; the folder's by default.")] = "",
    currency: Annotated[
        str, typer.Option(help="Currency of its amounts, ISO 4217; told by the files, or EUR.")
    ] = "",
    template: Annotated[
        str, typer.Option(help="What it begins with: saas, wholesale, consulting or software.")
    ] = "",
    json: JsonOption = False,
) -> None:
    """Make a workspace: empty, or from files whose columns it recognises."""
    from segmentry.definitions.before_run import needed_before_run
    from segmentry.workspace import create

    given = [*(places or []), *(more or [])]
    with console(stderr=True).status("Looking at the files") as status:
        workspace = create(
            folder,
            given,
            name=name,
            currency=currency.upper(),
            template=template,
            tell=lambda sentence: status.update(quoted(sentence)),
        )
    proposal = workspace.proposal
    needed = needed_before_run(proposal) if proposal else []
    if json:
        print_json(
            {
                "workspace": str(workspace.folder),
                "sources": as_dicts(proposal),
                "not_used_yet": [s.name for s in proposal.stubs] if proposal else [],
                "needed_before_run": needed,
                "left_out_of_template": workspace.left_out,
            }
        )
        return
    if proposal:
        show_proposal(proposal)
    _show_left_out(template, workspace.left_out)
    if proposal and not currency and not proposal.currency:
        say("No file says a currency: EUR is assumed; `currency` in segmentry.yaml changes it.")
    first = "Before the first run:" if needed else "Read the files in sources/, then:"
    say(f"\n[bold]{quoted(workspace.folder)}[/bold] is ready. {first}")
    for sentence in needed:
        say(f"  [yellow]·[/yellow] {quoted(sentence)}")
    if needed:
        say("Then:")
    say(f"  segmentry run -w {quoted(shlex.quote(str(folder)))}")


def _show_left_out(template: str, left_out: dict[str, list[str]]) -> None:
    if left_out:
        say(f"\nOf the template {template}, without data for them:")
    for file, missing in left_out.items():
        needed = ", ".join(need.replace("|", " or ") for need in missing)
        say(f"  [dim]{quoted(file)}[/dim] needs {quoted(needed)}")


def check(workspace: WorkspaceOption = HERE, json: JsonOption = False) -> None:
    """Check all definitions; every error and doubt with file, line and advice."""
    from segmentry.definitions.check import check_all
    from segmentry.definitions.doubts import doubts

    errors = check_all(workspace)
    told = [("error", e) for e in errors] + [("doubt", d) for d in doubts(workspace)]
    if json:
        print_json(
            [
                {"level": level, "where": e.where, "what": e.what, "next_step": e.next_step}
                for level, e in told
            ]
        )
        told = []
    for level, e in told:
        place, what, step = quoted(e.where), quoted(e.what), quoted(e.next_step)
        mark = "[red]✗[/red]" if level == "error" else "[yellow]![/yellow]"
        say(f"{mark} [bold]{place}[/bold] {what} [dim]{step}[/dim]")
    if not errors and not json:
        opened = open_workspace(workspace).definitions
        say(
            f"[green]✓[/green] {len(opened.sources)} sources, {len(opened.variables)} variables, "
            f"{len(opened.segmentations)} segmentations: no errors."
        )
    if errors:
        raise typer.Exit(2)


def schema(
    kind: Annotated[
        str,
        typer.Argument(
            help="workspace, source, variable or segmentation; all without it. `fields` lists the "
            "fields of the standard tables."
        ),
    ] = "",
    json: JsonOption = True,
) -> None:
    """Print the JSON Schemas of the definitions, for editors; they are JSON in any case."""
    from segmentry.definitions.schemas import schemas, standard_fields
    from segmentry.errors import UnknownName

    if kind == "fields":
        print_json(standard_fields())
        return
    every = schemas()
    if kind and kind not in every:
        raise UnknownName("kind of definition", kind, [*every, "fields"])
    print_json(every[kind] if kind else every)
