"""Acting on segments: plan, apply, receipts, freshness."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, WorkspaceOption, open_workspace
from segmentry.cli.output import console, print_json, print_rows, quoted, say

if TYPE_CHECKING:
    from segmentry.activation.plan import Plan
    from segmentry.activation.receipt import Receipt
    from segmentry.activation.sending import Applied

DestinationArgument = Annotated[str, typer.Argument(help="Name of a destination.")]


def register(app: typer.Typer) -> None:
    app.command("plan")(plan)
    app.command("apply")(apply)
    app.command("receipts")(receipts)
    app.command("freshness")(freshness)


def plan(
    destination: DestinationArgument,
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Show what would be sent to a destination; nothing is sent."""
    opened = open_workspace(workspace)
    made = opened.plan(destination)
    fresh = opened.freshness()
    if json:
        print_json(_plan_of(made) | {"objections": fresh.objections})
        return
    _show_plan(made)
    for objection in fresh.objections:
        say(f"[yellow]![/yellow] {quoted(objection)}")
    if not made.is_empty:
        flags = _flags(made, fresh.objections, workspace)
        say(f"To send it: segmentry apply {quoted(destination)} --plan {made.id}{flags}")


def apply(
    destination: DestinationArgument,
    plan: Annotated[
        str, typer.Option("--plan", help="Id of a plan; without it, a new one is made.")
    ] = "",
    confirm_removals: Annotated[
        int | None,
        typer.Option(min=0, help="Number of members that may leave, when it is a large share."),
    ] = None,
    although_stale: Annotated[
        bool, typer.Option("--although-stale", help="Send although the data is old.")
    ] = False,
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Send the differences to a destination; applied again, nothing more is sent."""
    opened = open_workspace(workspace)
    with _telling(quiet=json) as tell:
        done = opened.apply(
            destination, plan, confirm_removals=confirm_removals, although_stale=although_stale,
            tell=tell,
        )  # fmt: skip
    if json:
        print_json(
            {"plan": _plan_of(done.plan), "sent": done.sent, "refused": done.refused,
             "recovered": done.recovered}
        )  # fmt: skip
        return
    _show_applied(done)


def receipts(
    destination: Annotated[
        str, typer.Argument(help="Name of a destination; without it, the last receipt of each.")
    ] = "",
    members: Annotated[
        bool, typer.Option("--refused", help="List the members that were refused, and why.")
    ] = False,
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """List what was sent to a destination, the newest first."""
    opened = open_workspace(workspace)
    names = [destination] if destination else [d.name for d in opened.definitions.destinations]
    listed = {name: opened.receipts(name) for name in names}
    if not destination and not json and not members:
        _show_latest(listed)
        return
    found = [receipt for one in listed.values() for receipt in one]
    if json:
        print_json([_receipt_of(receipt) for receipt in found])
        return
    if not found:
        to = f" to '{quoted(destination)}'" if destination else ""
        say(f"Nothing was sent{to} yet.")
        return
    if members:
        refused = [
            {"plan": r.plan.id, "member": m, "reason": why}
            for r in found
            for m, why in r.refused.items()
        ]
        print_rows(refused, {"plan": "Plan", "member": "Member", "reason": "Reason"},
                   whole=("plan", "member"))  # fmt: skip
        return
    _show_receipts(found)


def freshness(workspace: WorkspaceOption = HERE, json: JsonOption = False) -> None:
    """Show how old the data of each source is, and whether it may be acted on."""
    found = open_workspace(workspace).freshness()
    if json:
        sources = [asdict(s) | {"is_stale": s.is_stale} for s in found.sources]
        print_json(
            {"today": found.today, "as_of": found.as_of, "is_fresh": found.is_fresh,
             "sources": sources, "objections": found.objections}
        )  # fmt: skip
        return
    rows = [
        {"source": s.source, "newest": s.newest_on, "age": s.age_days, "limit": s.limit_days,
         "state": "not known" if s.age_days is None else "old" if s.is_stale else "fresh",
         "reason": s.reason}
        for s in found.sources
    ]  # fmt: skip
    print_rows(
        rows,
        {"source": "Source", "newest": "Newest row", "age": "Days old", "limit": "Limit",
         "state": "State", "reason": "Why not known"},
        whole=("source", "newest", "state"), spare=("limit",), below="reason",
    )  # fmt: skip
    for objection in found.objections:
        say(f"[yellow]![/yellow] {quoted(objection)}")


@contextmanager
def _telling(*, quiet: bool) -> Iterator[Callable[[str], None]]:
    """What is being done now, for people who wait."""
    if quiet:
        yield lambda _: None
        return
    with console(stderr=True).status("Looking at the last run") as status:
        yield lambda sentence: status.update(quoted(sentence))


def _show_plan(made: "Plan") -> None:
    say(
        f"[bold]{quoted(made.title)}[/bold]: {made.level} of {quoted(_segments(made))} to "
        f"{quoted(made.target)}, from run {made.run} (data of {made.as_of})"
    )
    print_rows(
        [{"what": what, "members": count} for what, count in _counts(made)],
        {"what": "What", "members": "Members"},
    )
    if made.left_out:
        print_rows(
            [asdict(one) for one in made.left_out],
            {"reason": "Left out", "members": "Members"},
        )
    _show_empty(made)
    for note in made.notes:
        say(quoted(note))
    if made.needs_confirmation:
        say(
            f"[yellow]![/yellow] {made.remove:,} of {made.there:,} would leave, more than "
            f"{made.largest_removal:.0%}: that needs to be confirmed."
        )
    if made.is_empty:
        say("Nothing to send.")


def _show_empty(made: "Plan") -> None:
    always = [one for one in made.empty_fields if one.is_always]
    for one in always:
        say(f"[yellow]![/yellow] {quoted(one.sentence)}: map it in a source, or do not send it.")
    partly = [one.sentence for one in made.empty_fields if not one.is_always]
    if partly:
        say(quoted(f"{', '.join(partly)}."))


def _counts(made: "Plan") -> list[tuple[str, int]]:
    return [
        ("to add", made.add), ("to update", made.update), ("to remove", made.remove),
        ("unchanged", made.keep),
    ]  # fmt: skip


def _segments(made: "Plan") -> str:
    names = ", ".join(made.segments) or "all segments"
    return f"{names} ({made.segmentation})"


def _flags(made: "Plan", objections: Collection[str], workspace: Path) -> str:
    """What `apply` needs besides the plan."""
    removals = f" --confirm-removals {made.remove}" if made.needs_confirmation else ""
    stale = " --although-stale" if objections else ""
    where = "" if workspace == HERE else f" -w {quoted(workspace)}"
    return f"{removals}{stale}{where}"


def _show_applied(done: "Applied") -> None:
    for sentence in done.recovered:
        say(f"[yellow]![/yellow] {quoted(sentence)}")
    made = done.plan
    if made.is_empty:
        more = "more " if done.recovered else ""
        say(f"Nothing {more}to send: {made.keep:,} members are there as they should be.")
        return
    how = "Written anew as a whole to" if made.rewrite else "Sent to"
    say(
        f"[green]✓[/green] {how} {quoted(made.target)}: {made.add:,} added, {made.update:,} "
        f"updated, {made.remove:,} removed, {made.keep:,} unchanged (plan {made.id})."
    )
    if done.refused:
        say(
            f"[yellow]![/yellow] {len(done.refused):,} were refused; `segmentry receipts "
            f"{quoted(made.destination)} --refused` lists them. The next apply tries again."
        )


def _show_receipts(found: "list[Receipt]") -> None:
    rows = [
        {"plan": r.plan.id, "run": r.plan.run, "began": f"{r.made_at:%Y-%m-%d %H:%M}",
         "status": r.status, "add": r.plan.add, "update": r.plan.update,
         "remove": r.plan.remove, "batches": f"{_sent(r)} of {r.plan.batches}",
         "refused": len(r.refused), "message": _message(r)}
        for r in found
    ]  # fmt: skip
    print_rows(
        rows,
        {"plan": "Plan", "run": "Run", "began": "Began (UTC)", "status": "Status", "add": "Add",
         "update": "Update", "remove": "Remove", "batches": "Sent", "refused": "Refused",
         "message": "What happened"},
        whole=("plan", "began", "status"), spare=("run", "began"), below="message",
    )  # fmt: skip


def _show_latest(listed: "dict[str, list[Receipt]]") -> None:
    """The last receipt of each destination, where there is one."""
    if not listed:
        say("There is no destination yet. Write one as destinations/NAME.yaml.")
        return
    rows = [{"destination": name} | (_latest(found[0]) if found else {"status": "nothing sent"})
            for name, found in listed.items()]  # fmt: skip
    print_rows(
        rows,
        {"destination": "Destination", "plan": "Last plan", "began": "Began (UTC)",
         "status": "Status", "changes": "Changes"},
        whole=("destination", "plan", "status"),
    )  # fmt: skip


def _latest(receipt: "Receipt") -> dict[str, Any]:
    return {
        "plan": receipt.plan.id, "began": f"{receipt.made_at:%Y-%m-%d %H:%M}",
        "status": receipt.status, "changes": receipt.plan.changes,
    }  # fmt: skip


def _sent(receipt: "Receipt") -> int:
    return sum(batch.status == "sent" for batch in receipt.batches)


def _message(receipt: "Receipt") -> str:
    return " ".join(batch.message for batch in receipt.batches if batch.message)


def _plan_of(made: "Plan") -> dict[str, Any]:
    return asdict(made) | {
        "is_empty": made.is_empty, "needs_confirmation": made.needs_confirmation,
        "there": made.there,
    }  # fmt: skip


def _receipt_of(receipt: "Receipt") -> dict[str, Any]:
    return {
        "plan": _plan_of(receipt.plan), "status": receipt.status, "made_at": receipt.made_at,
        "ended_at": receipt.ended_at, "batches": [asdict(b) for b in receipt.batches],
        "refused": receipt.refused,
    }  # fmt: skip
