"""Segments with their figures; small groups stay hidden, and cannot be worked out."""

from dataclasses import replace

import pytest

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import segmentations


def part(run, title: str) -> segmentations.Part:
    return next(p for p in segmentations.read(Reading(run)) if p.title == title)


def test_every_segment_has_a_line_and_a_card(run) -> None:
    found = part(run, "RFM")
    names = {line.name for line in found.lines} - {"Not looked at"}
    assert names == {card.name for card in (*found.cards, *found.more_cards)}
    assert len(names) == 10


def test_cards_come_by_revenue_and_lines_as_the_definition_names_them(run) -> None:
    found = part(run, "RFM")
    assert found.lines[0].name == "Champions"
    assert [x.name for x in found.lines[-2:]] == ["Hibernating", "Not looked at"]
    shown = [c.revenue for c in found.cards if c.revenue.known]
    amounts = [float(r.detail.replace("€", "").replace(",", "")) for r in shown]
    assert amounts == sorted(amounts, reverse=True)


def test_accounts_in_no_segment_are_shown(run) -> None:
    [in_segments] = run.query(
        f"select count(*) as n from {Table.MEMBERSHIPS} where segmentation = 'plan'"
    ).to_pylist()
    [scope] = run.query(
        f"select count(*) as n from {Table.PROFILES} where excluded is null"
    ).to_pylist()
    line = part(run, "Reference plan").lines[-1]
    assert line.name == "In no segment"
    assert str(line.accounts) == str(scope["n"] - in_segments["n"])


def test_a_small_segment_shows_no_figure_at_all(run) -> None:
    found = part(run, "Reference plan")
    line = next(x for x in found.lines if x.name == "Technology startups")
    card = next(x for x in found.cards if x.name == "Technology startups")
    assert line.instead == "hidden: fewer than 5 accounts"
    assert str(line.accounts) == "< 5"
    assert not card.revenue.known
    assert not card.typical
    assert not card.differences
    assert not card.trend


def test_what_is_left_over_does_not_give_a_small_segment_away(run) -> None:
    left = part(run, "Reference plan").lines[-1]
    assert not left.revenue_share.known


def test_a_lone_small_segment_takes_another_revenue_with_it(run) -> None:
    run.change(
        f"delete from {Table.PROFILES} where account_id not in "
        f"(select account_id from {Table.MEMBERSHIPS} where segmentation = 'tiers')"
    )
    run.change(f"delete from {Table.SEGMENT_STATS} where segmentation = 'tiers' and segment = 'D'")
    run.change(f"update {Table.MEMBERSHIPS} set segment = 'C' where segment = 'D'")
    run.change(f"update {Table.SEGMENT_STATS} set accounts = 3 where segment = 'A'")
    hidden = {c.name for c in part(run, "Value tiers").cards if not c.revenue.known}
    assert hidden == {"A", "B"}


def test_the_floor_is_a_setting(make_run) -> None:
    run = make_run()
    run.facts = replace(run.facts, privacy_floor=1)
    assert not any(
        line.instead.startswith("hidden")
        for p in segmentations.read(Reading(run))
        for line in p.lines
    )


def test_without_a_run_before_moves_are_unknown(run) -> None:
    assert not part(run, "Value tiers").has_moves
    assert "no run of an earlier date" in " ".join(part(run, "Value tiers").notes)
    assert part(run, "RFM").has_moves
    assert part(run, "RFM").lines[0].moves.known


def test_a_strategy_is_shown_with_its_owner(run) -> None:
    cards = {c.name: c.strategy for c in part(run, "RFM").cards}
    assert cards["Champions"] == "Keep them: early access (Ana Ruiz)"
    assert cards["Hibernating"] == ""


def test_typical_values_are_medians_of_the_members(run) -> None:
    [expected] = run.query(
        f"select quantile_disc(v.employees, 0.5) as value from {Table.VARIABLE_VALUES} as v "
        f"join {Table.MEMBERSHIPS} as m using (account_id) where m.segment = 'Champions'"
    ).to_pylist()
    card = next(c for c in part(run, "RFM").cards if c.name == "Champions")
    assert f"{expected['value']:,.0f} people" in str(dict(card.typical)["Employees"])


def test_a_value_that_few_members_share_is_not_named(run) -> None:
    cards = (c for p in segmentations.read(Reading(run)) for c in p.cards)
    countries = [str(dict(c.typical)["Country"]) for c in cards if c.typical]
    assert "mixed" in countries


def test_former_members_do_not_count(run) -> None:
    before = part(run, "RFM").cards[0].typical
    run.change(
        f"insert into {Table.MEMBERSHIPS} by name select segmentation, 'Champions' as "
        f"segment, account_id, definition_version, date '2025-01-01' as valid_from, "
        f"date '2026-01-01' as valid_to, reason from {Table.MEMBERSHIPS} "
        f"where segment = 'Hibernating'"
    )
    assert part(run, "RFM").cards[0].typical == before


def test_bars_are_relative_to_the_largest_share(crowded_run) -> None:
    lines = part(crowded_run, "Many").lines
    assert max(max(x.account_bar, x.revenue_bar) for x in lines) == pytest.approx(1)


def test_conditions_that_could_not_be_decided_are_listed(run) -> None:
    undecided = part(run, "Reference plan").undecided
    assert [(u.segment, str(u.accounts)) for u in undecided] == [
        ("Large enterprise financial services", "17"),
        ("Large enterprise technology", "17"),
    ]


def test_shares_are_of_the_accounts_looked_at_and_add_up(run) -> None:
    rfm, plan = Reading(run).segmentation("rfm"), Reading(run).segmentation("plan")
    [scored] = run.query(f"select count(*) as n from {Table.RFM_SCORES}").to_pylist()
    assert (rfm.looked_at, rfm.left_over) == (scored["n"], 0)
    assert rfm.outside == Reading(run).totals.in_scope - scored["n"]
    assert plan.outside == 0
    assert sum(s.accounts for s in plan.segments) + plan.left_over == plan.looked_at


def test_accounts_that_are_not_looked_at_have_no_share(run) -> None:
    line = part(run, "RFM").lines[-1]
    assert line.instead.startswith("outside")
    assert str(line.accounts) == str(Reading(run).segmentation("rfm").outside)


def test_yes_or_no_is_said_so(run) -> None:
    run.change(
        f"update {Table.VARIABLE_FACTS} set known = 0 where variable in "
        "('industry_group', 'industry', 'size_class', 'employees', 'country', 'recency_days', "
        "'purchase_frequency', 'aov', 'tenure_days')"
    )
    cards = [c for p in segmentations.read(Reading(run)) for c in p.cards if c.typical]
    said = [str(dict(c.typical)["Regular buyer"]) for c in cards]
    assert said
    assert all(text.startswith(("yes (", "no (", "mixed")) for text in said)
    assert any(text.startswith(("yes", "no")) for text in said)


def test_countries_are_told_by_their_names(run) -> None:
    rows = [replace(s, is_by_country=s.name == "rfm") for s in run.facts.segmentations]
    run.facts = replace(run.facts, segmentations=tuple(rows))
    for table in (Table.SEGMENT_STATS, Table.MEMBERSHIPS):
        run.change(f"update {table} set segment = 'DE' where segment = 'Champions'")
    found = part(run, "RFM")
    assert found.lines[0].name == "Germany"
    assert "Germany" in {card.name for card in found.cards}
