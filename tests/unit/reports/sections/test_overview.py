"""The first page adds up to the tables."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import overview


def test_the_tiles_are_the_sums_of_the_tables(run) -> None:
    [expected] = run.query(
        f"select count(distinct account_id) as buyers, sum(amount - returned_amount) as revenue, "
        f"sum(orders)::bigint as orders from {Table.ACCOUNT_MONTHS}"
    ).to_pylist()
    totals = Reading(run).totals
    assert totals.accounts == 300
    assert totals.revenue == float(expected["revenue"])
    assert totals.orders == expected["orders"]


def test_accounts_kept_out_are_counted_by_reason(run) -> None:
    excluded = {name: str(shown) for name, shown in overview.read(Reading(run)).excluded}
    assert excluded == {"Competitor": "7", "Test": "< 5"}


def test_months_without_sales_are_shown_as_nothing(run) -> None:
    run.change(f"delete from {Table.ACCOUNT_MONTHS} where month = date '2025-03-01'")
    months = Reading(run).months
    assert [m["month"].month for m in months[-18:]] == [*range(1, 13), *range(1, 7)]
    assert [m["revenue"] for m in months if m["month"].isoformat() == "2025-03-01"] == [0]


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


def test_warnings_are_in_words_and_name_what_they_are_about(run) -> None:
    found = overview.warned(Reading(run))
    assert [w.title for w in found][:2] == ["The data is old", "Many accounts could not be decided"]
    assert {w.subject for w in found} >= {"Reference plan", "Days since last order"}


def test_an_unheard_of_warning_comes_first(run) -> None:
    run.change(f"insert into {Table.WARNINGS} values ('brand_new', 'x', 'Look.', null, null)")
    assert overview.warned(Reading(run))[0].title == "Brand new"


def test_few_accounts_give_no_concentration(make_run) -> None:
    assert not [x for x in overview.read(Reading(make_run(30))).findings if "10 %" in x]
    assert [x for x in overview.read(Reading(make_run(300))).findings if "10 %" in x]


def test_the_warning_of_a_small_group_does_not_tell_its_size(run) -> None:
    small = next(w for w in overview.warned(Reading(run)) if "too small" in w.title)
    assert small.subject == "Reference plan: Technology startups"
    assert "has 3" not in small.message
    assert "fewer than 5" in small.message
