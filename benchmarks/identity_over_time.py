"""What new records do to the ids of those that were known, and how long a second run takes.

A part of the records, drawn by the hash of their keys, is held back in a first run and there in the
second. The ids are set beside those of the usual way, a cluster named after its smallest record.
"""

import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parent / "peers"))

from with_segmentry import make_workspace


@dataclass(frozen=True)
class Stability:
    """How ids fared between two runs; shares are of the keys that both know."""

    changed: float
    """Keys whose account has another id than before."""
    changed_by_smallest: float
    """The same, were each account named after its smallest key."""
    changed_for_nothing: int
    """Accounts of the very same keys with another id."""
    leading_nowhere: int
    """Ids of before that neither live nor were merged into one that does."""


@dataclass(frozen=True)
class Grown:
    """A set that grew, what it cost and how its ids fared."""

    set: str
    known: int
    new: int
    first_seconds: float
    second_seconds: float
    stability: Stability


def grow(name: str, folder: Path, new: int, work: Path) -> Grown:
    """Run the records of a set without `new` of them, then with all."""
    import segmentry as sg

    shutil.rmtree(work, ignore_errors=True)
    known = hold_back(folder / "sources", work / "sources", new)
    workspace = sg.open_workspace(make_workspace(work / "sources", work / "workspace"))
    first, before = _run(workspace)
    shutil.copytree(folder / "sources", work / "sources", dirs_exist_ok=True)
    second, after = _run(workspace)
    merged = workspace.last_run.query(
        "select account_id, other_id from identity_events where event = 'merged' order by as_of"
    )
    into = dict(zip(*(merged[c].to_pylist() for c in ("account_id", "other_id")), strict=True))
    shutil.rmtree(work)
    return Grown(name, known, new, first, second, stability(before, after, into))


def hold_back(sources: Path, folder: Path, new: int) -> int:
    """Write the sources without `new` records; gives the number of those left."""
    folder.mkdir(parents=True)
    files = sorted(sources.glob("*.parquet"))
    with duckdb.connect() as db:
        keys = " union all ".join(f"select '{f.stem}:' || key as key from '{f}'" for f in files)
        db.execute(
            f"create table held as select key from ({keys}) order by md5(key), key limit {new}"
        )
        counted = 0
        for file in files:
            left = f"from '{file}' as r anti join held as h on h.key = '{file.stem}:' || r.key"
            db.sql(f"select * {left}").to_parquet(str(folder / file.name))
            counted += int(db.sql(f"select count(*) {left}").fetchall()[0][0])
    return counted


def _run(workspace: Any) -> tuple[float, pa.Table]:
    start = time.perf_counter()
    run = workspace.run()
    seconds = time.perf_counter() - start
    return seconds, run.query("select account_key as key, account_id as id from identity")


def stability(before: pa.Table, after: pa.Table, merged_into: Mapping[str, str]) -> Stability:
    """Compare two tables (key, id)."""
    with duckdb.connect() as db:
        for name, table in (("old_ids", before), ("new_ids", after)):
            db.register("arriving", table)
            db.execute(
                f"create table {name} as select key, id, min(key) over (partition by id) as smallest,"
                " md5(string_agg(key, ' ') over (partition by id order by key"
                " rows between unbounded preceding and unbounded following)) as members"
                " from arriving"
            )
        row = db.sql(_COMPARED).fetchall()[0]
    living = set(after["id"].to_pylist())
    nowhere = [i for i in set(before["id"].to_pylist()) if _end(i, merged_into, living) is None]
    return Stability(float(row[0] or 0), float(row[1] or 0), int(row[2]), len(nowhere))


_COMPARED = """
    select avg(case when o.id <> n.id then 1 else 0 end),
           avg(case when o.smallest <> n.smallest then 1 else 0 end),
           count(distinct o.id) filter (where o.members = n.members and o.id <> n.id)
    from old_ids as o join new_ids as n on n.key = o.key
"""


def _end(account: str, merged_into: Mapping[str, str], living: set[str]) -> str | None:
    """The living id that an id leads to."""
    seen: set[str] = set()
    while account not in living:
        if account in seen or account not in merged_into:
            return None
        seen.add(account)
        account = merged_into[account]
    return account
