"""Conditions in order become memberships: the first that is met, or all that are met."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from segmentry.engine.sql import identifier, literal

UNMATCHED = "meets no condition"


@dataclass(frozen=True)
class Cell:
    """A segment as SQL: who is in it, and why."""

    name: str
    when: str
    reason: str


def place(table: str, cells: Sequence[Cell], assignment: Literal["first_match", "all"]) -> str:
    """SQL of the memberships; accounts in no cell have an empty segment."""
    return first_match(table, cells) if assignment == "first_match" else every_match(table, cells)


def first_match(table: str, cells: Sequence[Cell]) -> str:
    """Every account in the first cell it meets."""
    if not cells:
        return f"select account_id, '' as segment, {literal(UNMATCHED)} as reason from {table}"
    tests = " ".join(f"when {cell.when} then {at}" for at, cell in enumerate(cells, 1))
    return (
        f"select account_id, {_by_position([literal(c.name) for c in cells], literal(''))} "
        f"as segment, {_by_position([c.reason for c in cells], literal(UNMATCHED))} as reason "
        f"from (select *, case {tests} else 0 end as {identifier(_POSITION)} "
        f"from {identifier(table)}) as placed"
    )


def every_match(table: str, cells: Sequence[Cell]) -> str:
    """Every account in all the cells it meets."""
    source = identifier(table)
    parts = [
        f"select account_id, {literal(c.name)} as segment, {c.reason} as reason "
        f"from {source} where {c.when}"
        for c in cells
    ]
    none = " and ".join(f"not coalesce({c.when}, false)" for c in cells) or "true"
    parts.append(
        f"select account_id, '' as segment, {literal(UNMATCHED)} as reason "
        f"from {source} where {none}"
    )
    return " union all ".join(parts)


_POSITION = "cell_position"


def _by_position(choices: list[str], otherwise: str) -> str:
    if len(set(choices)) == 1 and otherwise == choices[0]:
        return otherwise
    by_choice: dict[str, list[int]] = {}
    for at, choice in enumerate(choices, 1):
        by_choice.setdefault(choice, []).append(at)
    tests = " ".join(
        f"when {identifier(_POSITION)} in ({', '.join(map(str, at))}) then {choice}"
        for choice, at in by_choice.items()
    )
    return f"case {tests} else {otherwise} end"
