"""The first page adds up to the tables."""

from dataclasses import replace
from datetime import date

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import overview


def test_the_tiles_are_the_sums_of_the_tables(run) -> None:
    [expected] = run.query(
        f"select sum(net_revenue) as value, sum(orders)::bigint as orders "
        f"from {Table.VARIABLE_VALUES}"
    ).to_pylist()
    totals = Reading(run).totals
    assert totals.accounts == 300
    assert totals.value == float(expected["value"])
    assert totals.parts == expected["orders"]
    assert str(overview.read(Reading(run)).tiles[1].value) == str(Reading(run).money(totals.value))


def test_accounts_kept_out_are_counted_by_reason(run) -> None:
    excluded = {name: str(shown) for name, shown in overview.read(Reading(run)).excluded}
    assert excluded == {"Competitor": "7", "Test": "< 5"}


def test_the_tiles_say_who_is_left_out_of_what(run) -> None:
    accounts, value, *_ = overview.read(Reading(run)).tiles
    out = Reading(run).totals.accounts - Reading(run).totals.in_scope
    assert accounts.note == f"all; {out} of them are kept out of segments and KPIs"
    assert value.note.endswith("; of all accounts")


def test_months_without_sales_are_shown_as_nothing(run) -> None:
    run.change(f"delete from {Table.ACCOUNT_MONTHS} where month = date '2025-03-01'")
    months = Reading(run).months
    assert [m["month"].month for m in months[-18:]] == [*range(1, 13), *range(1, 7)]
    assert [m["amount"] for m in months if m["month"].isoformat() == "2025-03-01"] == [0]


def test_the_year_compares_full_months_only(run) -> None:
    (_, before, after, _), _ = overview.read(Reading(run)).years
    sums = run.query(
        f"select sum(amount - returned_amount) filter (where month >= '2025-06-01') as last_year, "
        f"sum(amount - returned_amount) filter (where month < '2025-06-01' "
        f"and month >= '2024-06-01') as year_before "
        f"from {Table.ACCOUNT_MONTHS} where month < '2026-06-01'"
    ).to_pylist()[0]
    assert after.detail == f"€{sums['last_year']:,.2f}"
    assert before.detail == f"€{sums['year_before']:,.2f}"


def test_months_after_the_date_of_the_data_do_not_count(run) -> None:
    run.change(f"update {Table.ACCOUNT_MONTHS} set month = '2027-01-01' where month = '2026-05-01'")
    assert Reading(run).months[-1]["month"].isoformat() == "2026-06-01"


def test_a_month_that_begins_on_the_date_of_the_data_is_none_of_a_flow(run) -> None:
    run.facts = replace(run.facts, as_of=date(2026, 6, 1))
    run.change(
        f"insert into {Table.ACCOUNT_MONTHS} by name select account_id, date '2026-06-01' as month,"
        f" 0 as orders, 0 as amount, 0 as returned_amount, 9 as monthly_amount from "
        f"{Table.PROFILES}"
    )
    assert Reading(run).months[-1]["month"] == date(2026, 5, 1)


def test_each_segmentation_has_a_line_with_its_most_valuable_segment(run) -> None:
    ways = {w.title: w for w in overview.read(Reading(run)).ways}
    [best] = run.query(
        f"select segment from {Table.SEGMENT_STATS} where segmentation = 'rfm' "
        f"order by revenue desc limit 1"
    ).to_pylist()
    assert ways["RFM"].best == best["segment"]
    assert list(ways) == ["Reference plan", "RFM", "Value tiers"]
