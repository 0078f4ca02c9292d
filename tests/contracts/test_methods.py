"""What every method promises, ours and installed ones."""

from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest
import sqlglot

from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import METHODS, run

_SPEC = spec_from_file_location("bench", Path(__file__).parents[1] / "unit" / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_BENCH = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BENCH)
bench = _BENCH.bench

ACCOUNTS = """
    select 'a' || lpad(cast(i as varchar), 3, '0') as account_id,
        ['large', 'small', 'mid-sized', 'startup'][1 + i % 4] as size_class,
        [5000, 40, 400, 7][1 + i % 4] as employees,
        ['financial services', 'retail', 'healthcare', 'technology'][1 + (i * 7) % 4]
            as industry_group,
        case when i % 9 = 0 then null else ['DE', 'FR', 'US'][1 + i % 3] end as country,
        case when i % 5 = 0 then 0 else 1 + i % 13 end as orders,
        case when i % 5 = 0 then null else i % 13 end as purchase_frequency,
        case when i % 5 = 0 then null else (i * 31) % 365 end as recency_days,
        case when i % 5 = 0 then null else cast((i * 97) % 1000 as decimal(18, 4)) end as aov,
        case when i % 5 = 0 then null else cast((i * 89) % 9000 as decimal(18, 4)) end
            as net_revenue,
        case when i % 5 = 0 then null else cast((i * 89) % 9000 as decimal(18, 4)) end as cltv,
        cast(i % 10 as double) as survey_score,
        case when i % 50 = 49 then 'competitor' end as excluded
    from range(200) as t(i)
"""
SETTINGS: dict[str, dict[str, Any]] = {
    "grid": {"variables": ["size_class", {"variable": "aov", "levels": 2}]},
    "list": {"file": "pilots.csv", "column": "id", "match_by": "account_id"},
    "rules": {
        "segments": [
            {"name": "Large", "where": "size_class = 'large'"},
            {"name": "Buyers", "where": "orders > 5"},
        ]
    },
}


_ASKED = {
    "size_class": "varchar", "employees": "bigint", "industry_group": "varchar",
    "country": "varchar", "orders": "bigint", "purchase_frequency": "bigint",
    "recency_days": "bigint", "aov": "decimal(18, 4)", "net_revenue": "decimal(18, 4)",
    "cltv": "decimal(18, 4)", "survey_score": "double",
}  # fmt: skip
"""What the methods look at, in the settings of these tests."""
NOTHING_GIVEN = "select account_id, 1 as x from (values ('a1'), ('a2'), ('a3')) as b (account_id)"
NOTHING_KNOWN = (
    "select *, "
    + ", ".join(f"cast(null as {type_}) as {name}" for name, type_ in _ASKED.items())
    + f" from ({NOTHING_GIVEN}) as accounts"
)


@pytest.fixture(params=sorted(METHODS.all))
def method(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def placed(bench: Callable[..., Any], method: str, tmp_path: Path) -> Callable[..., Any]:
    """Places the accounts by the method."""
    (tmp_path / "pilots.csv").write_text("id,note\na001,x\na002,y\nnobody,z\na049,excluded\n")

    def go(order: str = "account_id", **more: Any) -> Any:
        definition = SegmentationDefinition(
            name="it", method=method, version="v1", settings=SETTINGS.get(method, {}), **more
        )
        made = bench(ACCOUNTS, [definition])
        values = made.context.engine.query(f"select * from variable_values order by {order}")
        made.context.engine.load("variable_values", values)
        made.feed("profiles", "select account_id, account_id as name from variable_values")
        made.feed(
            "account_technologies",
            "select account_id, ['SAP', 'Oracle'][1 + cast(orders as integer) % 2] as technology, "
            "cast(null as varchar) as category, cast(null as date) as since, "
            "cast(null as date) as until from variable_values where orders > 2",
        )
        return made.run(run)

    return go


def assigned(made: Any) -> list[dict[str, Any]]:
    return list(made.rows("select * from assignments order by account_id, segment"))


def test_it_says_what_it_is_good_for(method: str) -> None:
    plugin = METHODS.get(method)
    texts = [plugin.strong, plugin.weak, plugin.use, plugin.example, METHODS.describe(method)]
    assert all(text.endswith((".", "…")) for text in texts)
    assert len(set(texts)) == len(texts)


def test_every_setting_has_a_line_of_help(method: str) -> None:
    fields = METHODS.get(method).model_fields
    assert [name for name, field in fields.items() if not field.description] == []


def test_every_account_is_in_one_segment_at_most(placed: Callable[..., Any]) -> None:
    rows = assigned(placed())
    accounts = [r["account_id"] for r in rows]
    assert accounts
    assert len(accounts) == len(set(accounts))


def test_no_membership_is_doubled_where_segments_overlap(placed: Callable[..., Any]) -> None:
    rows = [(r["account_id"], r["segment"]) for r in assigned(placed(assignment="all"))]
    assert len(rows) == len(set(rows))


def test_somebody_is_placed_and_every_segment_is_announced(placed: Callable[..., Any]) -> None:
    made = placed()
    named = {r["segment"] for r in made.rows("select segment from undecided")}
    used = {r["segment"] for r in assigned(made)} - {""}
    assert used
    assert used <= named


def test_every_row_has_a_reason_and_every_segment_a_rule(placed: Callable[..., Any]) -> None:
    made = placed()
    assert all(r["reason"] for r in assigned(made))
    assert all(r["sentence"] for r in made.rows("select sentence from undecided"))


def test_excluded_accounts_stay_out(placed: Callable[..., Any]) -> None:
    out = {"a049", "a099", "a149", "a199"}
    assert not out & {r["account_id"] for r in assigned(placed())}


def test_the_scope_holds(placed: Callable[..., Any]) -> None:
    rows = assigned(placed(scope="employees < 1000"))
    assert rows
    assert all(int(r["account_id"][1:]) % 4 != 0 for r in rows)


def test_the_order_of_the_rows_does_not_matter(placed: Callable[..., Any]) -> None:
    assert assigned(placed()) == assigned(placed("md5(account_id)"))


def test_its_queries_translate_to_spark(placed: Callable[..., Any]) -> None:
    made = placed()
    assert made.context.steps
    for step in made.context.steps:
        assert sqlglot.transpile(step.sql, read="duckdb", write="spark", unsupported_level=None)


@pytest.mark.parametrize("given", ["no column", "no value"])
def test_where_nothing_is_known_every_account_is_told_why_it_is_nowhere(
    bench: Callable[..., Any], method: str, tmp_path: Path, given: str
) -> None:
    (tmp_path / "pilots.csv").write_text("id,note\nnobody,z\n")
    definition = SegmentationDefinition(
        name="it", method=method, version="v1", settings=SETTINGS.get(method, {})
    )
    made = bench(NOTHING_KNOWN if given == "no value" else NOTHING_GIVEN, [definition])
    for name, type_ in _ASKED.items() if given == "no column" else ():
        made.know_of(name, type_.upper().replace(" ", ""))
    made.feed("profiles", "select account_id, account_id as name from variable_values")
    rows = assigned(made.run(run))
    assert [r["account_id"] for r in rows] == ["a1", "a2", "a3"]
    assert {r["segment"] for r in rows} <= {"", "Not in the plan"}
    assert all(r["reason"] for r in rows)
