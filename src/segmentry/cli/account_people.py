"""The people of one company, as people read them: each once, and never by name."""

from collections.abc import Sequence
from typing import Any

from segmentry.cli.output import print_rows, say

_SHOWN = 20
_COLUMNS = {
    "person_id": "Person", "role": "Role", "from_on": "Since", "to_on": "Until",
    "contacts": "Contacts", "why": "Why one",
}  # fmt: skip


def show_people(people: Sequence[dict[str, Any]]) -> None:
    """Who works there, since when, and why several contacts are one person."""
    if not people:
        return
    rows = [_row(person) for person in people[:_SHOWN]]
    columns = {n: h for n, h in _COLUMNS.items() if any(row[n] is not None for row in rows)}
    whole = ("person_id", "from_on", "to_on")
    print_rows(rows, columns, title="People", whole=whole, below="why")
    if len(people) > _SHOWN:
        say(f"[dim]  and {len(people) - _SHOWN:,} more; --json lists all[/dim]")


def _row(person: dict[str, Any]) -> dict[str, Any]:
    role = ", ".join(filter(None, (person["seniority"], person["job_function"])))
    confidence = person["confidence"]
    why = f"{person['evidence']} ({confidence:.0%})" if confidence is not None else None
    return {**person, "role": role or None, "why": why}
