"""Splink without labels: Jaro-Winkler levels with term frequencies, u by sampling, EM twice.

Usage: with_splink.py RECORDS OUT, see benchmarks/identity.py. One file of clusters a threshold.
"""

import logging
import sys
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.internals.splink_dataframe import SplinkDataFrame

THRESHOLDS = (0.5, 0.9, 0.95, 0.99, 0.999, 0.9999, 0.99999)
BLOCKS = (
    ("registration_id",),
    ("bare",),
    ("phone",),
    ("domain", "name_start"),
    ("street", "postcode"),
    ("postcode", "name_start"),
    ("city", "name_start"),
    ("name_start", "street"),
)


def write_clusters(records: str, out: Path) -> None:
    db = duckdb.connect()
    table = db.sql(f"select *, substr(bare, 1, 4) as name_start from '{records}'").to_arrow_table()
    filled = {c for c in table.column_names if table[c].null_count < len(table)}
    api = DuckDBAPI(connection=db)
    linker = Linker(api.register(table, table_name="records"), _settings(filled))
    _train(linker, filled)
    pairs = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    for threshold in THRESHOLDS:
        _write(linker, pairs, threshold, out)


def _settings(filled: set[str]) -> SettingsCreator:
    compared = [
        cl.JaroWinklerAtThresholds("bare", [0.95, 0.88, 0.8])
        .configure(term_frequency_adjustments=True)
    ]  # fmt: skip
    if "street" in filled:
        compared.append(cl.JaroWinklerAtThresholds("street", [0.95, 0.88]))
    for column in ("postcode", "city", "phone", "domain"):
        if column in filled:
            exact = cl.ExactMatch(column).configure(term_frequency_adjustments=True)
            compared.append(exact)
    compared += [cl.ExactMatch(c) for c in ("country", "registration_id") if c in filled]
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        comparisons=compared,
        blocking_rules_to_generate_predictions=[block_on(*b) for b in _blocks(filled)],
    )


def _blocks(filled: set[str]) -> list[tuple[str, ...]]:
    known = [b for b in BLOCKS if filled.issuperset(b)]
    return known if len(known) > 1 else [*known, ("name_start",)]


def _train(linker: Linker, filled: set[str]) -> None:
    sure = [("bare", c) for c in ("phone", "street", "domain") if c in filled] or [("bare",)]
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*s) for s in sure], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=7)
    other = next((c for c in ("phone", "street") if c in filled), None)
    for rule in ("bare", other) if other else ("name_start",):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(rule))


def _write(linker: Linker, pairs: SplinkDataFrame, threshold: float, out: Path) -> None:
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=threshold
    )
    relation = clusters.as_duckdbpyrelation().project("key, cast(cluster_id as varchar) as cluster")
    relation.to_parquet(str(out / f"Splink 5, threshold {threshold}.parquet"))


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    write_clusters(sys.argv[1], Path(sys.argv[2]))
