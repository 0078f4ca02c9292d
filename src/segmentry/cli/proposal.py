"""What was recognised in files, as people read it: guesses whole, known exports in a line."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from segmentry.cli.output import print_rows, quoted, say

if TYPE_CHECKING:
    from segmentry.definitions.propose import Proposal, ProposedSource
    from segmentry.definitions.stubs import Stub
    from segmentry.hub.recognition import GuessedTable

_MOST_NAMES = 12


def as_dicts(proposal: "Proposal | None") -> list[dict[str, object]]:
    """Each field with the column it comes from, for programs."""
    if proposal is None:
        return []
    return [
        {
            "source": s.name,
            "system": s.system,
            "preset": s.preset,
            "table": t.table.name,
            "field": f.field,
            "column": f.mapping.column,
            "confidence": f.confidence,
            "note": f.note,
        }
        for s in proposal.sources
        for t in s.tables
        for f in t.fields
    ]


def show_proposal(proposal: "Proposal") -> None:
    """Print what a person should check: the guesses first, known exports after them."""
    known = [source for source in proposal.sources if source.preset]
    for source in proposal.sources:
        if not source.preset:
            _show_guess(source)
    _show_known(known)
    _show_stubs(proposal.stubs)
    _show_left_out(proposal.left_out)


def _show_guess(source: "ProposedSource") -> None:
    for table in source.tables:
        own = "" if source.system == source.name else f", keys of {source.system}"
        rows = [
            {
                "field": f.field,
                "column": f.mapping.column or f"always {f.mapping.constant}",
                "sure": f"{f.confidence * 100:.0f} %",
                "note": f.note,
            }
            for f in table.fields
        ]
        print_rows(
            rows,
            {"field": "Field", "column": "Comes from", "sure": "Sure", "note": "Note"},
            whole=("field", "sure"),
            below="note",
            title=f"{source.name} → {table.table.name}{own}",
        )
        _show_missing(table)
        if table.attributes:
            say(f"  kept as variables: {_names(table.attributes)}")
    if source.unused:
        say(f"  not used: {_names(source.unused)}")


def _show_known(sources: "Sequence[ProposedSource]") -> None:
    if not sources:
        return
    rows = [
        {"source": s.name, "table": t.table.name, "preset": s.preset, "fields": len(t.fields)}
        for s in sources
        for t in s.tables
    ]
    print_rows(
        rows,
        {"source": "Source", "table": "Table", "preset": "Preset", "fields": "Fields"},
        whole=("source",),
        spare=("preset",),
        title="Known exports, by preset",
    )
    for source in sources:
        for table in source.tables:
            _show_missing(table, f"{source.name}: ")


def _show_missing(table: "GuessedTable", source: str = "") -> None:
    if missing := table.missing:
        say(f"  {quoted(source)}[yellow]needed and not found:[/yellow] {', '.join(missing)}")


def _show_stubs(stubs: "Sequence[Stub]") -> None:
    if len(stubs) > _MOST_NAMES:
        say(f"\n[yellow]not used yet[/yellow] {_names([s.name for s in stubs])}")
        say("  Say what they mean in their files in sources/; each holds its columns.")
        return
    for stub in stubs:
        say(f"[yellow]not used yet[/yellow] {quoted(stub.name)}: {quoted(stub.why)}")
        for hint in stub.hints:
            say(f"  {quoted(hint)}")
        say(f"  Say what they mean in sources/{quoted(stub.name)}.yaml.")


def _show_left_out(left_out: Sequence[tuple[str, str]]) -> None:
    alike = groupby(sorted(left_out, key=lambda told: told[1]), key=lambda told: told[1])
    for why, told in alike:
        say(f"[yellow]left out[/yellow] {_names([name for name, _ in told])}: {quoted(why)}")


def _names(names: Iterable[str]) -> str:
    """The first of many names, and how many more there are."""
    known = list(names)
    more = len(known) - _MOST_NAMES
    shown = ", ".join(known[:_MOST_NAMES]) if more > 1 else ", ".join(known)
    return quoted(f"{shown} and {more} more" if more > 1 else shown)
