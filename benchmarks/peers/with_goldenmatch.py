"""GoldenMatch as it configures itself.

Usage: with_goldenmatch.py RECORDS OUT, see benchmarks/identity.py.
"""

import sys
from pathlib import Path

import goldenmatch
import pyarrow as pa
import pyarrow.parquet as pq

TOLD = ("name", "street", "postcode", "city", "country", "phone", "domain", "registration_id")


def write_clusters(records: str, out: Path) -> None:
    table = pq.read_table(records)
    filled = [c for c in TOLD if table[c].null_count < len(table)]
    found = goldenmatch.dedupe_df(
        table.select(filled), confidence_required=False, allow_red_config=True
    )
    keys = table["key"].to_pylist()
    rows = [(keys[m], str(c)) for c, told in found.clusters.items() for m in told["members"]]
    clusters = pa.table({"key": [r[0] for r in rows], "cluster": [r[1] for r in rows]})
    pq.write_table(clusters, out / "goldenmatch 3.22, zero configuration.parquet")


if __name__ == "__main__":
    write_clusters(sys.argv[1], Path(sys.argv[2]))
