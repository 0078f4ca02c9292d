"""Who is in no segment at all, and why."""

from segmentry.model.tables import Table
from segmentry.reports.kept_out import kept_out, kept_out_sentence
from segmentry.reports.reading import Reading


def test_reasons_are_counted_and_read_as_a_sentence(run) -> None:
    run.change(f"update {Table.PROFILES} set excluded = null")
    for reason, ids in {"competitor": 1, "do not contact": 2, "partner": 3}.items():
        run.change(
            f"update {Table.PROFILES} set excluded = '{reason}' where account_id in (select "
            f"account_id from {Table.PROFILES} where excluded is null order by 1 limit {ids})"
        )
    reading = Reading(run)
    assert kept_out(reading) == (("partner", 3), ("do not contact", 2), ("competitor", 1))
    assert kept_out_sentence(reading) == (
        "Kept out of all segments: 6 accounts (3 partners, 2 marked do not contact, 1 competitor)."
    )


def test_without_any_nothing_is_said(empty_run) -> None:
    assert kept_out_sentence(Reading(empty_run)) == ""
