"""Systems that are gone since the run before, while a new one has their keys: renamed sources."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.definitions import SourceDefinition
from segmentry.model.tables import Table

_ENOUGH = 0.5
"""Share of the keys of either system that must be keys of the other."""


@dataclass(frozen=True)
class RenamedSystem:
    """A system whose companies no source tells any more, and the sources of one that is new."""

    was: str
    keys: int
    """Its keys in the run before."""
    sources: Sequence[SourceDefinition]

    @property
    def now(self) -> str:
        return self.sources[0].key_system

    @property
    def remedy(self) -> str:
        files = [s.at("system") or f"sources/{s.name}.yaml" for s in self.sources]
        return f"If it is the same system, write `system: {self.was}` in {' and in '.join(files)}"


def renamed_systems(
    sources: Sequence[SourceDefinition], query: Callable[[str], pa.Table], before: str = ""
) -> Iterator[RenamedSystem]:
    """Every system that is gone beside every new one; `before` precedes the tables' names."""
    known = {row["system"]: row for row in query(_systems(before)).to_pylist()}
    come: dict[str, list[SourceDefinition]] = {}
    for source in sources:
        if _first_part(source) not in known:
            come.setdefault(source.key_system, []).append(source)
    for system, row in known.items():
        if _is_gone(row, sources):
            for name in sorted(come):
                yield RenamedSystem(system, row["keys"], come[name])


def tell_of_renamed_systems(context: RunContext) -> None:
    """Note first of all that keys, ids and answers are lost to a new name of their system."""
    if not {Table.IDENTITY, Table.PROFILES} <= context.remembered:
        return

    def query(sql: str) -> pa.Table:
        return context.query("renamed_systems", "keys that come again under another name", sql)

    pairs = renamed_systems(context.definitions.sources, query, before="previous_")
    told = [note for pair in pairs if (note := _note(pair, query))]
    context.notes[:0] = told


def _systems(before: str) -> str:
    """Systems of the run before, with their keys in use and how many of these had a record."""
    return f"""
        select split_part(i.account_key, ':', 1) as system,
               count(case when {_IN_USE} then 1 end) as keys,
               count(case when {_IN_USE} and p.records > 0 then 1 end) as told
        from {before}{Table.IDENTITY} as i
        left join {before}{Table.PROFILES} as p on p.account_id = i.account_id
        group by split_part(i.account_key, ':', 1) order by system
    """


_IN_USE = "i.evidence <> 'known from an earlier run'"


def _first_part(source: SourceDefinition) -> str:
    # what stands before the first colon of a key, as identity is asked for it
    return source.key_system.split(":", 1)[0]


def _is_gone(row: Mapping[str, Any], sources: Sequence[SourceDefinition]) -> bool:
    """Nobody tells its companies any more; orders alone may still name their keys."""
    of = [s for s in sources if _first_part(s) == row["system"]]
    was_told = row["told"] > row["keys"] / 2
    return row["keys"] > 0 and not any("accounts" in s.tables or not was_told for s in of)


def _note(pair: RenamedSystem, query: Callable[[str], pa.Table]) -> str:
    """Empty where the keys are others."""
    (row,) = query(_shared(pair)).to_pylist()
    if row["shared"] < max(1, _ENOUGH * max(pair.keys, row["keys"])):
        return ""
    return (
        f"System '{pair.was}' is gone, and '{pair.now}' has {row['shared']:,} of its "
        f"{pair.keys:,} keys: these keys count as new, with new ids and without the answers. "
        f"{pair.remedy} and run again: ids and answers come back."
    )


def _shared(pair: RenamedSystem) -> str:
    was, now = f"{pair.was}:", f"{pair.now}:"
    return f"""
        with was as (
            select substr(i.account_key, {len(was) + 1}) as local_key
            from previous_{Table.IDENTITY} as i
            where starts_with(i.account_key, {literal(was)}) and {_IN_USE}
        ), come as (
            select substr(account_key, {len(now) + 1}) as local_key from account_keys
            where starts_with(account_key, {literal(now)})
        )
        select count(*) as keys, count(w.local_key) as shared
        from come as c left join was as w on w.local_key = c.local_key
    """
