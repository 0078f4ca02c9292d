"""Who moved between the segments of a segmentation since the last date of the data."""

from typing import Any

from segmentry.cli.output import print_rows, quoted, say
from segmentry.reports import format as f
from segmentry.workspace import Run

Move = dict[str, Any]
_COLUMNS = {
    "label": "Account", "account_id": "Id", "from_segment": "From", "to_segment": "To",
    "reason": "Reason",
}  # fmt: skip


def moves_of(run: Run, segmentation: str, segment: str = "") -> list[Move]:
    """The accounts that moved, of one segment or of all."""
    rows: list[Move] = run.moves(segmentation).to_pylist()
    places = ("from_segment", "to_segment")
    # of a segmentation whose segments overlap, several are listed
    wanted = f", {segment}, "
    return [r for r in rows if not segment or any(wanted in f", {r[p]}, " for p in places)]


def show_moves(run: Run, segmentation: str, moved: list[Move], limit: int) -> None:
    """From where, to where, and why; without an earlier date nobody can have moved."""
    before = run.date_before
    if before is None:
        say("Who moved is unknown: there is no run of an earlier date.")
        return
    days = f"from {f.day(before)} to {f.day(run.as_of)}"
    if not moved:
        say(f"Nobody moved in {quoted(segmentation)} {days}.")
        return
    print_rows(
        moved[:limit], _COLUMNS, title=f"{f.counted(len(moved), 'account')} moved {days}",
        whole=("account_id",), spare=("account_id",), below="reason",
    )  # fmt: skip
    if len(moved) > limit:
        say(f"{len(moved) - limit:,} more; --limit shows them.")
