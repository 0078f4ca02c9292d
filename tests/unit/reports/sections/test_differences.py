"""Differences are told with their interval, and only when the data is clear."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import differences


def test_a_level_is_told_as_a_share(run) -> None:
    found = differences.by_segment(Reading(run))["plan", "Large enterprise technology"]
    level = next(d for d in found if d.what == "Industry: technology")
    assert str(level.inside).startswith("100")
    assert level.strength == "much higher"
    assert level.clear


def test_an_interval_over_zero_is_not_clear(run) -> None:
    run.change(
        f"update {Table.SEGMENT_DIFFERENCES} set effect = 0.9, effect_low = -0.1, effect_high = 1.9"
    )
    every = [d for found in differences.by_segment(Reading(run)).values() for d in found]
    assert {d.strength for d in every} == {"not clear"}


def test_an_unknown_interval_is_not_clear(run) -> None:
    run.change(f"update {Table.SEGMENT_DIFFERENCES} set effect_low = null, effect_high = null")
    every = [d for found in differences.by_segment(Reading(run)).values() for d in found]
    assert {d.interval for d in every} == {"interval unknown"}
    assert not any(d.clear for d in every)


def test_a_mean_over_few_members_is_hidden(run) -> None:
    run.change(f"update {Table.SEGMENT_DIFFERENCES} set n_inside = 2")
    every = [d for found in differences.by_segment(Reading(run)).values() for d in found]
    assert not any(d.inside.known for d in every)


def test_small_segments_have_none(run) -> None:
    plan = differences.read(Reading(run))[0]
    small = next(g for g in plan.groups if g.segment == "Technology startups")
    assert small.differences == ()
    assert small.note == "hidden: fewer than 5 accounts"


def test_what_makes_the_segment_is_no_news(run) -> None:
    key = ("plan", "Large enterprise technology")
    every = differences.by_segment(Reading(run))[key]
    assert any(d.what.startswith("Industry:") for d in every)
    run.change(f"update {Table.SEGMENT_DIFFERENCES} set defines = variable like 'industry%'")
    news = differences.by_segment(Reading(run))[key]
    assert news
    assert not any(d.what.startswith("Industry:") for d in news)
