"""Who is who: identity run, ask, answer, review, explain, split, merge, history."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from segmentry.cli.options import HERE, JsonOption, WorkspaceOption, open_workspace
from segmentry.cli.output import print_json, quoted, say
from segmentry.cli.review import who

if TYPE_CHECKING:
    from segmentry.model.answers import Answer
    from segmentry.workspace.identity import Identity

KeyArgument = Annotated[
    str,
    typer.Argument(
        help="A source's key (system:key), an account's id, or its name; or a contact's key."
    ),
]
RevealOption = Annotated[
    bool, typer.Option("--reveal", help="Show names and addresses of contacts, from the vault.")
]
BecauseOption = Annotated[str, typer.Option(help="Why; it is kept with the answer.")]
ByOption = Annotated[str, typer.Option(help="Who says so; the name of this session by default.")]
_TOLD = ("Answers moved the threshold", "System '")
"""How the notes begin that say why ids are others than before."""
_RUN = "`segmentry identity run` brings it into the accounts."


def register(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Say and see who is who.")
    for command in (run, ask, answer, review, explain, split, merge, history):
        group.command(command.__name__)(command)
    app.add_typer(group, name="identity")


def run(workspace: WorkspaceOption = HERE, json: JsonOption = False) -> None:
    """Bring answers and new records into the accounts; tell who was merged and split.

    It is a whole run, so that segments and figures fit the accounts; what rests on nothing that
    changed is taken from the run before.
    """
    from segmentry.cli.run import progress, write_report

    opened = open_workspace(workspace)
    before = opened.store.catalogue.last()
    with progress(quiet=json) as tell:
        done = opened.run(tell=tell)
    path = write_report(done, opened.folder / "report.html")
    changes, looked = opened.identity.changes(before), opened.identity.review()
    kinds = ("waiting", "contradictions", "unsure", "unsure_contacts")
    counts = {name: len(looked[name]) for name in kinds}
    told = [note for note in done.notes("profiles") if note.startswith(_TOLD)]
    if json:
        print_json({"run": done.number, "report": str(path), **changes, **counts, "notes": told})
        return
    from segmentry.cli.identity_events import show_changes

    show_changes(done.number, changes)
    for note in told:
        say(quoted(note))
    if any(counts.values()):
        found = (
            _counted(counts["waiting"], "merge waits", "merges wait"),
            _counted(counts["contradictions"], "contradiction of answers",
                     "contradictions of answers"),
            _counted(counts["unsure"], "key is unsure", "keys are unsure"),
            _counted(counts["unsure_contacts"], "contact is unsure", "contacts are unsure"),
        )  # fmt: skip
        say(f"To look at: {', '.join(filter(None, found))}: `segmentry identity review`.")
    say(f"Report: {quoted(path)}")


def _counted(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}" if count else ""


def ask(
    count: Annotated[int, typer.Option("-n", min=1, help="How many questions.")] = 10,
    people: Annotated[
        bool, typer.Option("--people", help="Ask about contacts: which are one person.")
    ] = False,
    reveal: RevealOption = False,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Ask the yes or no questions whose answers change most; answer them here, or --json."""
    identity = open_workspace(workspace).identity
    found = identity.ask(count, people=people, reveal=reveal)
    if json:
        print_json(found)
        return
    if not found:
        say(f"Nothing to ask: no pair of {'contacts' if people else 'keys'} is in doubt.")
        return
    from segmentry.cli.identity_tables import first_key, show_question

    is_asking = sys.stdin.isatty()
    answered = 0
    for place, question in enumerate(found, 1):
        show_question(question, f"{place} of {len(found)}")
        if not is_asking:
            continue
        said = _asked("person" if people else "company")
        if said == "quit":
            break
        if said:
            identity.answer(
                first_key(question), question["other_key"], said,
                because=_seen(question), by=by or who(),
            )  # fmt: skip
            answered += 1
    if is_asking:
        say(f"{_counted(answered, 'answer', 'answers') or 'No answer'} kept. {_RUN}")
    else:
        say("Answers are typed here at a terminal only; from a pipe or a script:")
        say('segmentry identity answer KEY OTHER same --because "…"')


def _asked(what: str) -> str:
    """same, different, quit, or nothing for a question that is skipped."""
    words = {"y": "same", "n": "different", "s": "", "q": "quit"}
    while (word := typer.prompt(f"One {what}? y/n, s skips, q ends").strip().lower()[:1]) not in (
        words
    ):
        say("Answer y for yes, n for no, s to skip, or q to end.")
    return words[word]


def _seen(question: dict[str, Any]) -> str:
    from segmentry.cli.identity_tables import chance

    if question["probability"] is None:
        return f"asked: {question['evidence']}"
    return f"asked at {chance(question['probability'])}: {question['evidence']}"


def answer(
    key: KeyArgument,
    other: KeyArgument,
    said: Annotated[str, typer.Argument(help="same, different, or open to take it back.")],
    because: BecauseOption,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Say whether two keys are one company, or contacts one person; later runs hold to it."""
    identity = open_workspace(workspace).identity
    made = identity.answer(key, other, said, because=because, by=by or who())
    _tell(identity, [made], json=json)
    if made.said == "open" and not json and identity.explain(*made.keys)["is_one"]:
        say(_stay_one(made))


def merge(
    key: KeyArgument,
    other: KeyArgument,
    because: BecauseOption,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Say that two accounts, or two people, are one: the answer `same` about their keys."""
    identity = open_workspace(workspace).identity
    _tell(identity, [identity.merge(key, other, because=because, by=by or who())], json=json)


def split(
    key: KeyArgument,
    because: BecauseOption,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back all answers of the key's newest split.")
    ] = False,
    by: ByOption = "",
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Say that a key is none of its account's or person's others: `different` for each."""
    identity = open_workspace(workspace).identity
    say_so = identity.undo_split if undo else identity.split
    _tell(identity, say_so(key, because=because, by=by or who()), json=json)
    if undo and not json and (others := identity.kept_apart(key)):
        from segmentry.cli.identity_tables import show_kept_apart

        show_kept_apart(others)


def _tell(identity: "Identity", answers: "list[Answer]", *, json: bool) -> None:
    if json:
        print_json([a.row for a in answers] if len(answers) > 1 else answers[0].row)
        return
    for one in answers:
        told = f"{one.account_key} and {one.other_key} {_verdict(one)} ({one.said_by})."
        say(quoted(f"Kept as an answer: {told}"))
    say(_RUN)
    from segmentry.cli.identity_tables import show_contradictions

    show_contradictions(identity.contradictions(answers))


def _stay_one(answer: "Answer") -> str:
    one = "one person" if answer.is_of_contacts else "in one account"
    return (
        f"They are {one} now, and stay so where the evidence speaks for it; the answer `different` "
        "parts them."
    )


def _verdict(answer: "Answer") -> str:
    one, two = ("person", "people") if answer.is_of_contacts else ("company", "companies")
    words = {"same": f"are one {one}", "different": f"are two {two}", "open": "are open again"}
    return words[answer.said]


def review(workspace: WorkspaceOption = HERE, json: JsonOption = False) -> None:
    """List merges that wait, answers that contradict, unsure places, and what was set aside."""
    found = open_workspace(workspace).identity.review()
    if json:
        print_json(found)
        return
    from segmentry.cli.identity_tables import show_review

    show_review(found)


def explain(
    key: KeyArgument,
    other: Annotated[str, typer.Argument(help="Another key, to compare them.")] = "",
    reveal: RevealOption = False,
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Tell why keys are one account, or contacts one person; of two, field by field what agrees."""
    found = open_workspace(workspace).identity.explain(key, other, reveal=reveal)
    if json:
        print_json(found)
        return
    from segmentry.cli.identity_tables import show_account, show_two

    (show_two if other else show_account)(found)


def history(
    account: Annotated[
        str, typer.Argument(help="An account: id (also one merged away), key, or name.")
    ] = "",
    workspace: WorkspaceOption = HERE,
    json: JsonOption = False,
) -> None:
    """Tell what happened to an account; without one, whom the newest change merged and split."""
    found = open_workspace(workspace).identity.history(account)
    if json:
        print_json(found)
        return
    from segmentry.cli.identity_events import show_happenings, show_history

    (show_history if account else show_happenings)(found)
