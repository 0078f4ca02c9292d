"""How well clusters of records match the truth, counted from contingency tables, never pair by pair.

Clusters are a Parquet file of (key, cluster) and, where a matcher also tells groups of companies,
`company_group`. The truth is one of (key, entity, company_group). A key that no cluster names stands
alone; a key that the truth does not know is left out.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True)
class Score:
    """Pairs after transitive closure, B-cubed, and what became of relatives."""

    precision: float
    recall: float
    f1: float
    b_cubed: float
    relatives_merged: int
    """Pairs of one group but of two entities that share a cluster."""
    group_f1: float
    """Pairs of one group found together; by cluster where no groups are told."""


def score(clusters: Path, truth: Path) -> Score:
    """Compare clusters with the truth."""
    with duckdb.connect() as db:
        _join(db, clusters, truth)
        together = _pairs(db, "cluster, entity")
        claimed, true = _pairs(db, "cluster"), _pairs(db, "entity")
        precision, recall = _share(together, claimed), _share(together, true)
        return Score(
            precision, recall, harmonic(precision, recall), _b_cubed(db),
            _pairs(db, "cluster, company_group") - together, _group_f1(db),
        )  # fmt: skip


def harmonic(precision: float, recall: float) -> float:
    """The F1 of a precision and a recall."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _join(db: duckdb.DuckDBPyConnection, clusters: Path, truth: Path) -> None:
    db.read_parquet(str(clusters)).create("told")
    db.read_parquet(str(truth)).create("truth")
    tells_groups = "company_group" in db.table("told").columns
    told_group = "coalesce(c.company_group, c.cluster)" if tells_groups else "c.cluster"
    db.execute(
        "create table both_sides as select t.key, t.entity, t.company_group, "
        "coalesce(cast(c.cluster as varchar), 'alone ' || t.key) as cluster, "
        f"coalesce(cast({told_group} as varchar), 'alone ' || t.key) as told_group "
        "from truth as t left join told as c on c.key = t.key"
    )


def _pairs(db: duckdb.DuckDBPyConnection, columns: str) -> int:
    """Pairs of records that agree in all these columns."""
    counted = f"select count(*) as n from both_sides group by {columns}"
    return int(
        db.sql(f"select coalesce(sum(n * (n - 1) // 2), 0) from ({counted})").fetchall()[0][0]
    )


def _group_f1(db: duckdb.DuckDBPyConnection) -> float:
    together = _pairs(db, "told_group, company_group")
    return harmonic(
        _share(together, _pairs(db, "told_group")), _share(together, _pairs(db, "company_group"))
    )


def _b_cubed(db: duckdb.DuckDBPyConnection) -> float:
    """Per record the share of its cluster, and of its entity, that belongs with it."""
    precision, recall = db.sql(
        "select sum(n * n / c) / sum(n), sum(n * n / e) / sum(n) from ("
        "select n, sum(n) over (partition by cluster) as c, sum(n) over (partition by entity) as e "
        "from (select cluster, entity, count(*) as n from both_sides group by cluster, entity))"
    ).fetchall()[0]
    return harmonic(precision, recall)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
