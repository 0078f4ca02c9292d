"""The figures of hand-made books, each worked out by hand beside it."""

from collections.abc import Callable

import pytest
from tests.unit.kpis.conftest import Book

from segmentry.errors import UnknownName
from segmentry.kpis import KPIS
from segmentry.model.plans import ObjectiveDefinition
from segmentry.model.tables import Table

Make = Callable[..., Book]


@pytest.fixture
def shop(book: Make) -> Book:
    """Four accounts that order; a1 and a2 are Big, a3 and a4 Small."""
    return (
        book()
        .accounts(4)
        .segments(Big=range(1, 3), Small=range(3, 5))
        .orders(
            "a1, 2025-01-10, 400, 200", "a1, 2025-07-10, 100, 60", "a1, 2026-06-10, 300, 100",
            "a1, 2026-06-20, -50, -30", "a2, 2026-05-01, 200, null", "a3, 2026-06-30, 20, 5",
        )
    )  # fmt: skip


def test_revenue_and_its_parts(shop: Book) -> None:
    shop.measured()
    # 100 + 300 - 50 + 200 + 20; that of January 2025 lies before
    assert shop.value("revenue") == 570
    assert shop.value("revenue", segmentation="plan", segment="Big") == 550
    # (100 - 60) + (300 - 100) - (50 - 30) + (20 - 5): the cost of 200 is not known
    assert shop.value("margin") == 235
    assert shop.value("aov") == pytest.approx(620 / 4)
    assert shop.value("purchase_frequency") == pytest.approx(4 / 3)
    assert shop.value("arpa") == pytest.approx(570 / 3)


def test_months_add_up_to_the_year(shop: Book) -> None:
    shop.measured()
    months = shop.bench.rows(
        "select period_start, value from kpi_values where kpi = 'revenue' and span = 'month' "
        "and cohort = 'today' and segment = '' order by 1"
    )
    assert len(months) == 12
    assert sum(float(str(m["value"])) for m in months) == 570
    assert shop.value("revenue", span="month") == 270


def test_lifetime_value_counts_everything_so_far(shop: Book) -> None:
    shop.measured()
    row = shop.row("cltv_revenue")
    assert (row["numerator"], row["denominator"]) == (970, 3)
    assert shop.value("cltv_margin") == pytest.approx(435 / 3)
    # a month earlier a3 had not come yet
    before = shop.bench.rows(
        "select numerator, denominator from kpi_values where kpi = 'cltv_revenue' and "
        "span = 'month' and cohort = 'today' and segment = '' and period_end = date '2026-06-01'"
    )
    assert before == [{"numerator": 700.0, "denominator": 2.0}]


def test_lifetime_value_has_the_interval_of_a_ratio(shop: Book) -> None:
    shop.measured()
    row = shop.row("cltv_revenue")
    # revenue so far: 750, 200, 20; the spread of three values around their mean
    mean = 970 / 3
    spread = sum((v - mean) ** 2 for v in (750, 200, 20)) / 2
    assert row["high"] - row["value"] == pytest.approx(1.96 * (spread / 3) ** 0.5, rel=1e-3)


def test_new_customers_are_those_that_never_bought_before(shop: Book) -> None:
    shop.measured()
    assert shop.value("new_customers") == 2
    assert shop.value("new_customers", segmentation="plan", segment="Big") == 1


def test_who_orders_within_the_window_is_active(book: Make) -> None:
    made = book(active_window_days=90).accounts(4).segments(All=range(1, 5))
    made.orders(
        "a1, 2025-06-01, 10", "a1, 2026-06-01, 10",  # active at both ends
        "a2, 2025-05-01, 10",  # at the beginning only
        "a3, 2025-01-01, 10",  # quiet before it began
        "a4, 2026-05-01, 10",  # came later
    ).measured()  # fmt: skip
    kept, lapsed = made.row("retention_rate"), made.row("lapsed_rate")
    assert (kept["numerator"], kept["denominator"]) == (1, 2)
    assert kept["basis"] == "Active: an order in the 90 days before."
    assert (lapsed["numerator"], lapsed["denominator"]) == (1, 2)
    assert 0 < kept["low"] < 0.5 < kept["high"] < 1


def test_accounts_that_order_alike_count_each(book: Make) -> None:
    made = book().accounts(5).segments(early=range(1, 5))
    alike = [f"a{n}, 2025-06-{n:02}, 10" for n in range(1, 4)]
    made.orders(*alike, "a4, 2025-06-04, 10", "a4, 2026-06-04, 10", "a5, 2025-06-05, 10").measured()
    for segment, left, active in (("", 4, 5), ("early", 3, 4)):
        row = made.row("lapsed_rate", segmentation="plan" if segment else "", segment=segment)
        assert (row["numerator"], row["denominator"], row["n"]) == (left, active, active)


def test_the_first_and_last_day_of_the_window(book: Make) -> None:
    made = book(active_window_days=30).accounts(2).segments(All=range(1, 3))
    # 30 days before 2026-06-01 is 2026-05-02: that day still counts, the day before does not
    made.orders("a1, 2026-05-02, 10", "a2, 2026-05-01, 10").measured()
    row = made.row("retention_rate", span="month")
    assert (row["numerator"], row["denominator"]) == (0, 1)


def test_without_contracts_nobody_churns(shop: Book) -> None:
    shop.measured()
    row = shop.row("churn_rate")
    assert row["value"] is None
    assert row["reason"] == "no source gives contracts"
    predicted = shop.row("cltv_predicted")
    assert "kpis.expected_lifetime_years" in predicted["reason"]


def test_contracts_tell_retention_and_revenue(book: Make) -> None:
    made = book().accounts(5).segments(All=range(1, 6))
    made.contracts(
        "a1, 2025-01-01, null, 100", "a2, 2025-01-01, 2026-01-01, 50",
        "a3, 2025-01-01, 2025-12-01, 80", "a3, 2025-12-01, null, 120",  # upgraded
        "a4, 2026-06-01, null, 70", "a5, 2025-01-01, 2026-07-01, 40",  # ends on the very day
    ).measured()  # fmt: skip
    churn = made.row("churn_rate")
    assert (churn["numerator"], churn["denominator"]) == (2, 4)
    assert made.value("retention_rate") == 0.5
    assert made.value("net_revenue_retention") == pytest.approx(220 / 270)
    assert made.value("gross_revenue_retention") == pytest.approx(180 / 270)
    assert made.value("recurring_revenue") == 290
    # a whole month brings the monthly fee: 100 + 120 + 70 + 40
    assert made.value("revenue", span="month") == 330
    assert made.row("revenue")["basis"] == ("Revenue: monthly fees for the days the contracts ran.")


def test_what_is_kept_lies_between_nothing_and_all(book: Make) -> None:
    """Of ten contracts nine stay as they are and one is cancelled or grows."""
    same = [f"a{n}, 2024-01-01, null, 100" for n in range(1, 10)]
    made = book().accounts(10).segments(All=range(1, 11))
    made.contracts(*same, "a10, 2024-01-01, 2026-03-01, 100").measured()
    row = made.row("gross_revenue_retention")
    assert row["value"] == pytest.approx(0.9)
    assert 0.5 < row["low"] < 0.9 < row["high"] < 1
    made.contracts("a1, 2024-01-01, 2026-03-01, 900", "a2, 2024-01-01, null, 10").measured()
    assert made.row("net_revenue_retention")["low"] == 0
    shares = made.bench.rows(
        "select kpi, low, high from kpi_values where low is not null and unit = 'share' "
        "and kpi <> 'net_revenue_retention'"
    )
    assert shares
    assert all(0 <= r["low"] <= r["high"] <= 1 for r in shares)


def test_predicted_value_is_revenue_over_the_expected_lifetime(book: Make) -> None:
    made = book(expected_lifetime_years=3, discount_rate=0).accounts(2).segments(All=range(1, 3))
    made.orders("a1, 2025-07-02, 100", "a2, 2026-06-01, 300").measured()
    row = made.row("cltv_predicted")
    assert row["value"] == pytest.approx(200 * 3)
    assert "3 years, as set" in row["basis"]


def test_a_group_too_small_tells_no_figure(book: Make) -> None:
    made = book(fewest_accounts=3).accounts(5).segments(Two=range(1, 3), Three=range(3, 6))
    made.orders(*(f"a{n}, 2025-07-0{n}, 100" for n in range(1, 6))).measured()
    small = made.row("revenue", segmentation="plan", segment="Two")
    assert small["value"] is None
    assert small["numerator"] is None
    assert small["reason"] == "fewer than 3 accounts"
    assert made.value("revenue", segmentation="plan", segment="Three") == 300


def test_an_empty_segment_says_so(book: Make) -> None:
    made = book().accounts(2).segments(All=range(1, 3), None_=range(0))
    made.orders("a1, 2026-01-01, 100").measured()
    row = made.row("aov", segmentation="plan", segment="None_")
    assert (row["value"], row["reason"]) == (None, "no account in it")


def test_months_before_the_data_begins_are_left_out(book: Make) -> None:
    made = book().accounts(1).segments(All=range(1, 2)).orders("a1, 2026-04-20, 100").measured()
    months = made.bench.rows(
        "select distinct period_start from kpi_values where span = 'month' order by 1"
    )
    assert len(months) == 3
    # the first month is known in part only, and so is the year
    assert made.row("revenue")["reason"] == "orders are known only since 2026-04-20"
    assert made.value("revenue", span="month") == 0
    assert made.value("aov") == 100


def test_excluded_accounts_count_nowhere(book: Make) -> None:
    made = book().accounts(3, excluded=("a2",)).segments(All=range(1, 4))
    made.orders("a1, 2025-07-02, 100", "a2, 2026-01-01, 1000", "a3, 2026-01-01, 10").measured()
    assert made.value("revenue") == 110
    assert made.value("revenue", segmentation="plan", segment="All") == 110


def test_segments_may_overlap(book: Make) -> None:
    made = book().accounts(3).segments(One=range(1, 3), Two=range(2, 4))
    made.orders("a1, 2025-07-02, 1", "a2, 2026-01-01, 10", "a3, 2026-01-01, 100").measured()
    assert made.value("revenue", segmentation="plan", segment="One") == 11
    assert made.value("revenue", segmentation="plan", segment="Two") == 110
    assert made.value("revenue") == 111


def test_the_fixed_cohort_keeps_who_left(book: Make) -> None:
    made = book(cohort_on="2026-01-01").accounts(2)
    made.put(Table.SEGMENT_STATS, "segmentation, segment, position", "'plan', 'Big', 1")
    made.put(
        Table.MEMBERSHIPS,
        "segmentation, segment, account_id, valid_from, valid_to",
        "'plan', 'Big', 'a1', date '2025-10-01', date '2026-03-01'",
        "'plan', 'Big', 'a2', date '2026-03-01', null",
    ).orders("a1, 2025-07-02, 1", "a2, 2026-01-01, 10").measured()
    assert made.value("revenue", segmentation="plan", segment="Big") == 10
    fixed = made.row("revenue", segmentation="plan", segment="Big", cohort="fixed")
    assert (fixed["value"], str(fixed["cohort_on"])) == (1, "2026-01-01")
    assert "Memberships" not in fixed["basis"]


def test_a_cohort_before_the_first_run_is_that_of_the_first_day_known(shop: Book) -> None:
    shop.measured()
    row = shop.row("revenue", segmentation="plan", segment="Big", cohort="fixed")
    assert str(row["cohort_on"]) == "2026-07-01"
    assert row["basis"].endswith(
        "Memberships are known since 2026-07-01 only: these are the members of that day."
    )


def test_objectives_say_where_they_stand(shop: Book) -> None:
    def aim(name: str, **said: object) -> ObjectiveDefinition:
        told = {"kpi": "revenue", "target": 500.0, "by": "2026-12-31", **said}
        return ObjectiveDefinition.model_validate({"name": name, **told})

    definitions = shop.bench.context.definitions
    shop.bench.context.definitions = definitions.model_copy(update={"objectives": (
        aim("done"), aim("more", target=10_000), aim("past", target=10_000, by="2026-01-01"),
        aim("gone", segmentation="plan", segment="Huge"), aim("each", segmentation="plan"),
        aim("cheap", kpi="churn_rate", target=0.1), aim("lost", segmentation="old"),
    )})  # fmt: skip
    shop.measured()
    rows = shop.bench.rows("select name, segment, state, reason from objectives")
    assert [(r["name"], r["segment"], r["state"]) for r in rows] == [
        ("done", "", "reached"), ("more", "", "unknown"), ("past", "", "missed"),
        ("gone", "Huge", "unknown"), ("each", "Big", "reached"), ("each", "Small", "unknown"),
        ("cheap", "", "unknown"), ("lost", "", "unknown"),
    ]  # fmt: skip
    assert rows[3]["reason"] == "there is no segment 'Huge' in the segmentation 'plan'"
    assert rows[6]["reason"] == "no source gives contracts"
    assert rows[7]["reason"] == "there is no segmentation 'old'"


def test_an_objective_names_a_kpi_that_there_is(shop: Book) -> None:
    wrong = ObjectiveDefinition.model_validate(
        {"name": "x", "kpi": "revenu", "target": 1, "by": "2026-12-31"}
    )
    definitions = shop.bench.context.definitions
    shop.bench.context.definitions = definitions.model_copy(update={"objectives": (wrong,)})
    with pytest.raises(UnknownName, match="Did you mean 'revenue'"):
        shop.measured()


def test_every_kpi_is_told_for_every_cell(shop: Book) -> None:
    shop.measured()
    told = shop.bench.rows(
        "select kpi, count(distinct cohort || segment) as cells, "
        "count(*) filter (where (value is null) = (reason is null)) as odd "
        "from kpi_values group by 1"
    )
    assert {r["kpi"] for r in told} == set(KPIS.all)
    assert {(r["cells"], r["odd"]) for r in told} == {(6, 0)}


def test_a_workspace_without_anything_says_so_everywhere(book: Make) -> None:
    made = book().accounts(2).segments(All=range(1, 3)).measured()
    assert made.bench.value("select count(value) as n from kpi_values") == 0
    assert made.row("revenue")["reason"] == "no source gives orders, contracts or deals"


def test_margin_is_unknown_where_no_cost_of_goods_is_known(book: Make) -> None:
    shop = book().accounts(2).segments(Big=range(1, 2), Small=range(2, 3))
    shop.orders("a1, 2025-01-10, 400, null", "a1, 2026-06-10, 400, null", "a2, 2026-06-12, 9, 9")
    shop.measured()
    for kpi in ("margin", "cltv_margin"):
        row = shop.row(kpi, segmentation="plan", segment="Big")
        assert row["value"] is None
        assert row["reason"] == "of no order the cost of the goods is known"
        assert shop.value(kpi, segmentation="plan", segment="Small") == 0
