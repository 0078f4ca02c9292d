"""DuckDB and Spark give one answer to every question that our SQL can ask."""

# ruff: noqa: E501 - a question a line
import math
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from segmentry.engine.contract import Engine
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.spark import SparkEngine

pytestmark = pytest.mark.spark

TEXTS = [
    None, "", " ", "a", "Abc dEf", "12.7", " 42 ", "-3.5", "1e3", "1d", "nan", "inf", "x1.2.3",
    "2024-02-29", "2023-02-29", "2024/1/2", "2024", "2024-01-02T10:00:00", "1.3.2024", "01.03.2024",
    " 1.3.2024 ", "31.02.2024", "12/31/99 11:59 PM", "5 Mar 2024", "line\nbreak", "ends\n",
    "a.b-c_d", "ÄÖÜ straße", "ΟΔΥΣΣΕΥΣ", "İstanbul", "\u00a0wide\u2003", "顧客 GmbH & Co. KG", "[x] {y} $5",
    "back\\slash", "it's", "1,234.50", "EUR 12", "tab\tstop", "20240305",
]  # fmt: skip
REALS = [
    None, 0.0, 0.5, 1.5, 2.5, -0.5, -2.5, 2.675, 1.00005, 0.1 + 0.2, 1e15, 1e16, 123456789.125, 1e-5, -1e20,
    1 / 3, 2 / 3, 99.995, 1234567.891,
]  # fmt: skip
MONEY = [
    None,
    "0",
    "0.5000",
    "1.5000",
    "2.5000",
    "-2.5000",
    "0.0001",
    "99999999999999.9999",
    "12.3456",
]
NUMBERS = [None, 0, 1, -1, 2, 7, -7, 10, 2**40]

# One row for each value; the columns of one line are asked in one query.
ON_TEXT = (
    "lower(v) as a, upper(left(v, 3)) as b, trim(v) as c, length(v) as d, substr(v, 2, 3) as e",
    "try_cast(v as bigint) as a, try_cast(v as decimal(18,4)) as b, try_cast(v as boolean) as e",
    "try_cast(v as double) as a, try_cast(nullif(v, 'inf') as date) as b",
    "regexp_matches(v, '^[a-z]+$') as a, regexp_replace(v, '[^a-zA-Z0-9]+', '_', 'g') as b",
    "regexp_extract(v, '([0-9]+)[.]([0-9]*)', 2) as a, regexp_extract(v, '(?i)(ä|gmbh).*$', 1) as b",
    r"regexp_replace(v, '(\w)(\d)', '\2$\1', 'g') as a, regexp_matches(v, '\s$') as b",
    r"regexp_replace(v, '[\s\p{Z}\p{Cc}]+', ' ', 'g') as a, regexp_matches(v, '[[\]{}]') as b",
    r"regexp_matches(v, '\p{Greek}') as a, regexp_extract(v, '.+') as b, regexp_matches(v, 's$') as c",
    "contains(v, '.') as a, strpos(v, '2') as b, lpad(v, 4, '0') as c, replace(v, 'a', '''') as d",
    "concat('<', v, '>') as a, '<' || v || '>' as b, starts_with(v, '1') as c, md5(v) as d",
    "str_split(v, ' ') as a, list_contains(['a', '42'], trim(v)) as b, v is distinct from 'a' as c",
    "array_to_string(list_transform(str_split(v, ' '), lambda w: upper(left(w, 1))), '+') as a",
    "map(['a', 'b'], ['x', 'y'])[v] as a, str_split(v, '.')[2] as b, str_split(v, '.')[-1] as c",
    "try_strptime(v, '%d.%m.%Y') as a, try_strptime(v, '%m/%d/%y %I:%M %p') as b",
    "try_strptime(v, '%d %b %Y') as a, try_strptime(v, '%Y%m%d') as b, try_strptime(v, '%Y') as c",
    "translate(v, 'abc', 'xy') as a, nullif(v, 'a') as b, coalesce(v, 'none') as c, v in ('a', '') as d",
    "v like '%.%' as a, v between '1' and 'a' as b, case v when 'a' then 1 else 2 end as c",
)
ON_REALS = (
    "round(v, 2) as a, round(v) as b, try_cast(v as decimal(18,4)) as c, floor(v) as d, abs(v) as e",
    "try_cast(v as bigint) as a, cast(v as varchar) as b, v / 3 as c, v / 0 as d, sign(v) as e",
    "v * 1.5 as a, v + 1 as b, v > 0.3 as c, 1e0 / 3 * v as d, greatest(v, 1) as e, -v as f",
    "v / nullif(round(v), 0) as a, least(v, null) as b, isnan(v) as c",
    "case when abs(v) < 1e12 then try_cast(v as decimal(28,6)) end as a",
)
ON_MONEY = (
    "cast(v as bigint) as a, round(v, 2) as b, v / 3 as c, v / 0 as d, cast(v as varchar) as e",
    "cast(v as double) as a, v + v as b, -v as c, abs(v) as d, v > 1.5 as e, v + 0.5 as f",
)
ON_NUMBERS = (
    "v / 2 as a, v // 2 as b, v % 3 as c, v * 1.25 as d, cast(v as varchar) as e, v / 0 as f",
    "date '2024-01-31' + cast(v % 100 as integer) as a, sign(v) as b, v % 9 * v as c, v in (1, 2) as d",
    "date_diff('day', date '2024-01-31', date '2024-01-31' + cast(v % 100 as integer)) as a",
    "date_diff('month', date '2024-01-31', date '2024-01-31' + cast(v % 100 as integer)) as a, "
    "date '2024-03-01' - (date '2024-01-31' + cast(v % 100 as integer)) as b",
    "cast(date_trunc('month', date '2024-01-31' + cast(v % 100 as integer)) as date) as a, "
    "year(date '2024-01-31' + cast(v % 400 as integer)) as b",
    "timestamp '2024-01-31 10:30:00' - interval 1 minute * cast(v % 100 as integer) as a, "
    "cast(timestamp '2024-01-31 23:30:00' as date) as b, epoch_ms(v % 1000 * 1000) as c",
)
OVER_ALL = (
    "select count(*) as a, count(v) as b, sum(v) as c, min(v) as d, max(v) as e, avg(v) as f from {t}",
    "select quantile_disc(v, 0.25) as a, quantile_disc(v, [0.2, 0.5, 0.8]) as b from {t}",
    "select median(v) as a, quantile_cont(v, 0.9) as b, count(distinct v) as c from {t}",
    "select v, row_number() over (order by v desc nulls last) as a, cume_dist() over (order by v) as b, "
    "sum(v) over (order by v rows between 1 preceding and current row) as c from {t}",
    "select v > 1 as k, count(*) as n, sum(v) filter (where v > 0) as s, bool_or(v > 2) as b from {t} "
    "group by v > 1",
    "select grouping(g) as a, g, count(*) as n from (select v > 1 as g from {t}) as x "
    "group by grouping sets ((g), ())",
)
WHOLE = (
    "select string_agg(distinct v, ', ' order by v) as a from texts",
    "select length(v) as k, string_agg(v, '; ' order by v) as a from texts group by length(v)",
    "select arg_max(v, {'known': length(v), 'name': v}) as a, min_by(v, v) as b from "
    "(select * from texts where length(v) in (1, 38) or v is null) as t",
    "select max_by(v, {'day': case when v <> 'a' then v end, 'name': v}) as a from texts where length(v) < 9",
    "select v as k from texts as t anti join numbers as n on cast(n.v as varchar) = t.v",
    "select k from (select v as k from texts) as t semi join (select lower(v) as k from texts) as u using (k)",
    "select a.v as v, b.v as w from numbers as a full join (select v + 1 as v from numbers) as b using (v)",
    "select * replace (v + 1 as v) from numbers",
    "select * exclude (w) from (select v, 1 as w from numbers) as t",
    "select 1 as a, 2 as b union all by name select 'x' as c, 3 as a",
    "select cast(range as date) as m from range(date '2024-01-15', date '2024-06-15', interval 1 month)",
    "select unnest(range(1, 4)) as n",
    "select x, y from (values (1, 'a'), (2, null)) as t(x, y) order by y nulls first",
    "with b as (select v from numbers where v > 0) select b.v, (select max(v) from b) as m from b",
    "select v from numbers qualify row_number() over (order by v desc nulls last) <= 2",
    "select v, lead(v) over (order by v nulls first) as n from numbers",
    "select v from numbers where v not in (select v from numbers where v > 5)",
    "select (min_by({'value': v}, v) filter (where v > 0)).value as a from numbers",
)


@pytest.fixture(scope="module")
def engines(
    spark: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, Engine]]:
    folder: Path = tmp_path_factory.mktemp("engines")
    both = DuckDBEngine(folder, threads=2), SparkEngine(folder)
    for engine in both:
        engine.load("texts", pa.table({"v": pa.array(TEXTS, pa.string())}))
        engine.load("reals", pa.table({"v": pa.array(REALS, pa.float64())}))
        money = [None if m is None else Decimal(m) for m in MONEY]
        engine.load("money", pa.table({"v": pa.array(money, pa.decimal128(18, 4))}))
        engine.load("numbers", pa.table({"v": pa.array(NUMBERS, pa.int64())}))
    yield both
    for engine in both:
        engine.close()


def told(engine: Engine, sql: str) -> list[str]:
    rows = engine.query(sql).to_pylist()
    return sorted(repr({name: plain(value) for name, value in row.items()}) for row in rows)


def plain(value: object) -> object:
    """A value whatever the width of its type."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else value.normalize()
    if isinstance(value, float):
        return "nan" if math.isnan(value) else value
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value


COLUMNS = (
    *(("texts", c) for c in ON_TEXT),
    *(("reals", c) for c in ON_REALS),
    *(("money", c) for c in ON_MONEY),
    *(("numbers", c) for c in ON_NUMBERS),
)


@pytest.mark.parametrize(("table", "columns"), COLUMNS)
def test_expressions(engines: tuple[Engine, Engine], table: str, columns: str) -> None:
    sql = f"select v, {columns} from {table}"
    duckdb, spark = (told(engine, sql) for engine in engines)
    assert spark == duckdb


@pytest.mark.parametrize("table", ["reals", "money", "numbers"])
@pytest.mark.parametrize("sql", OVER_ALL)
def test_aggregates_and_windows(engines: tuple[Engine, Engine], table: str, sql: str) -> None:
    # no order is the same for every engine when doubles are added
    rows = f"(select v from {table} where abs(v) < 1e6 and v * 8 = round(v * 8) or v is null)"
    duckdb, spark = (told(engine, sql.format(t=f"{rows} as t")) for engine in engines)
    assert spark == duckdb


def test_quantiles_of_few_and_many(engines: tuple[Engine, Engine]) -> None:
    shares = ("0.05", "0.2", "1.0 / 3", "0.5", "2.0 / 3", "0.95")
    columns = ", ".join(f"quantile_disc(v, {q}) as q{i}" for i, q in enumerate(shares))
    sizes = " union all ".join(
        f"select {n} as n, cast(range as bigint) as v from range({n})" for n in range(1, 41)
    )
    sql = f"select n, {columns} from ({sizes}) as t group by n"
    duckdb, spark = (told(engine, sql) for engine in engines)
    assert spark == duckdb


def test_medians_of_money_are_cut_off_alike(engines: tuple[Engine, Engine]) -> None:
    amounts = "cast(range * range * 7 - 900 as decimal(18,4)) / 7919"
    rows = f"select range % 11 as k, cast({amounts} as decimal(18,4)) as v from range(300)"
    sql = f"select k, median(v) as a, quantile_cont(v, 0.25) as b from ({rows}) as t group by k"
    duckdb, spark = (told(engine, sql) for engine in engines)
    assert spark == duckdb


@pytest.mark.parametrize("sql", WHOLE)
def test_queries(engines: tuple[Engine, Engine], sql: str) -> None:
    duckdb, spark = (told(engine, sql) for engine in engines)
    assert spark == duckdb
