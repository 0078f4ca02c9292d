"""Sources that use the keys of another one's companies without saying so: they count twice."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from segmentry.engine.sql import literal
from segmentry.model.definitions import SourceDefinition
from segmentry.model.standard_tables import STANDARD_TABLES
from segmentry.model.tables import Table

REFERRING = {
    "contacts": Table.CONTACT_RECORDS,
    "orders": Table.ORDERS,
    "order_lines": Table.ORDER_LINES,
    "invoices": Table.INVOICES,
    "subscriptions": Table.SUBSCRIPTIONS,
    "opportunities": Table.OPPORTUNITIES,
    "engagements": Table.ENGAGEMENTS,
    "campaign_touches": Table.CAMPAIGN_TOUCHES,
    "survey_answers": Table.SURVEY_ANSWERS,
    "technologies": Table.TECHNOLOGIES,
}
"""Standard tables whose rows name a company, and where the hub writes them."""
_ENOUGH = 0.5
"""Share of a source's keys that must be companies of the other one."""


@dataclass(frozen=True)
class SameKeys:
    """A source whose keys are those of another system's companies."""

    source: SourceDefinition
    system: str
    shared: int
    keys: int

    @property
    def what(self) -> str:
        return (
            f"{self.shared:,} of its {self.keys:,} company keys are keys of '{self.system}' too, "
            "but count as other companies."
        )

    @property
    def next_step(self) -> str:
        return f"If they mean the same companies, write `system: {self.system}`."


def same_keys(
    sources: Sequence[SourceDefinition], query: Callable[[str], pa.Table]
) -> Iterator[SameKeys]:
    """Every source that probably lacks a `system:`; reads tables only where one may."""
    told = {s.key_system for s in sources if "accounts" in s.tables}
    for source in sources:
        tables = [t for t in source.tables if t in REFERRING and _names_companies(source, t)]
        if tables and source.key_system not in told and not source.system:
            found = [_shared(source, tables, system, query) for system in sorted(told)]
            best = max(found, key=lambda f: f.shared, default=None)
            if best and best.shared >= max(1, _ENOUGH * best.keys):
                yield best


def _names_companies(source: SourceDefinition, table: str) -> bool:
    return table in STANDARD_TABLES and "account" in source.tables[table].fields


def _shared(
    source: SourceDefinition, tables: Sequence[str], system: str, query: Callable[[str], pa.Table]
) -> SameKeys:
    own = " union all ".join(
        f"select {_without_system('account_key', source.key_system)} as key "
        f"from {REFERRING[t]} where source = {literal(source.name)} and account_key is not null"
        for t in tables
    )
    prefix = literal(f"{system}:")
    row = query(
        "select count(*) as keys, count(k.key) as shared "
        f"from (select distinct key from ({own}) as told) as o "
        f"left join (select distinct {_without_system('account_key', system)} as key "
        f"from {Table.ACCOUNT_RECORDS} where starts_with(account_key, {prefix})) as k "
        "on k.key = o.key"
    ).to_pylist()[0]
    return SameKeys(source, system, row["shared"], row["keys"])


def _without_system(key: str, system: str) -> str:
    return f"substr({key}, {len(system) + 2})"


def tell_of_same_keys(
    sources: Sequence[SourceDefinition], query: Callable[[str, str, str], pa.Table]
) -> list[str]:
    """A note for each source that probably lacks a `system:`."""
    step = ("keys_of_others", "equal keys of two systems are two companies")
    found = same_keys(sources, lambda sql: query(*step, sql))
    return [f"{f.source.name}: {f.what} {f.next_step}" for f in found]
