"""RFM scores by value, with frozen limits, small books and both maps."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import run
from segmentry.segmentation.rfm_maps import R_PACKAGE, TEN_SEGMENTS

# 600 accounts with many ties: frequency is 1 for half of them
BOOK = """
    select 'a' || lpad(cast(i as varchar), 4, '0') as account_id,
        (i * 37) % 365 as recency_days,
        case when i % 2 = 0 then 1 else 1 + (i % 9) end as orders,
        cast((i * 7919) % 5000 as decimal(18, 4)) as net_revenue,
        cast((i * 7919) % 5000 + 10 as decimal(18, 4)) as revenue
    from range(600) as t(i)
    union all select 'prospect', null, 0, null, null
"""


def rfm(**settings: Any) -> SegmentationDefinition:
    return SegmentationDefinition(
        name="rfm", method="rfm", version="v1", place="segmentations/rfm.yaml", settings=settings
    )


def scores(made: Any) -> list[dict[str, Any]]:
    return list(made.rows("select * from rfm_scores order by account_id"))


def by_hand(values: list[float], groups: int = 5) -> list[int]:
    """1 + floor(groups x share of accounts with a strictly smaller value), in whole numbers."""
    smaller = {v: sum(w < v for w in values) for v in set(values)}
    return [1 + groups * smaller[v] // len(values) for v in values]


def test_scores_are_the_share_of_accounts_that_are_strictly_worse(
    bench: Callable[..., Any],
) -> None:
    rows = scores(bench(BOOK, [rfm()]).run(run))
    assert len(rows) == 600
    assert [r["r"] for r in rows] == by_hand([-r["recency_days"] for r in rows])
    assert [r["f"] for r in rows] == by_hand([r["frequency"] for r in rows])
    assert [r["m"] for r in rows] == by_hand([r["monetary"] for r in rows])


def test_equal_values_score_alike(bench: Callable[..., Any]) -> None:
    rows = scores(bench(BOOK, [rfm()]).run(run))
    seen: dict[int, set[int]] = {}
    for row in rows:
        seen.setdefault(row["frequency"], set()).add(row["f"])
    assert all(len(found) == 1 for found in seen.values())


def test_the_order_of_the_rows_does_not_matter(bench: Callable[..., Any]) -> None:
    shuffled = f"select * from ({BOOK}) as b order by md5(account_id)"
    assert scores(bench(BOOK, [rfm()]).run(run)) == scores(bench(shuffled, [rfm()]).run(run))


def test_accounts_without_orders_are_not_scored(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [rfm()]).run(run)
    assert made.value("select count(*) as n from assignments where account_id = 'prospect'") == 0


def test_every_account_with_orders_is_in_one_of_the_ten(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [rfm()]).run(run)
    assert made.value("select count(*) as n from assignments where segment <> ''") == 600
    names = made.rows("select segment from undecided order by position")
    assert [r["segment"] for r in names] == [box.name for box in TEN_SEGMENTS]


def test_the_reason_gives_values_and_scores(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [rfm()]).run(run)
    row = scores(made)[1]
    reason = made.value("select reason from assignments where account_id = 'a0001'")
    assert reason == (
        f"The last order was 37 days ago; 2 orders brought 2,919 EUR "
        f"(scores: recency {row['r']}, frequency {row['f']}, monetary {row['m']})"
    )


def test_cut_points_can_be_frozen(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [rfm()]).run(run)
    cuts = made.rows("select * from cut_points order by measure, score")
    lowest = {(c["measure"], c["score"]): c["lowest"] for c in cuts}
    highest = {(c["measure"], c["score"]): c["highest"] for c in cuts}
    frequency = [min(lowest["frequency", s] for s in range(t, 6) if ("frequency", s) in lowest)
                 for t in range(2, 6)]  # fmt: skip
    frozen = {
        "recency": [highest["recency", s] for s in (5, 4, 3, 2)],
        "frequency": frequency,
        "monetary": [lowest["monetary", s] for s in (2, 3, 4, 5)],
    }
    again = bench(BOOK, [rfm(cut_points=frozen)]).run(run)
    assert scores(again) == scores(made)


def test_a_small_book_has_three_groups_and_says_so(bench: Callable[..., Any]) -> None:
    made = bench(f"select * from ({BOOK}) as b where account_id < 'a0100'", [rfm()]).run(run)
    assert {r["m"] for r in scores(made)} == {1, 3, 5}
    assert "only 100 accounts with orders" in made.context.notes[0]


def test_groups_may_be_chosen(bench: Callable[..., Any]) -> None:
    small = f"select * from ({BOOK}) as b where account_id < 'a0100'"
    made = bench(small, [rfm(groups=5)]).run(run)
    assert {r["m"] for r in scores(made)} == {1, 2, 3, 4, 5}
    assert not made.context.notes
    four = bench(small, [rfm(groups=4)]).run(run)
    assert {r["m"] for r in scores(four)} == {1, 2, 4, 5}


def test_money_may_be_gross(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [rfm(money="gross")]).run(run)
    assert made.value("select sum(monetary) as m from rfm_scores") == made.value(
        "select sum(revenue) as m from variable_values"
    )


def test_a_window_looks_at_its_orders_only(bench: Callable[..., Any]) -> None:
    made = bench("select 'a' as account_id, 3 as orders, 5 as recency_days, 1.0 as net_revenue "
                 "union all select 'b', 1, 400, 9.0", [rfm(window_days=30, groups=3)])  # fmt: skip
    made.feed(
        "account_orders",
        """select account_id, cast(day as date) as ordered_on, kind,
               cast(amount as decimal(18, 4)) as amount
           from (values ('a', '2026-06-20', 'sale', 100), ('a', '2026-06-22', 'return', -40),
               ('a', '2026-06-23', 'cancelled', 8),
               ('a', '2026-05-31', 'sale', 7), ('a', '2026-07-01', 'sale', 9),
               ('b', '2025-01-01', 'sale', 9)) as t(account_id, day, kind, amount)""",
    )
    made.run(run)
    rows = scores(made)
    assert [(r["account_id"], r["recency_days"], r["frequency"], float(r["monetary"]))
            for r in rows] == [("a", 10, 1, 60.0)]  # fmt: skip


def test_both_maps_read_scores_as_published(bench: Callable[..., Any]) -> None:
    def named(boxes: Any, r: int, f: int, m: int) -> list[str]:
        return [
            b.name
            for b in boxes
            if all(low <= s <= high for s, (low, high) in ((r, b.r), (f, b.f), (m, b.m)))
        ]

    cells = {(r, f): named(TEN_SEGMENTS, r, f, 1) for r in range(1, 6) for f in range(1, 6)}
    assert all(len(names) == 1 for names in cells.values())
    assert cells[5, 5] == ["Champions"]
    assert cells[1, 5] == ["Can't lose"]
    assert cells[4, 1] == ["Promising"]
    first = Counter(
        (named(R_PACKAGE, r, f, m) or ["Others"])[0]
        for r in range(1, 6) for f in range(1, 6) for m in range(1, 6)
    )  # fmt: skip
    assert first["Champions"] == 8
    assert first["Others"] > 0


def test_the_r_map_adds_one_to_interpolated_quantiles(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [rfm(map="r_package", groups=5)]).run(run)
    np = pytest.importorskip("numpy")
    rows = scores(made)
    values = [float(r["monetary"]) for r in rows]
    bins = np.quantile(values, [0.2, 0.4, 0.6, 0.8]) + 1
    assert [r["m"] for r in rows] == [1 + int(sum(v >= b for b in bins)) for v in values]
    days = [r["recency_days"] for r in rows]
    limits = np.quantile(days, [0.2, 0.4, 0.6, 0.8]) + 1
    assert [r["r"] for r in rows] == [5 - int(sum(d >= b for b in limits)) for d in days]
    assert "Others" in {r["segment"] for r in made.rows("select segment from undecided")}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"groups": 7}, "groups"),
        ({"groups": 5, "cut_points": {"recency": [1, 2, 3, 4], "frequency": [1, 2, 3, 4],
                                      "monetary": [1, 2, 3, 4]}}, "not both"),
        ({"cut_points": {"recency": [4, 2], "frequency": [1, 2], "monetary": [1, 2]}}, "rise"),
    ],
)  # fmt: skip
def test_settings_that_cannot_be_are_refused(
    bench: Callable[..., Any], settings: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidDefinition, match=words):
        bench(BOOK, [rfm(**settings)]).run(run)


def test_nobody_bought_yet(bench: Callable[..., Any]) -> None:
    made = bench(f"select * from ({BOOK}) as b where account_id = 'prospect'", [rfm()]).run(run)
    assert scores(made) == []


def test_online_retail_scores_do_not_depend_on_row_order(
    bench: Callable[..., Any], shared_data: Path
) -> None:
    file = shared_data / "online_retail" / "online_retail.parquet"
    if not file.exists():
        pytest.skip("the data set online_retail is not there")
    customers = f"""
        select cast(CustomerID as varchar) as account_id,
            date_diff('day', cast(max(InvoiceDate) as date), date '2011-12-10') as recency_days,
            count(distinct InvoiceNo) as orders,
            cast(sum(cast(Quantity * UnitPrice as decimal(18, 4))) as decimal(18, 4)) as net_revenue
        from '{file}'
        where CustomerID is not null and Quantity > 0 and UnitPrice > 0
        group by CustomerID
    """
    made = bench(customers, [rfm()]).run(run)
    rows = scores(made)
    assert len(rows) == 4338
    assert [r["f"] for r in rows] == by_hand([r["frequency"] for r in rows])
    # other keys turn the order of the rows around
    turned = customers.replace("cast(CustomerID as", "cast(100000 - CustomerID as")
    again = scores(bench(turned, [rfm()]).run(run))
    kept = ("recency_days", "frequency", "monetary", "r", "f", "m")
    assert [[r[k] for k in kept] for r in reversed(again)] == [[r[k] for k in kept] for r in rows]


def test_buyers_whose_amounts_nobody_knows_have_no_score(bench: Callable[..., Any]) -> None:
    unknown = f"{BOOK} union all select 'silent', 3, 2, null, null"
    found = {r["account_id"] for r in scores(bench(unknown, [rfm()]).run(run))}
    assert len(found) == 600
    assert "silent" not in found
