"""Sizes, shares, revenue, reach and movement of segments."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from segmentry.model.definitions import SegmentationDefinition
from segmentry.segments import run

VALUES = """
    select * from (values ('a', 100.0), ('b', 300.0), ('c', 600.0), ('d', null))
    as t(account_id, net_revenue)
"""


def segmentations(*names: str) -> list[SegmentationDefinition]:
    return [SegmentationDefinition(name=n, method="rules", version="v1") for n in names]


def feed(
    made: Any, placed: Sequence[tuple[str, str, str]], order: Sequence[tuple[str, str]]
) -> None:
    made.feed("assignments", " union all ".join(
        f"select '{s}' as segmentation, '{g}' as segment, '{a}' as account_id, "
        "'v1' as definition_version, 'because' as reason" for s, g, a in placed))  # fmt: skip
    made.feed("undecided", " union all ".join(
        f"select '{s}' as segmentation, '{g}' as segment, 'c' as condition, "
        f"'rule of {g}' as sentence, cast(0 as bigint) as accounts, "
        f"cast({at} as bigint) as position"
        for at, (s, g) in enumerate(order, 1)))  # fmt: skip


def stats(made: Any) -> dict[tuple[str, str], dict[str, Any]]:
    rows = made.rows("select * from segment_stats")
    return {(r["segmentation"], r["segment"]): r for r in rows}


PLACED = [("s", "X", "a"), ("s", "X", "b"), ("s", "Y", "c"), ("s", "", "d"),
          ("t", "Z", "a"), ("t", "W", "a"), ("t", "W", "c"),
          ("t", "", "b"), ("t", "", "d")]  # fmt: skip
ORDER = [("s", "X"), ("s", "Y"), ("s", "Nobody"), ("t", "Z"), ("t", "W")]


def test_sizes_and_shares(bench: Callable[..., Any]) -> None:
    made = bench(VALUES, segmentations("s", "t"))
    feed(made, PLACED, ORDER)
    found = stats(made.run(run))
    x = found["s", "X"]
    assert (x["accounts"], x["account_share"], float(x["revenue"])) == (2, 0.5, 400.0)
    assert (x["revenue_share"], x["median_revenue"]) == (0.4, 200.0)
    assert (x["method"], x["rule"], x["position"]) == ("rules", "rule of X", 1)
    assert found["t", "W"]["accounts"] == 2
    assert found["t", "W"]["revenue_share"] == 0.7


def test_an_empty_segment_is_shown(bench: Callable[..., Any]) -> None:
    made = bench(VALUES, segmentations("s", "t"))
    feed(made, PLACED, ORDER)
    nobody = stats(made.run(run))["s", "Nobody"]
    assert (nobody["accounts"], nobody["account_share"], float(nobody["revenue"])) == (0, 0.0, 0.0)
    assert nobody["median_revenue"] is None


def test_revenue_nobody_knows_is_not_zero(bench: Callable[..., Any]) -> None:
    made = bench("select 'a' as account_id, 5 as employees", segmentations("s"))
    feed(made, [("s", "X", "a")], [("s", "X")])
    x = stats(made.run(run))["s", "X"]
    assert (x["accounts"], x["revenue"], x["revenue_share"]) == (1, None, None)
    assert x["measure"] is None
    assert made.value("select count(*) as n from segment_months") == 0


def test_orders_are_the_first_measure(bench: Callable[..., Any]) -> None:
    made = bench(
        "select 'a' as account_id, 5.0 as net_revenue, 7.0 as monthly_amount, 9.0 as won_amount",
        segmentations("s"),
    )
    feed(made, [("s", "X", "a")], [("s", "X")])
    x = stats(made.run(run))["s", "X"]
    assert (x["measure"], float(x["revenue"]), x["median_revenue"]) == ("net_revenue", 5.0, 5.0)


def test_without_orders_it_is_the_recurring_revenue(bench: Callable[..., Any]) -> None:
    made = bench(
        "select * from (values ('a', 30.0), ('b', 10.0)) as t(account_id, monthly_amount)",
        segmentations("s"),
    )
    feed(made, [("s", "X", "a"), ("s", "", "b")], [("s", "X")])
    made.feed(
        "account_months",
        "select * from (values ('a', date '2026-05-01', 20.0), ('a', date '2026-06-01', 30.0), "
        "('a', date '2026-04-01', 0.0)) as t(account_id, month, monthly_amount)",
    )
    x = stats(made.run(run))["s", "X"]
    assert (x["measure"], float(x["revenue"]), x["revenue_share"]) == ("monthly_amount", 30.0, 0.75)
    rows = made.rows("select month, amount, buyers from segment_months order by month desc")
    found = [(r["month"].month, float(r["amount"]), r["buyers"]) for r in rows]
    assert found == [(6, 30.0, 1), (5, 20.0, 1), (4, 0.0, 0)]


def test_without_contracts_either_it_is_the_deals_won(bench: Callable[..., Any]) -> None:
    made = bench("select 'a' as account_id, 30.0 as won_amount", segmentations("s"))
    feed(made, [("s", "X", "a")], [("s", "X")])
    made.feed(
        "account_opportunities",
        "select * from (values ('a', 'won', date '2026-01-05', date '2026-05-07', 12.0), "
        "('a', 'won', date '2026-01-05', date '2026-05-30', 8.0), "
        "('a', 'won', date '2026-04-05', null, 10.0), "
        "('a', 'lost', date '2026-01-05', date '2026-05-07', 100.0), "
        "('a', 'open', date '2026-01-05', null, 100.0)) "
        "as t(account_id, outcome, opened_on, closed_on, amount)",
    )
    x = stats(made.run(run))["s", "X"]
    assert (x["measure"], float(x["revenue"])) == ("won_amount", 30.0)
    rows = made.rows("select * from segment_months order by month")
    found = [(r["month"].month, float(r["amount"]), r["orders"], r["buyers"]) for r in rows]
    assert found == [(4, 10.0, 1, 1), (5, 20.0, 2, 1)]


def test_a_measure_that_nobody_has_is_passed_over(bench: Callable[..., Any]) -> None:
    made = bench(
        "select 'a' as account_id, cast(null as decimal(18, 4)) as net_revenue, 9.0 as won_amount",
        segmentations("s"),
    )
    feed(made, [("s", "X", "a")], [("s", "X")])
    assert stats(made.run(run))["s", "X"]["measure"] == "won_amount"


def test_reachable_needs_a_way_and_no_refusal(bench: Callable[..., Any]) -> None:
    made = bench(VALUES, segmentations("s"))
    feed(made, [("s", "X", name) for name in "abcd"], [("s", "X")])
    made.feed(
        "profiles",
        "select * from (values ('a', true, '+1'), ('b', false, '+1'), ('c', null, null), "
        "('d', null, null)) as t(account_id, do_not_contact, phone)",
    )
    made.feed(
        "account_contacts",
        "select * from (values ('c', 'k1', true, false, true, null), "
        "('d', 'k2', true, false, null, null), ('d', 'k3', true, true, true, date '2024-01-01')) "
        "as t(account_id, contact_key, has_email, has_phone, email_consent, left_on)",
    )
    assert stats(made.run(run))["s", "X"]["reachable"] == 2


def test_joined_and_left_are_unknown_in_the_first_run(bench: Callable[..., Any]) -> None:
    made = bench(VALUES, segmentations("s"))
    feed(made, [("s", "X", "a")], [("s", "X")])
    x = stats(made.run(run))["s", "X"]
    assert (x["joined"], x["left"]) == (None, None)


def test_joined_and_left_since_the_run_before(bench: Callable[..., Any]) -> None:
    made = bench(VALUES, segmentations("s"))
    feed(made, [("s", "X", "a"), ("s", "X", "b"), ("s", "Y", "c")], [("s", "X"), ("s", "Y")])
    made.feed(
        "previous_memberships",
        "select 's' as segmentation, segment, account_id, version as definition_version, "
        f"date '{date(2026, 5, 31)}' as valid_from, cast(null as date) as valid_to, '' as reason "
        "from (values ('X', 'a', 'v0'), ('X', 'c', 'v1'), ('X', 'd', 'v1')) "
        "as t(segment, account_id, version)",
    )
    made.context.remembered.add("memberships")
    found = stats(made.run(run))
    assert (found["s", "X"]["joined"], found["s", "X"]["left"]) == (1, 2)
    assert (found["s", "Y"]["joined"], found["s", "Y"]["left"]) == (1, 0)


def test_more_segments_than_bits_in_a_word(bench: Callable[..., Any]) -> None:
    made = bench(VALUES, segmentations("s"))
    names = [f"G{at:03}" for at in range(150)]
    feed(made, [("s", names[at], "abcd"[at % 4]) for at in range(150)], [("s", n) for n in names])
    found = stats(made.run(run))
    assert [found["s", n]["accounts"] for n in names] == [1] * 150
