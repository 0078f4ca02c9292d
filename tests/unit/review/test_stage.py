"""What a review should decide on, check by check."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from segmentry.review.stage import run

from .conftest import AS_OF, BEFORE, accounts, segment

NOW = str(AS_OF)
Book = Callable[..., Any]


def findings(made: Any, kind: str = "") -> list[dict[str, Any]]:
    rows = made.rows("select * from review_findings")
    return [r for r in rows if kind in ("", r["kind"])]


def members(names: Sequence[str], of: str = "Core", since: str = BEFORE) -> list[Any]:
    return [(of, n, since, None) for n in names]


def quarters(names: Sequence[str], before: float, after: float) -> list[tuple[str, str, float]]:
    """Sales in May of two years, and long before, so that the data reaches back."""
    old = [("old", "2024-01", 1.0)]
    return old + [r for n in names for r in ((n, "2025-05", before), (n, "2026-05", after))]


def feed_months(made: Any, months: Sequence[tuple[str, str, float]]) -> None:
    made.feed("account_months", " union all ".join(
        f"select '{a}' as account_id, date '{m}-01' as month, 1 as orders, "
        f"cast({v} as decimal(18, 4)) as amount, cast(0 as decimal(18, 4)) as returned_amount"
        for a, m, v in months))  # fmt: skip


def test_a_fall_is_told_with_its_interval_and_beside_all(book: Book) -> None:
    names, others = accounts(30), accounts(30, "b")
    made = book(members(names) + members(others, "Calm"))
    falls = [(n, 100.0, 40.0 + at) for at, n in enumerate(names)]
    feed_months(made, [r for n, b, a in falls for r in quarters([n], b, a)] +
                quarters(others, 100.0, 100.0))  # fmt: skip
    made.feed("strategies", strategy("Core", "care"))
    everybody, found = findings(made.run(run), "performance")
    assert (everybody["segmentation"], everybody["accounts"]) == ("", 60)
    assert (found["segment"], found["proposal"], found["severity"]) == ("Core", "act", 1)
    # the mean of 40 … 69 is 54.5
    assert found["value"] == pytest.approx(-0.455)
    assert "fell by 45 % (between 42 and 49 %)" in found["message"]
    assert "from 1 Apr 2026 to 30 Jun 2026" in found["message"]
    assert "of the other accounts: +0 %. 30 of the 30 accounts brought any" in found["message"]
    assert (found["accounts"], found["limit"], found["unit"]) == (30, -0.1, "share")


def test_falls_that_nobody_acts_on_are_told_with_that_of_all_accounts(book: Book) -> None:
    lost = {f"S{at}": accounts(20, f"s{at}") for at in range(5)}
    calm = accounts(200, "z")
    made = book([m for name, own in lost.items() for m in members(own, name)] + members(calm, "Z"))
    feed_months(made, [r for at, own in enumerate(lost.values())
                       for r in quarters(own, 1000.0 * (at + 1), 10.0)]
                + quarters(calm, 100.0, 95.0))  # fmt: skip
    made.feed("strategies", strategy("S1", "care", start="2026-06-30"))
    (found,) = findings(made.run(run), "performance")
    assert (
        "; more than the others fell 'S4' of plan (-100 %), 'S3' of plan (-100 %), 'S2' of plan "
        "(-100 %) and 2 more." in found["message"]
    )
    made.feed("strategies", strategy("S1", "care", start="2026-06-29"))
    everybody, own = findings(made.run(run), "performance")
    assert "and 1 more." in everybody["message"]
    assert own["segment"] == "S1"


def test_every_figure_has_a_unit(book: Book) -> None:
    made = book(members(accounts(30)) + members(accounts(3, "b"), "Tiny"))
    feed_months(made, quarters(accounts(30), 100.0, 10.0))
    made.feed("warnings", warning("stale_data", "crm", "Old.") + " union all "
              + warning("under_segmentation", "plan: Core", "It hides."))  # fmt: skip
    units = {f["kind"]: f["unit"] for f in findings(made.run(run)) if f["value"] is not None}
    assert units == {"performance": "share", "data": "days", "difference": "times", "size": "count"}


def test_a_fall_that_may_be_chance_is_not_told(book: Book) -> None:
    names = accounts(30)
    made = book(members(names))
    feed_months(made, [r for at, n in enumerate(names)
                       for r in quarters([n], 100.0, 5.0 if at % 2 else 175.0)])  # fmt: skip
    assert findings(made.run(run), "performance") == []


def test_in_a_downturn_only_who_falls_more_stands_out(book: Book) -> None:
    names, others = accounts(30), accounts(30, "b")
    made = book(members(names) + members(others, "Same"))
    feed_months(made, quarters(names, 100.0, 50.0) + quarters(others, 100.0, 50.0)[1:])
    (found,) = findings(made.run(run), "performance")
    assert (found["segmentation"], found["segment"]) == ("", "")
    assert found["message"].startswith("Net revenue of all accounts fell by 50 %")


def test_segments_chosen_by_their_past_are_judged_by_members_known_before(book: Book) -> None:
    names, others = accounts(30), accounts(30, "b")
    months = quarters(names, 100.0, 10.0) + quarters(others, 100.0, 100.0)[1:]
    for since, judged in (("2026-03-31", []), ("2025-03-31", ["Core"])):
        made = book(
            members(names, since=since) + members(others, "Calm", since=since), method="rfm"
        )
        made.feed("strategies", strategy("Core", "care"))
        feed_months(made, months)
        found = findings(made.run(run), "performance")
        assert [f["segment"] for f in found if f["segment"]] == judged


def test_few_members_are_not_judged(book: Book) -> None:
    made = book(members(accounts(19)))
    feed_months(made, quarters(accounts(19), 100.0, 10.0))
    assert findings(made.run(run), "performance") == []


def test_data_that_does_not_reach_back_is_not_judged(book: Book) -> None:
    made = book(members(accounts(30)))
    feed_months(made, quarters(accounts(30), 100.0, 10.0)[1:])
    assert findings(made.run(run), "performance") == []


def test_a_segment_that_loses_its_members(book: Book) -> None:
    a = accounts(40)
    placed = members(a[:25]) + [("Core", n, BEFORE, NOW) for n in a[25:]]
    placed += [("Next", n, NOW, None) for n in a[25:37]]
    made = book(placed)
    made.feed("strategies", strategy("Core", "care"))
    (found,) = findings(made.run(run), "drift")
    assert (found["segment"], found["proposal"], found["accounts"]) == ("Core", "re-target", 15)
    assert found["value"] == pytest.approx(0.375)
    assert (
        "38 % of the members of 'Core' left since 31 Mar 2026, most often for 'Next'"
        in (found["message"])
    )


def test_segments_that_lose_members_and_nobody_acts_on_are_told_together(book: Book) -> None:
    placed = []
    for name, stay in (("Core", 10), ("Next", 5), ("Last", 30)):
        known = accounts(40, name.lower())
        placed += members(known[:stay], name)
        placed += [(name, n, BEFORE, NOW) for n in known[stay:]]
    (found,) = findings(book(placed).run(run), "drift")
    assert (found["segment"], found["accounts"], found["value"]) == ("", None, 0.875)
    assert (
        "left: 88 % of 'Next' (plan), 75 % of 'Core' (plan). Nobody acts on them"
        in found["message"]
    )


def test_a_few_leavers_are_no_drift(book: Book) -> None:
    a = accounts(40)
    placed = members(a[:30]) + [("Core", n, BEFORE, NOW) for n in a[30:]]
    assert findings(book(placed).run(run), "drift") == []


def difference(name: str, effects: Sequence[float], width: float = 0.1) -> str:
    return " union all ".join(
        f"select 'plan' as segmentation, '{name}' as segment, 'v{at}' as variable, "
        f"cast(null as varchar) as level, cast({e} as double) as effect, "
        f"cast({e - width} as double) as effect_low, "
        f"cast({e + width} as double) as effect_high, cast({at} as bigint) as rank"
        for at, e in enumerate(effects, 1)
    )


def test_small_and_empty_segments(book: Book) -> None:
    stats = " union all ".join([
        segment("Big", 300, 1, share=0.4), segment("Far", 200, 2, share=0.3),
        segment("Rest", 400, 5, share=0.5),
        segment("Tiny", 3, 3, share=0.004), segment("None", 0, 4, share=0.0),
    ])  # fmt: skip
    made = book(members(accounts(3)), stats=stats)
    made.feed("segment_differences", " union all ".join([
        difference("Big", [1, 1, 1, 1, 1]), difference("Far", [-2, -2, -2, -2, -2]),
        difference("Tiny", [0.5, 1, 1, 1, 1]), difference("Rest", [0.5, 1, 1, 1, 1]),
    ]))  # fmt: skip
    found = {f["segment"]: f for f in findings(made.run(run), "size")}
    assert set(found) == {"", "None"}
    assert found[""]["message"].startswith(
        "1 of the 4 segments with members in 'plan' has fewer than 5 accounts or less than 1 % "
        "of all; 'Tiny'. Merge"
    )
    assert (found["None"]["proposal"], found["None"]["accounts"]) == ("retire", 0)
    made.feed("strategies", strategy("Tiny", "care"))
    found = {f["segment"]: f for f in findings(made.run(run), "size")}
    assert set(found) == {"Tiny", "None"}
    assert (found["Tiny"]["proposal"], found["Tiny"]["other_segment"]) == ("merge", "Big")
    assert "somebody acts on it. The segment most like it is 'Big'" in found["Tiny"]["message"]


def test_small_segments_are_one_finding_of_their_segmentation(book: Book) -> None:
    sizes = {"Four": 4, "Two": 2, "Three": 3, "One": 1, "None": 0}
    rows = [segment(n, size, at) for at, (n, size) in enumerate(sizes.items(), 1)]
    made = book(members(accounts(3)), stats=" union all ".join(rows), method="rfm")
    (found,) = findings(made.run(run), "size")
    assert "4 of the 4 segments" in found["message"]
    assert "the smallest: 'One', 'Two', 'Three'. Merge" in found["message"]
    assert (found["segment"], found["accounts"], found["value"]) == ("", 10, 4.0)


def test_nobody_can_redraw_what_the_data_gives(book: Book) -> None:
    a = accounts(40)
    placed = members(a[:5]) + [("Core", n, BEFORE, NOW) for n in a[5:]]
    placed += [("Next", n, NOW, None) for n in a[5:]]
    drawn, given = (book(placed, method=m) for m in ("value_tiers", "geographic"))
    for made in (drawn, given):
        made.feed("warnings", warning("under_segmentation", "plan: Next", "It hides."))
    assert {f["kind"] for f in findings(drawn.run(run))} == {"drift", "difference"}
    assert findings(given.run(run)) == []


def test_segments_of_lists_are_small_on_purpose(book: Book) -> None:
    made = book(members(accounts(3)), method="list")
    assert findings(made.run(run), "size") == []


def test_segments_that_hardly_differ(book: Book) -> None:
    stats = " union all ".join(segment(n, 100, at) for at, n in enumerate("ABC", 1))
    made = book(members(accounts(3)), stats=stats)
    made.feed("segment_differences", " union all ".join([
        difference("A", [0.1, 0.2, 0.3, 0.0, 0.1]), difference("B", [0.2, 0.1, 0.3, 0.1, 0.0]),
        difference("C", [0.2, 0.1, 0.3, 0.1, 0.9]),
    ]))  # fmt: skip
    (found,) = findings(made.run(run), "difference")
    assert (found["segment"], found["other_segment"], found["proposal"]) == ("A", "B", "merge")
    assert found["value"] == pytest.approx(0.1 + 0.02**0.5)


def test_likeness_must_be_sure(book: Book) -> None:
    stats = " union all ".join(segment(n, 100, at) for at, n in enumerate("AB", 1))
    made = book(members(accounts(3)), stats=stats)
    made.feed("segment_differences", " union all ".join(
        difference(n, [0.1] * 5, width=0.6) for n in "AB"))  # fmt: skip
    assert findings(made.run(run), "difference") == []


def warning(code: str, subject: str, message: str) -> str:
    return (
        f"select '{code}' as code, '{subject}' as subject, '{message}' as message, "
        "cast(4 as double) as value, cast(3 as double) as limit"
    )


def test_warnings_become_findings(book: Book) -> None:
    made = book(members(accounts(30)))
    made.feed("warnings", warning("under_segmentation", "plan: Core", "It hides.")
              + " union all " + warning("stale_data", "crm", "Old."))  # fmt: skip
    found = {f["kind"]: f for f in findings(made.run(run))}
    assert (found["difference"]["segment"], found["difference"]["proposal"]) == ("Core", "split")
    assert (found["data"]["message"], found["data"]["segmentation"]) == ("Old.", "")


def strategy(
    of: str,
    name: str | None,
    end: str | None = None,
    status: str = "running",
    problem: str | None = None,
    start: str | None = None,
) -> str:
    return (
        f"select 'plan' as segmentation, '{of}' as segment, "
        f"{f'{name!r}' if name else 'cast(null as varchar)'} as strategy, 'Care' as title, "
        f"'{status}' as status, "
        f'{f"date {start!r}" if start else "cast(null as date)"} as "start", '
        f'{f"date {end!r}" if end else "cast(null as date)"} as "end", '
        "cast(30 as bigint) as accounts, false as is_template, "
        f"{f'{problem!r}' if problem else 'cast(null as varchar)'} as problem"
    )


def test_nobody_acts_on_a_valuable_segment(book: Book) -> None:
    stats = " union all ".join([
        segment("Core", 30, 1, revenue_share=0.5), segment("Rich", 30, 2, revenue_share=0.4),
        segment("Poor", 30, 3, revenue_share=0.05),
    ])  # fmt: skip
    made = book(members(accounts(3)), stats=stats)
    made.feed("strategies", " union all ".join([
        strategy("Core", "care"), strategy("Rich", None), strategy("Poor", None)]))  # fmt: skip
    (found,) = findings(made.run(run), "strategy")
    assert (found["segment"], found["proposal"]) == ("Rich", "act")
    assert "brings 40 % of the value" in found["message"]


def test_a_draft_is_nothing_that_is_done(book: Book) -> None:
    stats = " union all ".join(
        segment(name, 30, at, revenue_share=0.5) for at, name in enumerate(("Core", "Rich"), 1)
    )
    made = book(members(accounts(3)), stats=stats)
    made.feed("strategies", strategy("Core", "care") + " union all "
              + strategy("Rich", "later", status="draft"))  # fmt: skip
    (found,) = findings(made.run(run), "strategy")
    assert (found["segment"], found["proposal"]) == ("Rich", "act")
    made = book(members(accounts(3)), stats=stats)
    made.feed("strategies", strategy("Core", "care", status="draft"))
    assert findings(made.run(run), "strategy") == []


def test_valuable_segments_that_nobody_acts_on_are_told_together(book: Book) -> None:
    stats = " union all ".join(
        segment(name, 30, at, revenue_share=share)
        for at, (name, share) in enumerate((("Core", 0.5), ("Rich", 0.2), ("Richer", 0.3)), 1)
    )
    made = book(members(accounts(3)), stats=stats)
    made.feed("strategies", strategy("Core", "care"))
    (found,) = findings(made.run(run), "strategy")
    assert "Nobody acts on 2 segments" in found["message"]
    assert "'Richer' of plan, 'Rich' of plan. Write" in found["message"]
    assert (found["segmentation"], found["value"]) == ("", None)


def test_a_strategy_that_has_not_begun_is_not_behind(book: Book) -> None:
    made = book(members(accounts(30)))
    made.feed("objectives", """
        select 'care' as name, 'strategy' as kind, 'Care' as title, 'retention_rate' as kpi,
            'Retention rate' as label, 'share' as unit, 'plan' as segmentation,
            'Core' as segment, cast(0.9 as double) as target, date '2026-12-31' as by,
            cast(0.8 as double) as value, 'behind' as state""")  # fmt: skip
    for start, found in (("2026-06-30", 0), ("2026-06-29", 1)):
        made.feed("strategies", strategy("Core", "care", start=start))
        assert len(findings(made.run(run), "performance")) == found


def test_a_workspace_without_strategies_is_not_nagged(book: Book) -> None:
    made = book(members(accounts(3)), stats=segment("Rich", 30, revenue_share=0.9))
    assert findings(made.run(run), "strategy") == []


def test_a_strategy_that_ended(book: Book) -> None:
    made = book(members(accounts(30)))
    made.feed("strategies", strategy("Core", "care", "2026-06-01"))
    (found,) = findings(made.run(run), "strategy")
    assert found["proposal"] == "re-target"
    assert "ended on 1 Jun 2026 and is still running" in found["message"]
    made.feed("strategies", strategy("Core", "care", "2026-06-01", "done"))
    assert findings(made.run(run), "strategy") == []


def test_a_strategy_that_cannot_act(book: Book) -> None:
    made = book(members(accounts(30)))
    problem = "There is no segment called Cor."
    made.feed("strategies", strategy("Cor", "care", problem=problem))
    (found,) = findings(made.run(run), "strategy")
    assert (found["segment"], found["proposal"]) == ("Cor", "act")
    assert found["message"] == (
        "The strategy 'Care' cannot do what it says. There is no segment called Cor."
    )


@pytest.mark.parametrize(
    ("state", "severity"), [("missed", 1), ("behind", 2), ("reached", None), ("unknown", None)]
)
def test_targets_that_are_not_met(book: Book, state: str, severity: int | None) -> None:
    made = book(members(accounts(30)))
    made.feed(
        "objectives",
        f"""
        select 'keep' as name, 'objective' as kind, 'Keep them' as title, 'retention_rate' as kpi,
            'Retention rate' as label, 'share' as unit,
            'plan' as segmentation, 'Core' as segment, cast(0.9 as double) as target,
            date '2026-12-31' as by, cast(0.8 as double) as value, '{state}' as state""",
    )
    found = findings(made.run(run), "performance")
    assert [f["severity"] for f in found] == ([severity] if severity else [])
    if found:
        assert "Retention rate is 80 %, the target 90 % by 31 Dec 2026" in found[0]["message"]


def test_names_stay_and_figures_do_not_matter(book: Book) -> None:
    def of(size: int) -> dict[str, str]:
        made = book(members(accounts(3)), stats=segment("Tiny", size, share=0.001))
        return {f["segment"]: f["finding"] for f in findings(made.run(run), "size")}

    assert of(3) == of(4) != {}


def test_the_most_urgent_come_first(book: Book) -> None:
    made = book([*members(accounts(30)), ("None", "z", BEFORE, "2026-05-01")])
    made.feed("warnings", warning("stale_data", "crm", "Old."))
    feed_months(made, quarters(accounts(30), 100.0, 10.0))
    assert [f["severity"] for f in findings(made.run(run))] == [1, 2, 4]
