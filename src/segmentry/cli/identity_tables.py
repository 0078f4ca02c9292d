"""Keys, pairs and answers as people read them."""

from collections.abc import Sequence
from typing import Any

from segmentry.cli.output import print_rows, print_title, quoted, say
from segmentry.cli.two_records import show_two_records

Row = dict[str, Any]
_SHOWN = 20


def show_question(question: Row, place: str) -> None:
    """Two records beside each other, and how likely they are one company."""
    waits = ", waits for a person" if question["decision"] == "waiting" else ""
    keys = question["account_key"], question["other_key"]
    show_two_records(question["fields"], *keys, f"Question {place}")
    say(quoted(f"{chance(question['probability'])}{waits}: {question['evidence']}"))
    now = "one account" if question["decision"] == "together" else "two accounts"
    pairs = "1 pair" if question["pairs"] == 1 else f"{question['pairs']:,} pairs"
    say(f"[dim]They are {now} now. The answer bears on {pairs} of keys.[/dim]")


def show_review(found: Row) -> None:
    """What a person should look at, each kind under its title."""
    waiting, unsure = found["waiting"], found["unsure"]
    if waiting:
        print_rows(
            [{**row, "chance": chance(row["probability"])} for row in waiting[:_SHOWN]],
            {"account_key": "Key", "label": "Account", "other_key": "Other key",
             "other_label": "Other account", "chance": "One company", "evidence": "Evidence"},
            title="Merges that wait for a person", below="evidence",
        )  # fmt: skip
        _more(waiting)
    show_contradictions(found["contradictions"])
    if unsure:
        print_rows(
            [{**row, "chance": chance(row["confidence"])} for row in unsure[:_SHOWN]],
            {"account_key": "Key", "label": "Account", "chance": "Belongs there",
             "evidence": "Evidence"},
            title="Keys whose place is unsure", below="evidence",
        )  # fmt: skip
        _more(unsure)
    if not (waiting or unsure or found["contradictions"]):
        say("Nothing waits, contradicts or is unsure.")
    _show_rejects(found["rejects"])
    print_rows(
        found["duplicates"],
        {"system": "System", "keys": "Keys", "duplicates": "Duplicates"},
        title="Keys that share an account with another key of their system",
    )
    _show_notes(found["notes"])
    say('\nAnswer: segmentry identity answer KEY OTHER same --because "…"')


def _show_rejects(rows: Sequence[Row]) -> None:
    if rows:
        print_rows(
            [{**row, "where": _place(row)} for row in rows[:_SHOWN]],
            {"rows": "Rows", "where": "For instance", "value": "Value", "reason": "Reason"},
            title="Set aside of what tells who is who", below="reason",
        )  # fmt: skip
        _more(rows)
        say("[dim]`segmentry rejects` lists every row.[/dim]")


def _place(row: Row) -> str:
    return row["source"] if row["line"] is None else f"{row['source']}, line {row['line']}"


def _show_notes(notes: Sequence[str]) -> None:
    if notes:
        print_title("What the run noted")
    for note in notes:
        say(quoted(f"  {note}"))


def show_contradictions(found: Sequence[Row]) -> None:
    """Answers that cannot all be true; those that keep companies apart hold."""
    if found:
        print_title("Answers that contradict each other")
    for one in found:
        say(quoted(f"  {one['told']}"))
    if found:
        say("[dim]The keys said to differ stay apart until one answer is corrected.[/dim]")


def show_account(found: Row) -> None:
    """The keys of an account, what links them, and what people said."""
    say(quoted(f"{found['key']} belongs to account {found['account_id']}."))
    print_rows(
        [{**row, "sure": chance(row["confidence"])} for row in found["keys"]],
        {"account_key": "Key", "sure": "Belongs there", "evidence": "Strongest evidence"},
        title="Its keys", whole=("account_key",), below="evidence",
    )  # fmt: skip
    _show_pairs(found["links"], "What links them")
    _show_pairs(found["waiting"], "Waits for a person")
    _show_answers(found["answers"])


def show_two(found: Row) -> None:
    """Two keys field by field, and what leads from the one to the other."""
    key, other = found["key"], found["other_key"]
    show_two_records(found["fields"], key, other, "Two keys")
    told = f"in one account, {found['account_ids'][0]}" if found["is_one"] else "in two accounts"
    say(quoted(f"They are {told}."))
    if found["pair"]:
        pair = found["pair"]
        say(quoted(f"{chance(pair['probability'])}: {pair['evidence']} ({pair['decision']})."))
    else:
        say("Nothing much speaks for the two by themselves.")
    _show_pairs(found["through"], "They are one through others")
    _show_answers(found["answers"])


def _show_pairs(pairs: Sequence[Row], title: str) -> None:
    if pairs:
        print_rows(
            [{**row, "chance": chance(row["probability"])} for row in pairs[:_SHOWN]],
            {"account_key": "Key", "other_key": "Other key", "chance": "One company",
             "evidence": "Evidence"},
            title=title, below="evidence",
        )  # fmt: skip
        _more(pairs)


def _show_answers(answers: Sequence[Row]) -> None:
    if answers:
        print_rows(
            answers,
            {"account_key": "Key", "other_key": "Other key", "said": "Said", "said_by": "By",
             "said_at": "When", "reason": "Because"},
            title="What people said", below="reason",
        )  # fmt: skip


def _more(rows: Sequence[Row]) -> None:
    if len(rows) > _SHOWN:
        say(f"{len(rows) - _SHOWN:,} more; --json shows them.")


def chance(probability: float | None) -> str:
    """A probability in words; only what is certain is 0 or 100 %."""
    if probability is None:
        return "–"
    told = f"{100 * probability:.0f}"
    if told == "100" and probability < 1:
        return ">99 %"
    return "<1 %" if told == "0" and probability > 0 else f"{told} %"
