"""Who is listed by closeness to an ideal customer."""

import duckdb
import pyarrow as pa

from segmentry.workspace import Run


class _Accounts(Run):
    """A run of five accounts, one of each stage and one whose stage is unknown."""

    def __init__(self) -> None:
        stages = ["customer", "lapsed", "prospect", "lost", None]
        self.values = duckdb.sql(
            "select unnest(?) as lifecycle_stage, unnest(?) as account_id, unnest(?) as label, "
            "unnest([90.0, 80.0, 70.0, 60.0, 50.0]) as ideal_fit, '' as ideal_fit_reasons",
            params=[stages, list("abcde"), list("ABCDE")],
        ).to_arrow_table()

    def query(self, sql: str) -> pa.Table:
        connection = duckdb.connect()
        connection.register("variable_values", self.values)
        return connection.sql(sql).to_arrow_table()


def test_who_bought_before_is_no_prospect() -> None:
    assert [r["account_id"] for r in _Accounts().fits("ideal", prospects=True)] == ["c", "d", "e"]


def test_all_are_listed_by_their_fit() -> None:
    assert [r["account_id"] for r in _Accounts().fits("ideal", top=2)] == ["a", "b"]
