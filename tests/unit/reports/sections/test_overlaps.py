"""Cross-tabs of two segmentations."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import overlaps


def test_every_pair_has_a_table(run) -> None:
    titles = [t.title for t in overlaps.read(Reading(run))]
    assert titles == ["Reference plan × RFM", "Reference plan × Value tiers", "RFM × Value tiers"]


def test_cells_are_counts_and_shares_of_the_row(run) -> None:
    tab = overlaps.read(Reading(run))[2]
    [expected] = run.query(
        f"select accounts, share_of_a from {Table.SEGMENT_OVERLAPS} "
        f"where segment_a = 'Champions' and segment_b = 'B'"
    ).to_pylist()
    name, _, cells = tab.rows[0]
    cell = cells[tab.columns.index("B")]
    assert name == "Champions"
    assert str(cell.accounts) == str(expected["accounts"])
    assert str(cell.share).startswith(f"{100 * expected['share_of_a']:.1f}")


def test_small_cells_are_hidden(run) -> None:
    cells = [c for t in overlaps.read(Reading(run)) for *_, row in t.rows for c in row]
    small = [c for c in cells if str(c.accounts) == "< 5"]
    assert small
    assert not any(c.share.known for c in small)


def test_a_large_table_is_cut_and_says_so(crowded_run) -> None:
    tab = next(t for t in overlaps.read(Reading(crowded_run)) if t.title == "Many × RFM")
    assert len(tab.rows) == 12
    assert tab.note.startswith("48 smaller or empty segments not shown")
