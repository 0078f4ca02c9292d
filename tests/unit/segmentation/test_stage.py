"""Segmentations place accounts, with reasons, and say what they cannot do."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import run

COMPANIES = """
    select * from (values
        ('a1', 'large', 'Banking', 1200, 14, cast(12300 as decimal(18, 4)), null),
        ('a2', 'large', 'Retail', 5000, 2, cast(900 as decimal(18, 4)), null),
        ('a3', 'small', 'Banking', 40, 0, null, null),
        ('a4', null, 'Banking', null, 3, cast(50 as decimal(18, 4)), null),
        ('a5', 'large', 'Banking', 9000, 40, cast(1500000 as decimal(18, 4)), 'competitor')
    ) as t(account_id, size_class, industry, employees, orders, aov, excluded)
"""


def rules(*segments: dict[str, str], **more: Any) -> SegmentationDefinition:
    return SegmentationDefinition(
        name="mine", method="rules", version="v1", place="segmentations/mine.yaml",
        settings={"segments": list(segments)}, **more,
    )  # fmt: skip


LARGE = {"name": "Large", "where": "size_class = 'large'"}
BANKS = {"name": "Banks", "where": "industry = 'Banking' and size_class <> 'small'"}


def members(bench: Any) -> set[tuple[object, object]]:
    rows = bench.rows("select account_id, segment from assignments")
    return {(r["account_id"], r["segment"]) for r in rows}


def test_the_first_condition_that_is_met_wins(bench: Callable[..., Any]) -> None:
    made = bench(COMPANIES, [rules(LARGE, BANKS)]).run(run)
    assert members(made) == {("a1", "Large"), ("a2", "Large"), ("a3", ""), ("a4", "")}


def test_segments_may_overlap_when_the_definition_says_so(bench: Callable[..., Any]) -> None:
    made = bench(COMPANIES, [rules(LARGE, BANKS, assignment="all")]).run(run)
    assert members(made) == {
        ("a1", "Large"), ("a1", "Banks"), ("a2", "Large"), ("a3", ""), ("a4", "")
    }  # fmt: skip


def test_excluded_accounts_are_in_no_segment(bench: Callable[..., Any]) -> None:
    made = bench(COMPANIES, [rules(LARGE)]).run(run)
    assert made.value("select count(*) as n from assignments where account_id = 'a5'") == 0


def test_only_accounts_in_scope_are_looked_at(bench: Callable[..., Any]) -> None:
    made = bench(COMPANIES, [rules(BANKS, scope="employees > 100")]).run(run)
    assert members(made) == {("a1", "Banks"), ("a2", "")}
    assert made.context.notes == [
        "mine: 1 accounts are left out because a value that the scope asks for is unknown."
    ]


def test_accounts_that_a_condition_cannot_decide_are_counted(bench: Callable[..., Any]) -> None:
    made = bench(COMPANIES, [rules(LARGE, BANKS)]).run(run)
    rows = made.rows(
        "select segment, condition, accounts, position from undecided order by position"
    )
    assert rows == [
        {"segment": "Large", "condition": LARGE["where"], "accounts": 1, "position": 1},
        {"segment": "Banks", "condition": BANKS["where"], "accounts": 1, "position": 2},
    ]


def test_the_reason_tells_the_accounts_own_values(bench: Callable[..., Any]) -> None:
    where = "aov > 10000 and employees > 1000 and industry = 'Banking'"
    made = bench(COMPANIES, [rules({"name": "Big", "where": where})]).run(run)
    assert (
        made.value("select reason from assignments where segment = 'Big'")
        == "Average order value is 12,300 EUR, employees are 1,200 and industry is Banking"
    )


def test_the_reason_of_a_question_about_events_is_its_answer(bench: Callable[..., Any]) -> None:
    where = "count(orders, last_days(200)) >= 1 and sum(orders, amount) < 9"
    made = bench(COMPANIES, [rules({"name": "Buyers", "where": where})])
    made.feed(
        "account_orders",
        "select 'a1' as account_id, 'o1' as order_key, timestamp '2026-01-05' as ordered_at, "
        "date '2026-01-05' as ordered_on, 'sale' as kind, cast(5 as decimal(18, 4)) as amount",
    )
    made.run(run)
    rows = made.rows("select account_id, reason from assignments where segment = 'Buyers'")
    said = "1 order in the last 200 days and the total amount of orders is 5 EUR"
    assert rows == [{"account_id": "a1", "reason": said}]


def test_only_the_first_by_value_and_ties_by_account(bench: Callable[..., Any]) -> None:
    top = {"name": "Top", "where": "size_class = 'large' top 1 by orders"}
    made = bench(COMPANIES, [rules(top)]).run(run)
    assert ("a1", "Top") in members(made)
    assert ("a2", "") in members(made)


@pytest.mark.parametrize(("assignment", "second"), [("first_match", "a2"), ("all", "a1")])
def test_the_best_of_the_rest_are_those_still_free(
    bench: Callable[..., Any], assignment: str, second: str
) -> None:
    best = {"name": "Best", "where": "true top 1 by orders"}
    rest = {"name": "Next", "where": "size_class = 'large' top 1 by orders"}
    made = bench(COMPANIES, [rules(best, rest, assignment=assignment)]).run(run)
    assert ("a1", "Best") in members(made)
    assert (second, "Next") in members(made)


def test_the_first_percent_are_rounded_up(bench: Callable[..., Any]) -> None:
    made = bench(
        "select 'a' || lpad(cast(i as varchar), 2, '0') as account_id, i // 2 as orders "
        "from range(11) as t(i)",
        [rules({"name": "Top", "where": "true top 25 % by orders"})],
    ).run(run)
    found = made.rows("select account_id from assignments where segment = 'Top' order by 1")
    assert [r["account_id"] for r in found] == ["a08", "a09", "a10"]


def test_no_segmentation_is_no_mistake(bench: Callable[..., Any]) -> None:
    made = bench(COMPANIES).run(run)
    assert made.value("select count(*) as n from assignments") == 0


def test_an_unknown_method_offers_the_nearest(bench: Callable[..., Any]) -> None:
    definition = SegmentationDefinition(name="x", method="rmf", place="segmentations/x.yaml")
    with pytest.raises(UnknownName, match=r"segmentations/x.yaml: .*'rmf'.*'rfm'"):
        bench(COMPANIES, [definition]).run(run)


def test_wrong_settings_name_the_file_and_what_is_valid(bench: Callable[..., Any]) -> None:
    definition = SegmentationDefinition(
        name="x", method="rfm", place="segmentations/x.yaml", settings={"mapp": "r_package"}
    )
    words = r"segmentations/x.yaml: .*'mapp' means nothing here.*'map'.*Settings.*map,"
    with pytest.raises(InvalidDefinition, match=words):
        bench(COMPANIES, [definition]).run(run)


def test_a_method_says_what_it_needs(bench: Callable[..., Any]) -> None:
    definition = SegmentationDefinition(name="x", method="rfm", place="segmentations/x.yaml")
    made = bench("select 'a1' as account_id, 5 as employees", [definition]).run(run)
    assert any("RFM needs orders" in note for note in made.context.notes)
    assert made.value("select segment from assignments") == ""
