"""Accounts that stay out of all segments, and why."""

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading

_MARKED = "do not contact"


def kept_out(reading: Reading) -> tuple[tuple[str, int], ...]:
    """Each reason with its accounts, the most accounts first."""
    rows = reading.rows(
        f"select excluded, count(*) as accounts from {Table.PROFILES} "
        f"where excluded is not null group by excluded order by accounts desc, excluded"
    )
    return tuple((r["excluded"], r["accounts"]) for r in rows)


def kept_out_sentence(reading: Reading) -> str:
    """'Kept out of all segments: 7 accounts (4 competitors, 3 marked do not contact).'"""
    found = kept_out(reading)
    if not found:
        return ""
    accounts = f.counted(sum(n for _, n in found), "account")
    return f"Kept out of all segments: {accounts} ({', '.join(map(_counted, found))})."


def _counted(part: tuple[str, int]) -> str:
    reason, accounts = part
    # relations are nouns, this one is not
    return f"{accounts:,} marked {_MARKED}" if reason == _MARKED else f.counted(accounts, reason)
