"""Queries in Spark's words; that they answer alike is held by tests/contracts."""

import pytest

from segmentry.engine.dialect import to_duckdb_type, to_spark
from segmentry.errors import InternalError

TABLES = {
    "t": {"n": "BIGINT", "x": "DOUBLE", "m": "DECIMAL(18,4)", "v": "VARCHAR", "d": "DATE"},
    "u": {"n": "BIGINT", "w": "VARCHAR"},
}


def spark(sql: str) -> str:
    return to_spark(sql, lambda name: TABLES.get(name, {}))


@pytest.mark.parametrize(
    ("duckdb", "expected"),
    [
        ("cast(n as bigint)", "CAST(n AS BIGINT)"),
        ("cast(x as bigint)", "CAST(RINT(x) AS BIGINT)"),
        ("cast(m as bigint)", "CAST(ROUND(m) AS BIGINT)"),
        ("try_cast(v as bigint)", "TRY_CAST(ROUND(TRY_CAST(v AS DECIMAL(38, 10))) AS BIGINT)"),
        ("round(m, 2)", "ROUND(m, 2)"),
        ("round(x, 2)", "(ROUND(x * 1e2) / 1e2)"),
        ("n / nullif(m, 0)", "(CAST(n AS DOUBLE) / CAST(NULLIF(m, 0) AS DOUBLE))"),
        ("n // 2", "n DIV 2"),
        ("d - date '2024-01-01'", "DATEDIFF(d, CAST('2024-01-01' AS DATE))"),
        ("quantile_disc(m, 0.5)", "PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY m)"),
        ("quantile_cont(x, 0.5)", "PERCENTILE(x, 0.5)"),
        ("arg_max(v, n)", "MAX_BY(v, n) FILTER(WHERE NOT v IS NULL)"),
        ("concat('a', v)", "CONCAT('a', COALESCE(v, ''))"),
    ],
)
def test_the_meaning_of_a_word_depends_on_its_type(duckdb: str, expected: str) -> None:
    assert expected in spark(f"select {duckdb} as c from t")


def test_types_are_known_through_subqueries_joins_and_stars() -> None:
    rows = "(select x as y, n from a) as b join u using (n)"
    sql = f"with a as (select * from t) select cast(b.y as bigint) as c from {rows}"
    assert "CAST(RINT(b.y) AS BIGINT)" in spark(sql)


def test_a_star_that_replaces_is_written_out() -> None:
    translated = spark("select * replace ('z' as v) from t")
    assert translated == "SELECT `n`, `x`, `m`, 'z' AS v, `d` FROM t"


def test_a_union_by_name_names_the_columns_of_both_sides() -> None:
    translated = spark("select n, v from t union all by name select w, n from u")
    assert "SELECT `n`, `v`, NULL AS `w` FROM" in translated
    assert "SELECT `n`, NULL AS `v`, `w` FROM" in translated
    assert "BY NAME" not in translated


def test_names_and_texts_are_quoted_as_spark_does() -> None:
    assert spark("select 'it''s' as \"a b`c\"") == "SELECT 'it\\'s' AS `a b``c`"


@pytest.mark.parametrize(
    "sql",
    [
        "selec 1",
        "select regexp_replace(v, 'a', 'b') as c from t",
        "select date_diff('hour', d, d) as c from t",
        "select quantile_disc(m * m, 0.5) as c from t",
        "select regexp_matches(v, w) as c from t join u using (n)",
    ],
)
def test_what_is_not_translated_is_refused(sql: str) -> None:
    with pytest.raises(InternalError, match=r"A query failed: .*not translated"):
        spark(sql)


@pytest.mark.parametrize(
    ("spark_type", "duckdb_type"),
    [
        ("string", "VARCHAR"),
        ("decimal(18,4)", "DECIMAL(18,4)"),
        ("timestamp_ntz", "TIMESTAMP"),
        ("array<string>", "TEXT[]"),
    ],
)
def test_types_have_their_names_in_duckdb(spark_type: str, duckdb_type: str) -> None:
    assert to_duckdb_type(spark_type) == duckdb_type
