"""dedupe 3.0.3, which learns from sixty answers that the truth beside RECORDS gives it.

Usage: with_dedupe.py RECORDS OUT, see benchmarks/identity.py.
"""

import random
import sys
from pathlib import Path

import dedupe
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from dedupe import variables

ANSWERS = 60
TOLD = ("bare", "street", "postcode", "city", "phone", "domain", "registration_id")


def write_clusters(records: Path, out: Path) -> None:
    random.seed(7)
    np.random.seed(7)
    table = pq.read_table(records)
    filled = [c for c in TOLD if table[c].null_count < len(table)]
    rows = {r["key"]: {c: r[c] for c in filled} | {"key": r["key"]} for r in table.to_pylist()}
    variable = {"bare": variables.String("bare")} | {
        c: variables.String(c, has_missing=True) for c in filled if c != "bare"
    }
    deduper = dedupe.Dedupe(list(variable.values()), num_cores=1)
    deduper.prepare_training(rows, sample_size=15_000)
    _answer(deduper, records.parent / "truth.parquet")
    deduper.train(recall=0.9)
    _write(deduper.partition(rows, 0.5), out)


def _answer(deduper: dedupe.Dedupe, truth: Path) -> None:
    told = pq.read_table(truth)
    entity = dict(zip(told["key"].to_pylist(), told["entity"].to_pylist(), strict=True))
    for _ in range(ANSWERS):
        pair = deduper.uncertain_pairs()[0]
        is_same = entity[pair[0]["key"]] == entity[pair[1]["key"]]
        answer = {"match": [], "distinct": []}
        answer["match" if is_same else "distinct"].append(pair)
        deduper.mark_pairs(answer)


def _write(found: list, out: Path) -> None:
    rows = [(key, str(n)) for n, (members, _) in enumerate(found) for key in members]
    table = pa.table({"key": [r[0] for r in rows], "cluster": [r[1] for r in rows]})
    pq.write_table(table, out / f"dedupe 3.0.3, {ANSWERS} answers.parquet")


if __name__ == "__main__":
    write_clusters(Path(sys.argv[1]), Path(sys.argv[2]))
