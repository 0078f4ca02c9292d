"""What the sections share."""

from dataclasses import replace
from datetime import date

from segmentry.reports.reading import Reading


def test_segmentations_come_in_the_order_of_the_definitions_then_by_name(crowded_run) -> None:
    assert [s.name for s in Reading(crowded_run).segmentations] == ["plan", "rfm", "tiers", "many"]


def test_a_segmentation_without_facts_is_named_after_itself(crowded_run) -> None:
    assert Reading(crowded_run).segmentation("many").title == "Many"


def test_overlapping_segments_hide_nothing_more_than_the_small_ones(run) -> None:
    plan, *others = run.facts.segmentations
    run.facts = replace(run.facts, segmentations=(replace(plan, assignment="all"), *others))
    segments = Reading(run).segmentation("plan").segments
    assert [s.name for s in segments if s.small] == ["Technology startups"]
    assert not any(s.withheld for s in segments)


def test_the_newest_month_is_partial_until_it_is_over(run) -> None:
    assert Reading(run).last_month_is_partial
    run.facts = replace(run.facts, as_of=date(2026, 6, 1))
    assert Reading(run).last_month == date(2026, 5, 1)
    assert not Reading(run).last_month_is_partial
