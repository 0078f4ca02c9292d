"""Splink on people, without labels: the comparisons and rules of its own example for Febrl.

Usage: with_splink_people.py RECORDS OUT, see benchmarks/identity.py. One file of clusters a threshold.
"""

import logging
import sys
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLDS = (0.5, 0.9, 0.95, 0.99)
COMPARED = [
    cl.NameComparison("given_name"),
    cl.NameComparison("surname"),
    cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
    cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
    cl.JaroWinklerAtThresholds("street", [0.9]),
    cl.DamerauLevenshteinAtThresholds("postcode", [2]),
]
BLOCKS = (
    ("soc_sec_id",),
    ("given_name", "surname"),
    ("given_name", "postcode"),
    ("surname", "postcode"),
    ("date_of_birth",),
    ("street",),
)
SURE = (("soc_sec_id",), ("given_name", "surname", "date_of_birth"), ("street", "date_of_birth"))


def write_clusters(records: str, out: Path) -> None:
    api = DuckDBAPI(connection=duckdb.connect())
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="key",
        comparisons=COMPARED,
        blocking_rules_to_generate_predictions=[block_on(*b) for b in BLOCKS],
    )
    table = api.register(duckdb.sql(f"from '{records}'").to_arrow_table(), table_name="records")
    linker = Linker(table, settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*s) for s in SURE], recall=0.8
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=7)
    for column in ("date_of_birth", "surname"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    pairs = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    for threshold in THRESHOLDS:
        found = linker.clustering.cluster_pairwise_predictions_at_threshold(
            pairs, threshold_match_probability=threshold
        )
        told = found.as_duckdbpyrelation().project("key, cast(cluster_id as varchar) as cluster")
        told.to_parquet(str(out / f"Splink 5, threshold {threshold}.parquet"))


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    write_clusters(sys.argv[1], Path(sys.argv[2]))
