"""The least one can do: the same normalised name with the same phone, street or domain.

Usage: with_exact_keys.py RECORDS OUT, see benchmarks/identity.py.
"""

import sys
from pathlib import Path

import duckdb

EVIDENCE = ("phone", "street", "domain")


def write_clusters(records: str, out: Path) -> None:
    with duckdb.connect() as db:
        db.read_parquet(records).create("records")
        db.execute(f"create table evidence as {_evidence(db)}")
        db.execute("create table labels as select key, key as cluster from records")
        while _spread(db):
            pass
        db.table("labels").to_parquet(str(out / "exact keys.parquet"))


def _evidence(db: duckdb.DuckDBPyConnection) -> str:
    """Name with another field; in a list of names alone, the name."""
    there = [c for c in EVIDENCE if db.sql(f"select count({c}) from records").fetchall() != [(0,)]]
    values = [f"'{c} ' || bare || '|' || {c}" for c in there] or ["bare"]
    told = " union all ".join(f"select key, {v} as value from records" for v in values)
    return f"select * from ({told}) where value is not null"


def _spread(db: duckdb.DuckDBPyConnection) -> bool:
    """Give every key the smallest label of those it shares a value with; whether any changed."""
    db.execute(
        "create or replace table next_labels as "
        "select l.key, coalesce(min(s.cluster), l.cluster) as cluster from labels as l "
        "left join evidence as e using (key) left join ("
        "select value, min(cluster) as cluster from evidence join labels using (key) group by value"
        ") as s using (value) group by l.key, l.cluster"
    )
    changed = db.sql(
        "select count(*) from labels as l join next_labels as n using (key) "
        "where l.cluster <> n.cluster"
    ).fetchall()
    db.execute("create or replace table labels as select * from next_labels")
    return changed != [(0,)]


if __name__ == "__main__":
    write_clusters(sys.argv[1], Path(sys.argv[2]))
