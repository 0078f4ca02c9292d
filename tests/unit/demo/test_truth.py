"""What the truth says can be counted again in the exports."""

from bisect import bisect_right
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

Keys = dict[tuple[str, str], str]


@pytest.fixture(scope="session")
def truth(files: Any) -> dict[str, dict[str, Any]]:
    return {r["company"]: r for r in files.truth("accounts.parquet")}


@pytest.fixture(scope="session")
def orders(files: Any) -> list[dict[str, Any]]:
    """The orders a hub would keep: each key once, with a customer, date and known currency."""
    kept = {
        r["Order Number"]: r
        for r in files.rows("shop_orders.csv")
        if r["Customer No"] not in ("", "K-X0000000")
        and r["Order Date"]
        and r["Currency Code"] != "ZZZ"
    }
    return list(kept.values())


@pytest.fixture(scope="session")
def euros(files: Any) -> Any:
    """Euro cents of an order at the rate of its day."""
    rates: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for r in files.rows("exchange_rates.csv"):
        rates[r["currency"]].append((r["date"], Decimal(r["rate"])))

    def convert(order: dict[str, str]) -> int:
        dated = rates[order["Currency Code"]]
        place = bisect_right([d for d, _ in dated], order["Order Date"][:10]) - 1
        return round(Decimal(order["Net Amount"].replace(",", ".")) * dated[place][1] * 100)

    return convert


def test_orders_and_revenue_of_every_company(
    truth: dict[str, dict[str, Any]], orders: list[dict[str, Any]], by_key: Keys, euros: Any
) -> None:
    counted: Counter[str] = Counter()
    earned: Counter[str] = Counter()
    for order in orders:
        company = by_key["shop_customers.csv", order["Customer No"]]
        counted[company] += order["Order Status"] == "completed"
        earned[company] += euros(order)
    for company, true in truth.items():
        assert counted[company] == true["orders"]
        # A rate has four digits, so a half cent may fall either way.
        assert abs(earned[company] - true["revenue_eur"] * 100) <= counted[company]


def test_orders_add_up_to_their_lines(files: Any, orders: list[dict[str, Any]]) -> None:
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for line in files.rows("shop_order_lines.parquet"):
        amounts[line["order_number"]] += line["line_total"]
    for order in orders:
        amount = Decimal(order["Net Amount"].replace(",", "."))
        assert amounts[order["Order Number"]] == amount
        assert (amount < 0) == (order["Order Status"] in ("returned", "cancelled"))


def test_first_and_last_orders(
    truth: dict[str, dict[str, Any]], orders: list[dict[str, Any]], by_key: Keys
) -> None:
    last: dict[str, str] = {}
    for order in orders:
        company = by_key["shop_customers.csv", order["Customer No"]]
        if order["Order Status"] == "completed":
            last[company] = max(last.get(company, ""), order["Order Date"][:10])
    for company, true in truth.items():
        assert (str(true["last_order_on"]) if true["last_order_on"] else None) == last.get(company)


def test_churn_is_in_the_contracts(
    files: Any, truth: dict[str, dict[str, Any]], by_key: Keys
) -> None:
    ends: dict[str, list[str]] = defaultdict(list)
    for row in files.rows("subscriptions.csv"):
        if row["start_date"] and row["account_id"] != "ACC-X0000000" and row["is_trial"] == "false":
            ends[by_key["crm_accounts.csv", row["account_id"]]].append(row["end_date"])
    churned = {c: max(e) for c, e in ends.items() if "" not in e}
    assert churned == {
        c: str(t["churned_on"]) for c, t in truth.items() if t["churned_on"] is not None
    }
    assert len(churned) > 50


def test_companies_that_left_order_no_more(truth: dict[str, dict[str, Any]]) -> None:
    left = [t for t in truth.values() if t["quiet_from"] and t["orders"]]
    assert len(left) > 200
    assert all(t["last_order_on"] < t["quiet_from"] for t in left)


def test_segments_are_counted(files: Any, truth: dict[str, dict[str, Any]]) -> None:
    for row in files.truth("segments.csv"):
        members = [t for t in truth.values() if t["segment"] == row["segment"]]
        good = [t for t in members if t["relation"] == "Customer"]
        assert len(members) == int(row["accounts"])
        assert len(members) - len(good) == int(row["excluded"])
        assert sum(t["orders"] for t in good) == int(row["orders"])
        earned = sum(t["revenue_eur"] for t in good)
        assert abs(earned - Decimal(row["revenue_eur"])) < Decimal("0.01")


def test_members_fit_their_reference_cell(truth: dict[str, dict[str, Any]]) -> None:
    cells = {
        "Large enterprise financial services": ("finance", 1000, 10**6),
        "Mid-sized healthcare": ("healthcare", 100, 999),
        "Small retail": ("retail", 1, 99),
        "Large enterprise technology": ("technology", 1000, 10**6),
        "Technology startups": ("technology", 1, 10),
    }
    for true in truth.values():
        if cell := cells.get(true["segment"]):
            group, low, high = cell
            assert true["industry_group"] == group
            assert low <= true["employees"] <= high


def test_cost_per_new_customer_is_as_planted(files: Any, truth: dict[str, dict[str, Any]]) -> None:
    planted = {r["segment"]: float(r["acquisition_cost_eur"]) for r in files.truth("segments.csv")}
    spent: Counter[str] = Counter()
    for row in files.rows("costs.csv"):
        if row["Period Start"] >= "2025-07-01" and row["Cost Type"] in ("marketing", "sales"):
            spent[row["Segment"]] += Decimal(row["Cost Amount"])  # type: ignore[assignment]
    won = Counter(
        t["segment"]
        for t in truth.values()
        if t["relation"] == "Customer"
        and t["first_order_on"]
        and t["first_order_on"] >= date(2025, 7, 1)
    )
    for segment, cost in planted.items():
        assert float(spent[segment]) / won[segment] == pytest.approx(cost, rel=1e-4)


def test_conversion_is_in_the_deals(files: Any, truth: dict[str, Any], by_key: Keys) -> None:
    closed: dict[str, Counter[str]] = defaultdict(Counter)
    for row in files.rows("crm_opportunities.csv"):
        month, _, year = row["Close Date"].split("/") if row["Close Date"] else ("", "", "")
        recent = f"{year}-{month}" >= "2025-07"
        if recent and row["Stage"].startswith("Closed") and row["Account ID"] != "ACC-X0000000":
            company = by_key["crm_accounts.csv", row["Account ID"]]
            closed[truth[company]["segment"]][row["Stage"]] += 1
    for row in files.truth("kpis.csv"):
        if row["kpi"] == "conversion rate":
            found = closed[row["segment"]]
            assert found["Closed Won"] == float(row["numerator"])
            assert found.total() == float(row["denominator"])


def test_the_offer_brought_more_orders(
    files: Any, orders: list[dict[str, Any]], by_key: Keys
) -> None:
    arm = {
        by_key["crm_accounts.csv", r["Account ID"]]: r["Arm"]
        for r in files.rows("campaign_arms.csv")
    }
    during: Counter[str] = Counter()
    for order in orders:
        company = by_key["shop_customers.csv", order["Customer No"]]
        in_time = "2025-03-01" <= order["Order Date"] < "2025-07-01"
        if company in arm and in_time and order["Order Status"] == "completed":
            during[arm[company]] += 1
    stated = {r["arm"]: r for r in files.truth("campaign.csv")}
    assert Counter(arm.values()) == {a: int(r["accounts"]) for a, r in stated.items()}
    assert during == {a: int(r["orders_during"]) for a, r in stated.items()}
    lift = during["treated"] / during["holdout"] - 1
    assert 0.15 < lift < 0.35
    before = {a: int(r["orders_before"]) for a, r in stated.items()}
    assert abs(before["treated"] / before["holdout"] - 1) < 0.07


def test_treated_companies_were_reached_and_held_out_ones_were_not(files: Any) -> None:
    arm = {r["Account ID"]: r["Arm"] for r in files.rows("campaign_arms.csv")}
    reached = {
        r["Account ID"]
        for r in files.rows("campaign_responses.csv")
        if r["Campaign ID"] == "CMP-OFFER"
    }
    assert reached == {account for account, which in arm.items() if which == "treated"}


def test_the_downturn_hits_large_technology_alone(files: Any) -> None:
    revenue: dict[str, list[Decimal]] = defaultdict(list)
    for row in files.truth("months.csv"):
        revenue[row["segment"]].append(Decimal(row["revenue_eur"]))
    fall = {s: sum(m[30:36]) / sum(m[18:24]) for s, m in revenue.items()}
    assert fall["Large enterprise technology"] < Decimal("0.5")
    assert fall["Large enterprise financial services"] > Decimal("0.75")
    assert fall["Mid-sized manufacturing"] > Decimal("0.75")


def test_nobody_is_written_to_who_may_not_be(files: Any) -> None:
    refused = {
        r["Contact ID"] for r in files.rows("crm_contacts.csv") if r["Unsubscribed"] == "yes"
    }
    asked = {r["Contact ID"] for r in files.rows("campaign_responses.csv")}
    assert len(refused) > 100
    assert not refused & asked


def test_who_may_be_emailed_follows_from_the_exports(files: Any, by_key: Keys) -> None:
    blocked = {
        by_key["crm_accounts.csv", r["Account ID"]]
        for r in files.rows("crm_accounts.csv")
        if r["Do Not Contact"] == "true" or r["Type"] in ("Partner", "Competitor", "Test")
    }
    said: dict[str, str] = {}
    for row in sorted(files.rows("consents.csv"), key=lambda r: r["Timestamp"]):
        said[row["Contact ID"]] = row["Consent Given"]
    people = {
        r["Contact ID"]: r
        for r in files.rows("crm_contacts.csv")
        if r["Account ID"] != "ACC-X0000000"
    }
    stale = 0
    for true in files.truth("contacts.parquet"):
        person = people[true["contact"]]
        agreed = person["Email Opt In"] == "yes" and person["Unsubscribed"] == "no"
        latest = said.get(true["contact"], "no") == "yes"
        assert true["may_be_emailed"] == (agreed and latest and true["company"] not in blocked)
        stale += agreed and not latest
    assert stale == sum(t["consent_withdrawn"] for t in files.truth("contacts.parquet")) > 20


def test_order_values_fit_the_reference_cells(truth: dict[str, dict[str, Any]]) -> None:
    limits = {"high": (10_000, 10**6), "medium": (1_000, 10_000), "low": (0, 1_000)}
    for true in truth.values():
        if true["behaviour"] in ("champions", "loyal", "occasional") and true["orders"] > 3:
            low, high = limits.get(true["purchase_behaviour"], (0, 10**6))
            average = true["revenue_eur"] / true["orders"]
            # Returns and single large orders move an average; they do not change its level.
            assert low * 0.6 < average < high * 1.4, true


def test_second_records_of_the_crm_carry_deals_too(files: Any, by_key: Keys) -> None:
    first = {
        r["key"]
        for r in files.truth("identity.parquet")
        if r["file"] == "crm_accounts.csv" and r["evidence"] == "anchor"
    }
    used = {r["Account ID"] for r in files.rows("crm_opportunities.csv")} - {"ACC-X0000000"}
    assert len(used - first) > 3
