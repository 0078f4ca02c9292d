"""How close accounts are to the ideal customer."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, RunOption, WorkspaceOption, open_run
from segmentry.cli.output import print_json, print_rows, quoted, say
from segmentry.errors import NoData, UnknownName

if TYPE_CHECKING:
    from segmentry.workspace import Run


def register(app: typer.Typer) -> None:
    app.command("fit")(fit)


def fit(
    account: Annotated[
        str, typer.Argument(help="Account id, a source's key, or a name; the best without.")
    ] = "",
    profile: Annotated[
        str, typer.Option(help="Name of an ideal customer profile; the first without.")
    ] = "",
    top: Annotated[int, typer.Option(min=0, help="Most accounts to list.")] = 20,
    prospects: Annotated[
        bool, typer.Option("--prospects", help="Only accounts that never bought.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write the points into the profile's file, to edit.")
    ] = False,
    workspace: WorkspaceOption = HERE,
    number: RunOption = None,
    json: JsonOption = False,
) -> None:
    """Show what the best customers have in common, and who is like them."""
    run = open_run(workspace, number)
    name = _chosen(run, profile)
    if write:
        _done(run.write_fit(name), json)
        return
    levels, why = run.ideal_customer(name)
    accounts = [] if why else run.fits(name, account, top, prospects=prospects)
    if json:
        print_json({"profile": name, "reason": why or None, "levels": levels, "accounts": accounts})
        return
    if why:
        say(f"There is no profile [bold]{quoted(name)}[/bold]: {quoted(why)}.")
        return
    if not account:
        _show_levels(run, name, levels)
    _show_accounts(accounts)


def _chosen(run: "Run", profile: str) -> str:
    known = run.ideal_customers()
    if not known:
        raise NoData(
            "This run has no ideal customer profile.",
            where=str(run.workspace.folder),
            next_step="Make a file ideal_customers/ideal.yaml (it may be empty) and run again.",
        )
    if profile and profile not in known:
        raise UnknownName("ideal customer profile", profile, known)
    return profile or known[0]


def _done(file: str, json: bool) -> None:
    if json:
        print_json({"written": file})
    else:
        say(f"Written: {quoted(file)}. Edit the points; the next run takes them as they stand.")


def _show_levels(run: "Run", name: str, levels: list[dict[str, Any]]) -> None:
    from segmentry.reports import format as f
    from segmentry.reports.levels import level_words
    from segmentry.reports.of_run import ReportedRun
    from segmentry.reports.reading import Reading

    reading = Reading(ReportedRun(run))
    currency = reading.facts.currency

    counting = [r for r in levels if r["points"] is not None and r["variable"]]
    start = next((r["points"] for r in levels if not r["variable"]), None)
    rows = [
        {
            "variable": reading.label(r["variable"]),
            "level": level_words(r["level"], reading.variables.get(r["variable"]), currency),
            "points": f"{r['points']:+.1f}".replace("-", "\N{MINUS SIGN}"),
            "best": str(f.percent(r["share_of_best"])),
            "rest": str(f.percent(r["share_of_rest"])),
            "lift": None if r["lift"] is None else f"{r['lift']:.2f}",
            "interval": _interval(r),
        }
        for r in counting
    ]
    print_rows(
        rows,
        {"variable": "Variable", "level": "Value", "points": "Points", "best": "Of the best",
         "rest": "Of the rest", "lift": "Lift", "interval": "95 %"},
        title=f"{name}: what sets the best customers apart",
        whole=("variable", "points", "interval"), spare=("rest", "best"),
    )  # fmt: skip
    compared = {r["variable"] for r in levels if r["variable"]}
    others = len(compared - {r["variable"] for r in counting})
    also = f" {others} further variables do not set them apart." if others else ""
    say(f"Every account starts with {start:g} points.{also}")


def _interval(row: dict[str, Any]) -> str | None:
    if row["lift"] is None:
        return None
    return f"{row['lift_low']:.2f} to {row['lift_high']:.2f}"


def _show_accounts(accounts: list[dict[str, Any]]) -> None:
    from segmentry.reports.levels import grouped

    rows = [
        {
            **r,
            "fit": "unknown" if r["fit"] is None else f"{r['fit']:.1f}",
            "reasons": r["reasons"] and grouped(r["reasons"]),
        }
        for r in accounts
    ]
    print_rows(
        rows,
        {"label": "Account", "fit": "Fit", "stage": "Stage", "account_id": "Id",
         "reasons": "Why"},
        title="Closest to it", whole=("fit", "account_id"), spare=("account_id", "stage"),
        below="reasons",
    )  # fmt: skip
