"""What happened to accounts: merged, split, gone, as people read it."""

from collections.abc import Sequence
from typing import Any

from segmentry.cli.output import print_rows, quoted, say

Row = dict[str, Any]
_SHOWN = 10
_KINDS = ("merged", "split", "moved")


def show_changes(run: int, changes: Row) -> None:
    """How much a run changed, and the first merges and splits by name."""
    minted = _accounts(changes["minted"])
    say(f"Run {run}: {minted} minted, {changes['merged']:,} merged, {changes['split']:,} split.")
    if moved := changes["moved"]:
        say(f"{_keys(moved)} moved from one account to another.")
    people = changes["people"]
    if any(people.values()):
        one = "1 person" if people["minted"] == 1 else f"{people['minted']:,} people"
        say(f"{one} minted, {people['merged']:,} merged, {people['split']:,} split.")
    if gone := changes["gone"]:
        have = "has" if gone == 1 else "have"
        say(
            f"{_accounts(gone)} {have} no key in the sources any more. Ids and history are kept, "
            "and go on when a key comes back."
        )
    events = changes["events"]
    _say_events([e for kind in _KINDS for e in _of(events, kind)[:_SHOWN]])
    more = sum(max(len(_of(events, kind)) - _SHOWN, 0) for kind in _KINDS)
    if more:
        say(f"And {more:,} more: `segmentry identity history`.")


def show_happenings(found: Row) -> None:
    """Every merge and split of the newest run that has any."""
    if not found["events"]:
        say("No run that is kept has merged or split an account.")
        return
    merged, split, moved = (len(_of(found["events"], kind)) for kind in _KINDS)
    also = f", {_keys(moved)} moved" if moved else ""
    say(f"Run {found['run']}: {_accounts(merged)} merged, {split:,} split{also}.")
    _say_events(found["events"])


def show_history(found: Row) -> None:
    """What happened to one id, and where it went."""
    account, survivor = found["account_id"], found["survivor"]
    if account != survivor:
        say(quoted(f"{account} was merged; it leads to {survivor}."))
    print_rows(
        found["events"],
        {"run": "Run", "as_of": "Data of", "account_id": "Account", "event": "What",
         "other_id": "Other account", "evidence": "Why"},
        title=f"What happened to {account}", whole=("account_id", "other_id"), spare=("run",),
        below="evidence",
    )  # fmt: skip


def _of(events: Sequence[Row], kind: str) -> list[Row]:
    return [event for event in events if event["event"] == kind]


def _say_events(events: Sequence[Row]) -> None:
    words = {"merged": "merged into", "split": "split from", "moved": "to"}
    for event in events:
        one = _named(event["label"], event["account_id"])
        if event["event"] == "moved":
            one = f"{event['evidence'].partition(': ')[0]} moved from {one}"
        other = _named(event["other_label"], event["other_id"])
        say(quoted(f"  {one} {words[event['event']]} {other}"))


def _named(label: str | None, account: str) -> str:
    return f"{label} ({account})" if label else account


def _keys(count: int) -> str:
    return "1 key" if count == 1 else f"{count:,} keys"


def _accounts(count: int) -> str:
    return "1 account" if count == 1 else f"{count:,} accounts"
