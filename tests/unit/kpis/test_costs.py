"""Who bears which cost: booked, reached by a campaign, or shared out by a rule."""

from collections.abc import Callable

import pytest
from tests.unit.kpis.conftest import Book

from segmentry.model.tables import Table

Make = Callable[..., Book]
COSTS = "kind, segment, campaign, account_key, started_on, ended_on, amount"


def cost(
    amount: float,
    *,
    kind: str = "'marketing'",
    segment: str = "null",
    campaign: str = "null",
    account: str = "null",
    start: str = "2025-07-01",
    end: str = "2026-06-30",
) -> str:
    return f"{kind}, {segment}, {campaign}, {account}, date '{start}', date '{end}', {amount}"


@pytest.fixture
def shop(book: Make) -> Callable[..., Book]:
    """Big earns 900, Small 100; both won one customer."""

    def make(**settings: object) -> Book:
        made = book(**settings).accounts(4).segments(Big=range(1, 3), Small=range(3, 5))
        return made.orders(
            "a1, 2025-07-02, 600", "a2, 2025-01-02, 1", "a2, 2026-01-02, 300",
            "a3, 2025-07-02, 60", "a4, 2025-01-02, 1", "a4, 2026-01-02, 40",
        )  # fmt: skip

    return make


def borne(book: Book, segment: str, kpi: str = "roi") -> float | None:
    value: float | None = book.row(kpi, segmentation="plan", segment=segment)["denominator"]
    return value


def test_costs_booked_on_a_segment_stay_there(shop: Callable[..., Book]) -> None:
    made = shop().put(Table.COSTS, COSTS, cost(50, segment="'big'"), cost(8, segment="'Small'"))
    made.measured()
    assert (borne(made, "Big"), borne(made, "Small")) == (50, 8)
    assert made.row("cac")["numerator"] == 58
    assert made.value("cac", segmentation="plan", segment="Big") == 50
    assert made.value("roi", segmentation="plan", segment="Small") == pytest.approx(92 / 8)


@pytest.mark.parametrize(("rule", "big"), [("revenue", 90), ("accounts", 50)])
def test_costs_booked_nowhere_follow_the_rule(
    rule: str, big: float, shop: Callable[..., Book]
) -> None:
    made = shop(cost_allocation=rule).put(Table.COSTS, COSTS, cost(100)).measured()
    assert borne(made, "Big") == pytest.approx(big)
    assert borne(made, "Small") == pytest.approx(100 - big)
    assert f"shared out by {rule}" in made.row("roi")["basis"]


def test_costs_booked_on_an_account_go_where_it_is(shop: Callable[..., Book]) -> None:
    made = shop().put(Table.IDENTITY, "account_key, account_id", "'crm:3', 'a3'")
    made.put(Table.COSTS, COSTS, cost(30, account="'crm:3'")).measured()
    assert borne(made, "Small") == 30
    big = made.row("roi", segmentation="plan", segment="Big")
    assert (big["value"], big["reason"]) == (None, "no cost in the period")


def test_costs_of_a_campaign_go_where_it_reached_people(shop: Callable[..., Book]) -> None:
    made = shop().put(
        Table.ACCOUNT_TOUCHES,
        "account_id, campaign, contact_key, occurred_on, responded",
        *(f"'a{n}', 'spring', 'p{n}', date '2026-02-01', {n == 2}" for n in (1, 2, 2, 3)),
    )
    made.put(Table.COSTS, COSTS, cost(40, campaign="'spring'")).measured()
    assert (borne(made, "Big"), borne(made, "Small")) == (30, 10)
    # two people of Big and one of Small were reached, one answered
    answered = made.row("campaign_response")
    assert (answered["numerator"], answered["denominator"]) == (1, 3)
    assert made.row("mroi", campaign="spring")["denominator"] == 40


def test_a_campaign_earns_what_is_ordered_after_an_answer(shop: Callable[..., Book]) -> None:
    made = shop().put(
        Table.ACCOUNT_TOUCHES,
        "account_id, campaign, contact_key, occurred_on, responded",
        "'a2', 'autumn', 'p2', date '2025-12-01', true",
        "'a2', 'winter', 'p2', date '2025-12-20', true",
        "'a4', 'winter', 'p4', date '2025-09-01', true",  # more than 90 days before
    )
    made.put(
        Table.COSTS, COSTS, cost(10, campaign="'autumn'"), cost(20, campaign="'winter'")
    ).measured()
    # the nearest answer counts, and it alone
    assert made.row("mroi", campaign="winter")["value"] == pytest.approx((300 - 20) / 20)
    assert made.row("mroi", campaign="autumn")["value"] == pytest.approx(-1)
    assert made.row("mroi")["value"] == pytest.approx((300 - 30) / 30)


def test_next_to_no_cost_is_nothing_to_divide_by(shop: Callable[..., Book]) -> None:
    made = shop().put(
        Table.ACCOUNT_TOUCHES,
        "account_id, campaign, contact_key, occurred_on, responded",
        "'a2', 'winter', 'p2', date '2025-12-20', true",
    )
    made.put(Table.COSTS, COSTS, cost(0.25, campaign="'winter'")).measured()
    for kpi in ("roi", "mroi"):
        row = made.row(kpi)
        assert (row["value"], row["low"], row["high"]) == (None, None, None)
        assert row["reason"].startswith("the cost is less than a thousandth of the revenue")


def test_the_cost_of_a_campaign_is_not_counted_twice(shop: Callable[..., Book]) -> None:
    made = shop().put(
        Table.CAMPAIGNS,
        "campaign, started_on, ended_on, cost",
        "'spring', date '2026-01-01', date '2026-01-31', 40",
        "'autumn', date '2025-09-01', date '2025-09-30', 7",
    )
    made.put(Table.COSTS, COSTS, cost(40, campaign="'spring'")).measured()
    assert made.row("roi")["denominator"] == 47


def test_a_cost_counts_in_a_period_by_its_days(shop: Callable[..., Book]) -> None:
    made = shop().put(Table.COSTS, COSTS, cost(61, start="2026-05-01", end="2026-06-30"))
    made.measured()
    assert made.row("roi", span="month")["denominator"] == pytest.approx(30)
    assert made.row("roi")["denominator"] == 61


def test_costs_booked_on_a_segment_that_is_gone_are_named(shop: Callable[..., Book]) -> None:
    made = shop().put(Table.COSTS, COSTS, cost(50, segment="'Medium'"), cost(10)).measured()
    row = made.row("roi")
    assert row["denominator"] == 60
    assert (
        "that no segmentation has count for all accounts together only: 'medium'." in row["basis"]
    )
    assert borne(made, "Big") == pytest.approx(9)


def test_a_segment_of_another_segmentation_bears_its_share(book: Make) -> None:
    made = book(cost_allocation="accounts").accounts(4)
    made.put(
        Table.SEGMENT_STATS,
        "segmentation, segment, position",
        "'plan', 'Big', 1", "'rfm', 'Champions', 1", "'rfm', 'Others', 2",
    ).put(
        Table.MEMBERSHIPS,
        "segmentation, segment, account_id, valid_from",
        *(f"'plan', 'Big', 'a{n}', date '2026-07-01'" for n in (1, 2, 3)),
        *(f"'rfm', '{s}', 'a{n}', date '2026-07-01'"
          for n, s in ((1, "Champions"), (2, "Others"), (3, "Others"), (4, "Champions"))),
    ).orders(*(f"a{n}, 2025-07-02, 100" for n in range(1, 5)))  # fmt: skip
    made.put(Table.COSTS, COSTS, cost(30, segment="'Big'")).measured()
    champions = made.row("roi", segmentation="rfm", segment="Champions")
    others = made.row("roi", segmentation="rfm", segment="Others")
    assert (champions["denominator"], others["denominator"]) == (
        pytest.approx(10), pytest.approx(20),
    )  # fmt: skip


def test_without_costs_nobody_knows_what_a_customer_costs(shop: Callable[..., Book]) -> None:
    row = shop().measured().row("cac")
    assert (row["value"], row["reason"]) == (None, "no source gives costs or campaigns")


def test_the_interval_of_a_cost_per_customer_is_that_of_the_count(book: Make) -> None:
    made = book().accounts(10).segments(All=range(1, 11))
    made.orders(*(f"a{n}, 2025-07-02, 100" for n in range(1, 11)))
    row = made.put(Table.COSTS, COSTS, cost(1000)).measured().row("cac")
    # Poisson: of 10 events, 4.795 to 18.39 are expected
    assert row["value"] == 100
    assert row["low"] == pytest.approx(1000 / 18.39, rel=0.01)
    assert row["high"] == pytest.approx(1000 / 4.795, rel=0.01)


def quality(source: str, part: int, whole: int, measure: str = "accepted") -> str:
    return f"'{source}', 'costs', '{measure}', {part}, {whole}"


def test_costs_that_were_set_aside_are_told(shop: Callable[..., Book]) -> None:
    made = shop().put(Table.COSTS, COSTS, cost(100))
    made.put(
        Table.DATA_QUALITY, "source, target, measure, part, whole",
        quality("erp", 1, 2), quality("crm", 1, 1), quality("erp", 0, 9, "duplicates"),
    ).measured()  # fmt: skip
    for kpi in ("cac", "roi"):
        assert "1 of 3 rows of costs were set aside" in made.row(kpi)["basis"]


def test_costs_that_all_count_say_nothing_more(shop: Callable[..., Book]) -> None:
    made = shop().put(Table.COSTS, COSTS, cost(100))
    made.put(
        Table.DATA_QUALITY, "source, target, measure, part, whole", quality("erp", 2, 2)
    ).measured()
    assert "set aside" not in made.row("cac")["basis"]


@pytest.mark.parametrize(
    ("rule", "booked", "told"),
    [
        ("revenue", (), "so that it cannot differ between segments"),
        ("revenue", (cost(8, segment="'Small'"),), "only the costs booked elsewhere"),
        ("accounts", (), ""),
    ],
)
def test_a_return_on_costs_by_revenue_says_that_segments_are_alike(
    rule: str, booked: tuple[str, ...], told: str, shop: Callable[..., Book]
) -> None:
    made = shop(cost_allocation=rule).put(Table.COSTS, COSTS, cost(100), *booked).measured()
    basis = made.row("roi")["basis"]
    assert told in basis
    assert ("between segments" in basis) is bool(told)
    big, small = (made.value("roi", segmentation="plan", segment=s) for s in ("Big", "Small"))
    assert (big == pytest.approx(small)) is ("cannot differ" in told)
    assert "between segments" not in made.row("cac")["basis"]
