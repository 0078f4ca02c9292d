"""Keys, pairs and answers as people read them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from segmentry.cli.output import print_rows, print_title, quoted, say
from segmentry.cli.two_records import show_two_records
from segmentry.profiles.people.comparing import HIDDEN

if TYPE_CHECKING:
    from segmentry.model.answers import Answer

Row = dict[str, Any]
_SHOWN = 20


def show_question(question: Row, place: str) -> None:
    """Two records beside each other, and how likely they are one company or person."""
    waits = ", waits for a person" if question["decision"] == "waiting" else ""
    is_of_people = "contact_key" in question
    keys = first_key(question), question["other_key"]
    show_two_records(question["fields"], *keys, f"Question {place}")
    _tell_hidden(question["fields"])
    say(quoted(f"{chance(question['probability'])}{waits}: {question['evidence']}"))
    one, two = ("person", "people") if is_of_people else ("account", "accounts")
    now = f"one {one}" if question["decision"] == "together" else f"two {two}"
    pairs = "1 pair" if question["pairs"] == 1 else f"{question['pairs']:,} pairs"
    keyed = "contacts" if is_of_people else "keys"
    say(f"[dim]They are {now} now. The answer bears on {pairs} of {keyed}.[/dim]")


def _tell_hidden(fields: Sequence[Row]) -> None:
    if any(HIDDEN in (field["first"], field["second"]) for field in fields):
        say("[dim]--reveal shows what is in the vault.[/dim]")


def first_key(row: Row) -> str:
    """The first key of a pair, of companies or of contacts."""
    return str(row["contact_key" if "contact_key" in row else "account_key"])


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
    if contacts := found["unsure_contacts"]:
        print_rows(
            [{**row, "chance": chance(row["confidence"])} for row in contacts[:_SHOWN]],
            {"contact_key": "Contact", "other_key": "Other contact", "chance": "One person",
             "evidence": "Evidence"},
            title="Contacts whose person is unsure", below="evidence",
        )  # fmt: skip
        _more(contacts)
    if not (waiting or unsure or contacts or found["contradictions"]):
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
    """Answers that cannot all be true; those that keep keys apart hold."""
    if found:
        print_title("Answers that contradict each other")
    for one in found:
        say(quoted(f"  {one['told']}"))
    if found:
        say("[dim]The keys said to differ stay apart until one answer is corrected.[/dim]")


def show_kept_apart(answers: "Sequence[Answer]") -> None:
    """The answers that keep a key apart even after a split was taken back."""
    answer = "1 other answer keeps" if len(answers) == 1 else f"{len(answers):,} other answers keep"
    say(f"{answer} it apart; `segmentry identity answer KEY OTHER open` takes one back:")
    for one in answers:
        told = f"{one.account_key} is not {one.other_key} ({one.said_by}, {one.said_at:%Y-%m-%d})"
        say(quoted(f"  {told}: {one.reason}"))


def show_account(found: Row) -> None:
    """The keys of an account or a person, what links them, and what people said."""
    is_of_people = "person_id" in found
    owner = f"person {found['person_id']}" if is_of_people else f"account {found['account_id']}"
    say(quoted(f"{found['key']} belongs to {owner}."))
    columns = {"key": "Key", "sure": "Belongs there", "evidence": "Strongest evidence"}
    if is_of_people:
        columns |= {"key": "Contact", "other_key": "With"}
    print_rows(
        [{**row, "key": first_key(row), "sure": chance(row["confidence"])}
         for row in found["keys"]],
        columns, title="Its contacts" if is_of_people else "Its keys", whole=("key",),
        below="evidence",
    )  # fmt: skip
    _show_pairs(found["links"], "What links them")
    _show_pairs(found["waiting"], "Waits for a person")
    _show_answers(found["answers"])


def show_two(found: Row) -> None:
    """Two keys field by field, and what leads from the one to the other."""
    key, other = found["key"], found["other_key"]
    is_of_people = "person_ids" in found
    title = "Two contacts" if is_of_people else "Two keys"
    show_two_records(found["fields"], key, other, title)
    _tell_hidden(found["fields"])
    say(quoted(f"They are {_whose(found)}."))
    if found["pair"]:
        pair = found["pair"]
        say(quoted(f"{chance(pair['probability'])}: {pair['evidence']} ({pair['decision']})."))
    else:
        say("Nothing much speaks for the two by themselves.")
    if found["apart"]:
        _show_apart(found)
    _show_pairs(found["through"], "They are one through others")
    _show_answers(found["answers"])


def _show_apart(found: Row) -> None:
    """What holds two accounts or people apart, where it is known."""
    apart, pair = found["apart"], found["pair"]
    others = [a for a in apart["answers"] if {*_keys(a)} != {found["key"], found["other_key"]}]
    owners, keyed = ("people", "contacts") if "person_ids" in found else ("accounts", "keys")
    if apart["answers"]:
        say("An answer holds them apart.")
        _show_answers(others)
    elif apart["waiting"]:
        same = f"`segmentry identity answer {found['key']} {found['other_key']} same`"
        say(quoted(f"Their merge waits for a person: {same} joins them."))
    elif pair and pair["probability"] > 0.5 and apart["pairs"] > 1:
        say(
            f"What holds them apart is their other {keyed}: of the {apart['pairs']:,} pairs of "
            f"{keyed} between the two {owners}, {apart['likely']:,} "
            f"{'is' if apart['likely'] == 1 else 'are'} likely one, too few on average."
        )
    elif pair and pair["probability"] > 0.5 and apart["threshold"]:
        say(apart["threshold"])


def _keys(row: Row) -> tuple[str, str]:
    return first_key(row), row["other_key"]


def _whose(found: Row) -> str:
    if "person_ids" in found:
        people = " and ".join(found["person_ids"])
        return f"one person, {people}" if found["is_one"] else f"two people, {people}"
    return f"in one account, {found['account_ids'][0]}" if found["is_one"] else "in two accounts"


def _show_pairs(pairs: Sequence[Row], title: str) -> None:
    if pairs:
        key, other, what = _headings(pairs[0])
        print_rows(
            [{**row, "key": first_key(row), "chance": chance(row["probability"])}
             for row in pairs[:_SHOWN]],
            {"key": key, "other_key": other, "chance": what, "evidence": "Evidence"},
            title=title, below="evidence",
        )  # fmt: skip
        _more(pairs)


def _headings(row: Row) -> tuple[str, str, str]:
    if "contact_key" in row:
        return "Contact", "Other contact", "One person"
    return "Key", "Other key", "One company"


def _show_answers(answers: Sequence[Row]) -> None:
    if answers:
        key, other, _ = _headings(answers[0])
        print_rows(
            [{**row, "key": first_key(row)} for row in answers],
            {"key": key, "other_key": other, "said": "Said", "said_by": "By", "said_at": "When",
             "reason": "Because"},
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
