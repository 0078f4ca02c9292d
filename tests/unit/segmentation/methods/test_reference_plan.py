"""The reference plan: five named cells, and everyone else shown by what they are."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import run

BOOK = """
    select * from (values
        ('bank', 1000, 'financial services', 40, 40, 9000.0),
        ('clinic', 100, 'healthcare', 10, 10, 900.0),
        ('clinic_1000', 999, 'healthcare', 10, 10, 900.0),
        ('shop', 99, 'retail', 1, 1, 90.0),
        ('corner', 3, 'retail', 1, 1, 90.0),
        ('giant', 90000, 'technology', 40, 40, 9000.0),
        ('garage', 10, 'technology', 1, 1, 90.0),
        ('eleven', 11, 'technology', 1, 1, 90.0),
        ('twelve', 12, 'technology', 1, 1, 90.0),
        ('prospect', 2000, 'technology', 0, 0, null),
        ('nobody', null, null, 1, 1, 90.0)
    ) as t(account_id, employees, industry_group, orders, purchase_frequency, aov)
"""
AMOUNTS = {"frequency_levels": [5, 20], "aov_levels": [500, 5000]}


def plan(**settings: Any) -> SegmentationDefinition:
    return SegmentationDefinition(name="plan", method="reference_plan", settings=settings)


def placed(made: Any) -> dict[str, str]:
    rows = made.rows("select account_id, segment from assignments")
    return {r["account_id"]: r["segment"] for r in rows}


def test_the_five_named_cells(bench: Callable[..., Any]) -> None:
    found = placed(bench(BOOK, [plan(**AMOUNTS)]).run(run))
    assert found["bank"] == "Large enterprise financial services"
    assert found["clinic"] == found["clinic_1000"] == "Mid-sized healthcare"
    assert found["shop"] == found["corner"] == "Small retail"
    assert found["giant"] == "Large enterprise technology"
    assert found["garage"] == "Technology startups"


def test_the_largest_groups_outside_have_names(bench: Callable[..., Any]) -> None:
    found = placed(bench(BOOK, [plan(groups=1, small_book=0, **AMOUNTS)]).run(run))
    assert found["eleven"] == "Small technology, low frequency, low order value"
    assert found["prospect"] == "Not in the plan"
    more = placed(bench(BOOK, [plan(groups=9, small_book=0, **AMOUNTS)]).run(run))
    assert more["prospect"] == "Large technology, no orders"
    assert more["nobody"] == "Not in the plan"


def test_a_small_book_has_no_groups_of_one_account(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [plan(groups=9, **AMOUNTS)]).run(run)
    assert placed(made)["eleven"] == placed(made)["prospect"] == "Not in the plan"
    names = made.rows("select segment from undecided order by position")
    assert len(names) == 6


def test_every_account_is_shown(bench: Callable[..., Any]) -> None:
    assert "" not in placed(bench(BOOK, [plan()]).run(run)).values()


def test_accounts_without_orders_do_not_enter_the_quantiles(bench: Callable[..., Any]) -> None:
    book = """
        select 'b' || cast(i as varchar) as account_id, 5000 as employees,
            'technology' as industry_group, 1 as orders, i as purchase_frequency,
            cast(i as decimal(18, 4)) as aov from range(1, 10) as t(i)
        union all select 'p' || cast(i as varchar), 5000, 'technology', 0, 0, 0
        from range(50) as t(i)
    """
    found = Counter(placed(bench(book, [plan(groups=0)]).run(run)).values())
    assert found == {"Large enterprise technology": 3, "Not in the plan": 56}


def test_the_reason_gives_values_and_levels(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [plan(**AMOUNTS)]).run(run)
    assert made.value("select reason from assignments where account_id = 'bank'") == (
        "40 orders in the last 365 days (high), average order value is 9,000 EUR (high), "
        "employees are 1,000 (large) and industry group is financial services"
    )
    assert made.value("select reason from assignments where account_id = 'prospect'") == (
        "No orders, employees are 2,000 (large) and industry group is technology"
    )


def test_size_bands_stand_in_for_employees(bench: Callable[..., Any]) -> None:
    book = f"select * exclude (employees), 'large' as size_class from ({BOOK}) as b"
    assert placed(bench(book, [plan(**AMOUNTS)]).run(run))["bank"].startswith("Large enterprise")


def test_what_is_needed_is_said(bench: Callable[..., Any]) -> None:
    made = bench("select 'a' as account_id, 'retail' as industry_group", [plan()]).run(run)
    needs = "reference plan needs orders, purchase_frequency and aov"
    assert any(needs in note for note in made.context.notes)
    assert [r["segment"] for r in made.rows("select segment from assignments")] == [""]
