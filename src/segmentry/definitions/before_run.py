"""What a proposed workspace lacks, and must be told before its first run."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segmentry.definitions.propose import Proposal
    from segmentry.hub.recognition import GuessedTable

_ENDS = ("closed_on", "paid_on")
"""Days that tell the date of the data, beside those of events."""


def needed_before_run(proposal: "Proposal") -> list[str]:
    """What to say first, a sentence each; nothing where the files in use tell enough."""
    tables = [table for source in proposal.sources for table in source.tables]
    needed = []
    if not any(_tells_companies(table) for table in tables):
        needed.append(
            "Map accounts first: no file in use tells of companies. Say in sources/ which columns "
            "hold them; `segmentry schema fields` lists the fields."
        )
    if not any(_tells_a_day(table) for table in tables):
        needed.append(
            "Set the day of the data, as a line such as `as_of: 2026-06-30` in segmentry.yaml: "
            "no file in use has orders, contracts, deals or the like with a day that tells it."
        )
    return needed


def _tells_companies(table: "GuessedTable") -> bool:
    return table.table.name == "accounts" or any(f.field == "account" for f in table.fields)


def _tells_a_day(table: "GuessedTable") -> bool:
    return any(f.field in (table.table.event_date, *_ENDS) for f in table.fields)
