"""What a run did to accounts: which merged, split, were minted, and which no source tells of."""

from dataclasses import dataclass
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.model.tables import Table

Row = dict[str, Any]
BEFORE = "_before"
"""Added to a table's name: the table as the run before left it."""
COMPARED = (Table.IDENTITY_EVENTS, Table.PROFILES, Table.CONTACT_IDENTITY)

EVENTS = ("minted", "merged", "split", "moved")
_EVENT = "account_id, event, other_id, as_of, evidence"
_FRESH = f"""
    select {_EVENT} from {Table.IDENTITY_EVENTS}
    except all select {_EVENT} from {Table.IDENTITY_EVENTS}{BEFORE}
"""
"""The same may happen again, so it counts how often."""


@dataclass(frozen=True)
class Arrivals:
    """Keys that the run before did not have: in accounts that it had, and in new ones."""

    joined: int
    others: int
    companies: int
    """New accounts that the other keys make."""

    def __str__(self) -> str:
        new = "1 new company" if self.companies == 1 else f"{self.companies:,} new companies"
        if self.others > self.companies:
            new = f"{self.others:,} make {new}"
        parts = (new if self.others else "", f"{self.joined:,} joined known ones"
                 if self.joined else "")  # fmt: skip
        return ", ".join(filter(None, parts))


def arrivals(engine: Engine) -> Arrivals:
    """Counts new keys, against identity as the run before left it."""
    (row,) = engine.query(
        f"""
        with fresh as (
            select i.account_id, k.account_id is not null as is_known from {Table.IDENTITY} as i
            anti join {Table.IDENTITY}{BEFORE} as b on b.account_key = i.account_key
            left join (select distinct account_id from {Table.IDENTITY}{BEFORE}) as k
              on k.account_id = i.account_id
        )
        select count(*) filter (where is_known) as joined,
               count(*) filter (where not is_known) as others,
               count(distinct account_id) filter (where not is_known) as companies
        from fresh
        """
    ).to_pylist()
    return Arrivals(**row)


def counted(engine: Engine) -> dict[str, int]:
    """How many accounts were minted, merged and split, how many keys moved from one account to
    another, and how many accounts have no key any more."""
    found = engine.query(
        f"select event, count(*) as n from ({_FRESH}) as fresh group by event"
    ).to_pydict()
    counts = dict(zip(found["event"], found["n"], strict=True))
    return {e: counts.get(e, 0) for e in EVENTS} | {"gone": _gone(engine)}


def happened(engine: Engine) -> list[Row]:
    """The merges, splits and moves, each with the names of both accounts."""
    rows: list[Row] = engine.query(
        f"""
        with names as (
            select account_id, label from {Table.PROFILES}
            union all
            select account_id, label from {Table.PROFILES}{BEFORE}
            where account_id not in (select account_id from {Table.PROFILES})
        )
        select f.event, f.account_id, a.label, f.other_id, b.label as other_label, f.evidence,
               f.as_of
        from ({_FRESH}) as f
        left join names as a on a.account_id = f.account_id
        left join names as b on b.account_id = f.other_id
        where f.event <> 'minted'
        order by f.event, lower(a.label), f.account_id, f.other_id
        """
    ).to_pylist()
    return rows


def _gone(engine: Engine) -> int:
    found = engine.query(
        f"""
        select count(*) as n from {Table.PROFILES}{BEFORE} as b
        where b.account_id not in (select account_id from {Table.PROFILES})
          and b.account_id not in (select account_id from ({_FRESH}) as f where event = 'merged')
        """
    )
    return int(found["n"][0].as_py())
