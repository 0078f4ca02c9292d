"""Whatever mixture of values a driver gives, a column has one type and loses nothing."""

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from segmentry.sources.databases.rows import Spool, column_list

DAY, MOMENT = dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 12, 30)


def spooled(folder, *batches):
    """Type and values of one column, brought in batches."""
    spool = Spool(folder, column_list(["c"]))
    for batch in batches:
        spool.add([(value,) for value in batch])
    spool.close()
    with duckdb.connect() as connection:
        found = connection.execute(spool.query("t")).fetchall()
    assert [row[2] for row in found] == list(range(1, spool.rows + 1))
    return spool.columns[0].type, [row[0] for row in found]


@pytest.mark.parametrize(
    ("batches", "type_", "values"),
    [
        ([[1, None], [2]], "BIGINT", [1, None, 2]),
        ([[None], [None]], "VARCHAR", [None, None]),
        ([[None], [DAY]], "DATE", [None, DAY]),
        ([[True], [False]], "BOOLEAN", [True, False]),
        ([[1], [2.5]], "DOUBLE", [1.0, 2.5]),
        ([[1, 2.5]], "DOUBLE", [1.0, 2.5]),
        ([[DAY], [MOMENT]], "TIMESTAMP", [dt.datetime(2024, 2, 29), MOMENT]),
        ([[DAY, MOMENT]], "TIMESTAMP", [dt.datetime(2024, 2, 29), MOMENT]),
        ([[1], ["a"], [DAY]], "VARCHAR", ["1", "a", "2024-02-29"]),
        ([[True, "a"]], "VARCHAR", ["true", "a"]),
        ([[Decimal("1.50")], [7]], "DECIMAL(18,2)", [Decimal("1.50"), Decimal("7.00")]),
        ([[2**70, 1]], "DECIMAL(38,0)", [Decimal(2**70), Decimal(1)]),
        ([[Decimal("1E+30"), Decimal("0.1")]], "DECIMAL(38,1)", [Decimal(10**30), Decimal("0.1")]),
        ([[Decimal("1E+40")], [Decimal("0.5")]], "VARCHAR", ["1" + "0" * 40, "0.5"]),
        ([[Decimal("NaN"), Decimal("1.5")]], "VARCHAR", ["NaN", "1.5"]),
        ([[b"\x00\xff"]], "VARCHAR", ["AP8="]),
        ([["a\0b"]], "VARCHAR", ["ab"]),
        ([[{"a": [Decimal("1.5"), DAY]}]], "VARCHAR", ['{"a": ["1.5", "2024-02-29"]}']),
        ([[dt.time(1, 2, 3)]], "VARCHAR", ["01:02:03"]),
    ],
)
def test_a_column_has_one_type_for_all_its_batches(tmp_path, batches, type_, values):
    assert spooled(tmp_path, *batches) == (type_, values)


def test_moments_with_a_zone_become_utc(tmp_path):
    east = dt.timezone(dt.timedelta(hours=2))
    _, values = spooled(tmp_path, [dt.datetime(2024, 3, 1, 1, 30, tzinfo=east)])
    assert values == [dt.datetime(2024, 2, 29, 23, 30)]
