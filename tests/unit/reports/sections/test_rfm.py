"""The map counts every scored account once."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import rfm


def test_the_map_has_five_by_five_cells_best_on_top(run) -> None:
    [found] = rfm.read(Reading(run))
    assert [r for r, _ in found.rows] == [5, 4, 3, 2, 1]
    assert found.frequencies == (1, 2, 3, 4, 5)
    assert {len(cells) for _, cells in found.rows} == {5}
    assert found.rows[0][1][4].segment == "Champions"


def test_cells_are_counts_of_the_scores(run) -> None:
    counts = {
        (x["r"], x["f"]): x["n"]
        for x in run.query(
            f"select r, f, count(*) as n from {Table.RFM_SCORES} group by r, f"
        ).to_pylist()
    }
    [found] = rfm.read(Reading(run))
    for r, cells in found.rows:
        for f, cell in enumerate(cells, 1):
            number = counts.get((r, f), 0)
            expected = "–" if not number else "< 5" if number < 5 else str(number)
            assert str(cell.accounts) == expected


def test_a_small_cell_hides_its_revenue(run) -> None:
    [found] = rfm.read(Reading(run))
    small = [c for _, cells in found.rows for c in cells if str(c.accounts) == "< 5"]
    assert small
    assert not any(c.revenue_share.known for c in small)
    assert "hidden" in found.note


def test_a_cell_with_several_segments_names_the_largest(run) -> None:
    run.change(
        f"update {Table.MEMBERSHIPS} set segment = 'Loyal' where segment = 'Champions' "
        f"and account_id in (select min(account_id) from {Table.RFM_SCORES} "
        f"where r = 5 and f = 5)"
    )
    [found] = rfm.read(Reading(run))
    assert found.rows[0][1][4].segment == "Champions +1"


def test_cut_points_are_told_in_their_units(run) -> None:
    [found] = rfm.read(Reading(run))
    recency, frequency, monetary = found.cuts
    assert (recency.measure, frequency.measure) == ("Recency", "Frequency")
    assert recency.scores[0][0] == 5
    assert monetary.scores[0][1].startswith("€")


def test_other_numbers_of_groups_work(run) -> None:
    run.change(f"update {Table.RFM_SCORES} set r = 7 where r = 5")
    [found] = rfm.read(Reading(run))
    assert len(found.rows) == 7
