"""recordlinkage's ECM without labels: Jaro-Winkler of the texts, equality of the codes.

Usage: with_recordlinkage.py RECORDS OUT, see benchmarks/identity.py.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import recordlinkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

SIMILAR = {"bare": 0.88, "street": 0.88}
BLOCKS = (
    ["registration_id"], ["bare"], ["phone"], ["domain", "start"], ["street", "postcode"],
    ["postcode", "start"], ["city", "start"], ["start", "street"],
)  # fmt: skip


def write_clusters(records: str, out: Path) -> None:
    frame = pq.read_table(records).to_pandas()
    frame["start"] = frame["bare"].str[:4]
    filled = [c for c in frame.columns if frame[c].notna().any()]
    pairs = _candidates(frame, filled)
    features = _compared(frame, filled, pairs)
    links = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(features)
    _write(frame["key"], links, out)


def _candidates(frame: pd.DataFrame, filled: list[str]) -> pd.MultiIndex:
    known = [b for b in BLOCKS if set(b) <= set(filled)]
    pairs = None
    for block in known if len(known) > 1 else [*known, ["start"]]:
        there = frame.dropna(subset=block)
        indexer = recordlinkage.Index()
        indexer.block(block)
        found = indexer.index(there)
        pairs = found if pairs is None else pairs.union(found)
    return pairs


def _compared(frame: pd.DataFrame, filled: list[str], pairs: pd.MultiIndex) -> pd.DataFrame:
    compare = recordlinkage.Compare()
    for column in ("bare", "street", "postcode", "city", "country", "phone", "domain",
                   "registration_id"):  # fmt: skip
        if column not in filled:
            continue
        if column in SIMILAR:
            compare.string(column, column, method="jarowinkler", threshold=SIMILAR[column])
        else:
            compare.exact(column, column)
    if not set(filled) & {"street", "phone", "domain"}:
        _look_closer(compare)
    return compare.compute(pairs, frame.fillna({c: "" for c in SIMILAR if c in filled}))


def _look_closer(compare: recordlinkage.Compare) -> None:
    """One column of its own decides nothing for ECM: a list of names is compared in four ways."""
    compare.string("bare", "bare", method="qgram", threshold=0.8, label="qgram")
    compare.string("bare", "bare", method="levenshtein", threshold=0.85, label="levenshtein")
    compare.string("bare", "bare", method="cosine", threshold=0.8, label="cosine")


def _write(keys: pd.Series, links: pd.MultiIndex, out: Path) -> None:
    left, right = links.get_level_values(0).to_numpy(), links.get_level_values(1).to_numpy()
    graph = coo_array((np.ones(len(left)), (left, right)), shape=(len(keys), len(keys)))
    labels = connected_components(graph, directed=False)[1]
    table = pa.table({"key": keys.to_numpy(), "cluster": labels.astype(str)})
    pq.write_table(table, out / "recordlinkage 0.16, ECM.parquet")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    write_clusters(sys.argv[1], Path(sys.argv[2]))
