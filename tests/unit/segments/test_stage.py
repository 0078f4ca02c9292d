"""Differences, overlaps, months and warnings of a book whose truth is known."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from segmentry.model.definitions import (
    SegmentationDefinition,
    SourceDefinition,
    WorkspaceSettings,
)
from segmentry.segments import run

# 300 accounts: the first 100 are large banks with much revenue; all else is spread evenly
BOOK = """
    select 'a' || lpad(cast(i as varchar), 3, '0') as account_id,
        case when i < 100 then 'Banking' when i % 2 = 0 then 'Retail' else 'Health' end as industry,
        cast(case when i < 100 then 1000 + i else 10 + i % 7 end as bigint) as employees,
        cast(case when i < 100 then 90000 + i else 100 + i end as decimal(18, 4)) as net_revenue,
        cast(i % 10 as double) / 10 as share_paid,
        i % 3 = 0 as has_parent,
        case when i % 4 = 0 then 'unique ' || cast(i as varchar) end as note
    from range(300) as t(i)
"""
PLACED = """
    select 'size' as segmentation, case when account_id < 'a100' then 'Big' else 'Small' end
        as segment, account_id, 'v1' as definition_version, 'because' as reason
    from variable_values
    union all
    select 'odd', case when account_id < 'a150' then 'First half' else '' end, account_id, 'v1', 'r'
    from variable_values
"""
NAMED = """
    select * from (values
        ('size', 'Big', 'employees > 500', 'employees above 500', 0, 1),
        ('size', 'Small', 'true', 'everyone else', 0, 2),
        ('size', 'Nobody', 'employees < 0', 'none', 0, 3),
        ('odd', 'First half', 'net_revenue > 1', 'first', 100, 1)
    ) as t(segmentation, segment, condition, sentence, accounts, position)
"""


@pytest.fixture
def made(bench: Callable[..., Any]) -> Any:
    definitions = [
        SegmentationDefinition(name=n, method="rules", version="v1") for n in ("size", "odd")
    ]
    one = bench(BOOK, definitions, settings=WorkspaceSettings(name="test", privacy_floor=5))
    one.feed("assignments", PLACED)
    one.feed("undecided", NAMED)
    one.feed(
        "account_months",
        """select account_id, cast(month as date) as month, orders, cast(amount as decimal(18, 4))
               as amount, cast(returned as decimal(18, 4)) as returned_amount
           from (values ('a000', '2026-05-01', 2, 100, 30), ('a001', '2026-05-01', 0, 0, 5),
               ('a200', '2026-05-01', 1, 7, 0), ('a000', '2026-06-01', 1, 50, 0))
               as t(account_id, month, orders, amount, returned)""",
    )
    return one


def difference(made: Any, segment: str, variable: str, level: str | None = None) -> dict[str, Any]:
    rows = made.rows("select * from segment_differences")
    return next(
        r for r in rows if (r["segment"], r["variable"], r["level"]) == (segment, variable, level)
    )


def test_what_sets_a_segment_apart_comes_first(made: Any) -> None:
    rows = made.run(run).rows("select * from segment_differences where segment = 'Big'")
    first = {r["variable"] for r in rows if r["rank"] <= 3}
    assert first == {"employees", "net_revenue", "industry"}
    last = max(rows, key=lambda r: r["rank"])
    assert last["effect_low"] <= 0 <= last["effect_high"]


def test_effects_are_those_of_the_logs(made: Any) -> None:
    found = difference(made.run(run), "Big", "employees")
    inside = np.log1p([1000 + i for i in range(100)])
    outside = np.log1p([10 + i % 7 for i in range(100, 300)])
    pooled = np.sqrt((99 * np.var(inside, ddof=1) + 199 * np.var(outside, ddof=1)) / 298)
    assert found["effect"] == pytest.approx((inside.mean() - outside.mean()) / pooled, rel=1e-3)
    assert found["inside"] == pytest.approx(np.expm1(inside.mean()), rel=1e-3)
    assert (found["n_inside"], found["n_outside"]) == (100, 200)


def test_rates_are_compared_as_they_are(made: Any) -> None:
    found = difference(made.run(run), "First half", "share_paid")
    assert found["inside"] == pytest.approx(0.45)
    assert found["effect"] == pytest.approx(0.0, abs=1e-9)


def test_words_and_yes_or_no_are_shares(made: Any) -> None:
    made.run(run)
    assert difference(made, "Big", "industry", "Banking")["inside"] == 1.0
    assert difference(made, "Big", "industry", "Retail")["outside"] == 0.5
    parents = difference(made, "Big", "has_parent")
    assert (parents["inside"], parents["outside"]) == (0.34, 0.33)


def test_values_that_hardly_anyone_has_are_left_out(made: Any) -> None:
    made.run(run)
    assert not made.rows("select * from segment_differences where variable = 'note'")


def test_the_rest_is_everybody_looked_at_also_those_in_no_segment(made: Any) -> None:
    assert difference(made.run(run), "First half", "employees")["n_outside"] == 150


def test_ranks_count_from_one_without_gaps(made: Any) -> None:
    rows = made.run(run).rows("select segmentation, segment, rank from segment_differences")
    for segment in {(r["segmentation"], r["segment"]) for r in rows}:
        ranks = sorted(r["rank"] for r in rows if (r["segmentation"], r["segment"]) == segment)
        assert ranks == list(range(1, len(ranks) + 1))


def test_overlaps_of_segmentations(made: Any) -> None:
    rows = made.run(run).rows("select * from segment_overlaps order by segment_b")
    found = [(r["segment_a"], r["segment_b"], r["accounts"]) for r in rows]
    assert found == [("First half", "Big", 100), ("First half", "Small", 50)]
    assert rows[0]["share_of_a"] == pytest.approx(2 / 3)
    assert rows[0]["share_of_b"] == 1.0
    assert rows[0]["jaccard"] == pytest.approx(100 / 150)


def test_months_of_the_members(made: Any) -> None:
    rows = made.run(run).rows("select * from segment_months where segmentation = 'size'")
    found = {(r["segment"], r["month"].month): r for r in rows}
    assert float(found["Big", 5]["amount"]) == 65.0
    assert (found["Big", 5]["orders"], found["Big", 5]["buyers"]) == (2, 1)
    assert float(found["Big", 6]["amount"]) == 50.0
    assert float(found["Small", 5]["amount"]) == 7.0


def codes(made: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in made.run(run).rows("select code, subject from warnings"):
        found.setdefault(row["code"], set()).add(row["subject"])
    return found


def test_warnings_name_what_they_are_about(made: Any) -> None:
    made.feed("data_quality", "select 'crm' as source, 'freshness' as measure, 90e0 as value")
    found = codes(made)
    assert found["empty_segment"] == {"size: Nobody"}
    assert found["many_undecided"] == {"odd: First half"}
    assert found["stale_data"] == {"crm"}


def test_a_source_may_be_as_old_as_it_says(made: Any) -> None:
    made.feed(
        "data_quality",
        "select 'crm' as source, 'freshness' as measure, 90e0 as value "
        "union all select 'shop', 'freshness', 3e0",
    )
    crm = SourceDefinition(name="crm", source="files", tables={}, stale_after_days=365)
    shop = SourceDefinition(name="shop", source="files", tables={}, stale_after_days=2)
    definitions = made.context.definitions.model_copy(update={"sources": (crm, shop)})
    made.context.definitions = definitions
    assert codes(made)["stale_data"] == {"shop"}


def test_a_segment_that_hides_what_matters(made: Any) -> None:
    assert codes(made)["under_segmentation"] == {"odd: First half"}


def test_segments_of_what_companies_are_only(made: Any) -> None:
    made.context.engine.keep(
        "variable_facts",
        "select * replace (case when variable = 'employees' then 'demographic' else \"group\" "
        'end as "group") from variable_facts',
    )
    assert codes(made)["demographics_only"] == {"size"}


def test_a_variable_that_few_accounts_have(made: Any) -> None:
    made.feed("undecided", NAMED.replace("employees > 500", "note is null"))
    assert codes(made)["low_coverage"] == {"size: note"}


def test_small_groups_and_too_many_segments(made: Any) -> None:
    made.feed(
        "assignments",
        "select 'size' as segmentation, 'G' || cast(row_number() over () // 2 as varchar) as "
        "segment, account_id, 'v1' as definition_version, 'r' as reason from variable_values "
        "order by account_id limit 40",
    )
    made.feed(
        "undecided",
        "select 'size' as segmentation, 'G' || cast(i as varchar) as segment, 'true' as condition, "
        "'x' as sentence, cast(0 as bigint) as accounts, i as position from range(21) as t(i)",
    )
    found = codes(made)
    assert found["over_segmentation"] == {"size"}
    assert found["small_group"] == {"size"}


def test_rows_of_a_list_that_match_nobody(bench: Callable[..., Any]) -> None:
    one = bench(BOOK, [SegmentationDefinition(name="odd", method="list", version="v1")])
    one.feed("assignments", f"select * from ({PLACED}) as p where segmentation = 'odd'")
    one.feed("undecided", f"select * from ({NAMED}) as n where segmentation = 'odd'")
    assert codes(one)["unmatched_list_rows"] == {"odd: First half"}


def test_no_segmentation_at_all(bench: Callable[..., Any]) -> None:
    one = bench(BOOK).run(run)
    for table in ("memberships", "segment_stats", "segment_differences", "segment_overlaps"):
        assert one.value(f"select count(*) as n from {table}") == 0


def test_accounts_without_any_variable(bench: Callable[..., Any]) -> None:
    one = bench(BOOK, [SegmentationDefinition(name="odd", method="rules", version="v1")])
    one.feed("assignments", f"select * from ({PLACED}) as p where segmentation = 'odd'")
    one.feed("undecided", f"select * from ({NAMED}) as n where segmentation = 'odd'")
    one.feed("variable_facts", "select * from variable_facts where false")
    one.run(run)
    assert one.value("select count(*) as n from segment_differences") == 0
    assert one.value("select accounts from segment_stats") == 150


def test_the_variables_that_make_a_segmentation_are_marked(made: Any) -> None:
    rows = made.run(run).rows(
        "select distinct segmentation, variable from segment_differences where defines order by all"
    )
    conditions = made.rows("select segmentation, condition from undecided")
    assert rows
    for row in rows:
        said = [c["condition"] for c in conditions if c["segmentation"] == row["segmentation"]]
        assert any(row["variable"] in text for text in said)
    assert made.value("select count(*) as n from segment_differences where not defines") > 0
