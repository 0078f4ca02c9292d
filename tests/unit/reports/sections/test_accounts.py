"""The accounts that are named."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import accounts


def test_the_largest_accounts_come_first(run) -> None:
    [expected] = run.query(
        f"select label, net_revenue as value from {Table.VARIABLE_VALUES} "
        f"order by value desc limit 1"
    ).to_pylist()
    found = accounts.read(Reading(run)).top
    assert len(found) == 20
    assert found[0].label == expected["label"]
    assert found[0].value.detail == f"€{expected['value']:,.2f}"


def test_an_account_kept_out_says_why(run) -> None:
    run.change(f"update {Table.VARIABLE_VALUES} set excluded = 'partner'")
    run.change(f"delete from {Table.MEMBERSHIPS}")
    assert accounts.read(Reading(run)).top[0].outside == "kept out: partner"


def test_members_of_small_segments_are_not_named(run) -> None:
    small = [
        m["label"]
        for m in run.query(
            f"select p.label from {Table.MEMBERSHIPS} as m join {Table.PROFILES} as p "
            f"using (account_id) where m.segment = 'Technology startups'"
        ).to_pylist()
    ]
    assert small
    plan = accounts.read(Reading(run)).parts[0][1]
    group = next(g for g in plan if g.segment == "Technology startups")
    assert group.members == ()
    assert "hidden" in group.note


def test_membership_in_a_small_segment_is_not_told_in_the_list_of_accounts(run) -> None:
    run.change(
        f"update {Table.VARIABLE_VALUES} set net_revenue = 99999999 where account_id in "
        f"(select account_id from {Table.MEMBERSHIPS} where segment = 'Technology startups')"
    )
    first = accounts.read(Reading(run)).top[0]
    assert first.segments
    assert "Technology startups" not in first.segments


def test_a_segment_shows_its_largest_members_with_the_reason(run) -> None:
    rfm = accounts.read(Reading(run)).parts[1][1]
    champions = next(g for g in rfm if g.segment == "Champions")
    assert len(champions.members) == 5
    assert all("orders, the last" in reason for *_, reason in champions.members)
    assert champions.more > 0


def test_an_identifier_with_a_quote_does_no_harm(run) -> None:
    run.change(f"update {Table.PROFILES} set account_id = account_id || '''; --'")
    run.change(f"update {Table.VARIABLE_VALUES} set account_id = account_id || '''; --'")
    run.change(f"update {Table.MEMBERSHIPS} set account_id = account_id || '''; --'")
    assert any(a.segments for a in accounts.read(Reading(run)).top)
