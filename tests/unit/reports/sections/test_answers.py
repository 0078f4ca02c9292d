"""The first screen says what to do next, and whether it was worth it."""

from dataclasses import replace
from datetime import datetime

import pytest

from segmentry.reports.reading import Reading
from segmentry.reports.report import render
from segmentry.reports.sections import answers
from segmentry.reports.view import DecisionFacts

_FOUND = """
    insert into review_findings (finding, segmentation, segment, kind, proposal, message,
    accounts, severity) values
    ('aa', '', '', 'performance', 'act', 'Revenue fell by 38 %. 12 of 40 bought.', 40, 1),
    ('bb', 'rfm', 'Champions', 'performance', 'act', 'It fell more. Find out why.', 40, 1),
    ('cc', 'rfm', 'Champions', 'drift', 're-target', 'Half of them left.', 40, 2)
"""
_RETURNED = """
    insert into launch_returns by name select 'care' as launch, 'Care' as title,
        'rfm' as segmentation, '' as segment, date '2025-06-01' as launched_on,
        date '2025-06-01' as cohort_on, 100 as customers, date '2024-06-01' as before_start,
        date '2025-06-01' as after_start, 1000.0 as average_before, 1500.0 as average_after,
        50000.0 as incremental_revenue, 45000.0 as incremental_low, 55000.0 as incremental_high,
        5000 as cost, 9.0 as roi, {low} as roi_low, {high} as roi_high, 12 as months,
        '' as caution, null as reason
"""


def test_the_most_urgent_finding_of_each_kind_is_told_in_a_sentence(run) -> None:
    run.change(_FOUND)
    found = answers.read(Reading(run))
    assert [(t.subject, t.sentence, t.proposal) for t in found.tasks] == [
        ("All accounts", "Revenue fell by 38 %.", "act"),
        ("RFM › Champions", "Half of them left.", "re-target"),
    ]
    assert found.undecided == 3


def test_what_is_decided_is_no_task_any_more(run) -> None:
    run.change(_FOUND)
    decided = DecisionFacts("aa", "keep", "a quiet spring", "Ana", datetime(2026, 6, 1, 9))
    run.facts = replace(run.facts, decisions=(decided,))
    found = answers.read(Reading(run))
    assert [t.sentence for t in found.tasks] == ["It fell more.", "Half of them left."]
    assert found.undecided == 2


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        ("8.0", "10.0", "It cannot be told"),
        ("-0.9", "-0.2", "It cannot be told"),
        ("-0.5", "0.5", "It cannot be told yet"),
        ("null", "null", "Its return is not known"),
    ],
)
def test_a_launch_without_a_comparison_is_never_said_to_pay_off(
    run, low: str, high: str, verdict: str
) -> None:
    run.change(_RETURNED.format(low=low, high=high))
    (worth,) = answers.read(Reading(run)).worth
    told = worth.told.replace("\N{NARROW NO-BREAK SPACE}", "_")
    assert (worth.title, worth.verdict) == ("Care", verdict)
    assert told.startswith(
        "€50_k of revenue over 12 months (€45_k to €55_k) for €5,000: a return of 900_%"
    )
    assert ("no other accounts to compare with" in told) == (verdict == "It cannot be told")


@pytest.mark.parametrize(
    ("roi", "beside", "verdict", "doubt"),
    [
        ((8, 10), (-900, 60_000), "It cannot be told yet", "there may be no gain at all"),
        ((8, 10), (900, 60_000), "It cannot be told yet", "it may be less than the cost"),
        ((8, 10), (5_001, 60_000), "It paid off", ""),
        ((-0.9, -0.2), (0, 6_000), "It cannot be told yet", "it may be more than the cost"),
        ((-0.9, -0.2), (0, 4_000), "It has not paid off", ""),
        ((-0.9, 0.2), (0, 4_000), "It cannot be told yet", "reaches from a loss to a gain"),
    ],
)
def test_a_launch_is_judged_by_the_other_accounts_too(
    run, roi: tuple[float, float], beside: tuple[int, int], verdict: str, doubt: str
) -> None:
    run.change(_RETURNED.format(low=roi[0], high=roi[1]))
    run.change(
        f"update launch_returns set beside_others_low = {beside[0]}, "
        f"beside_others_high = {beside[1]}"
    )
    (worth,) = answers.read(Reading(run)).worth
    assert worth.verdict == verdict
    _, _, told = worth.told.partition("; ")
    assert told.removesuffix(".").endswith(doubt) if doubt else not told


def test_a_launch_that_cannot_be_measured_gives_its_reason(run) -> None:
    run.change(_RETURNED.format(low="null", high="null"))
    run.change(
        "update launch_returns set incremental_revenue = null, incremental_low = null, "
        "incremental_high = null, reason = 'It began yesterday.'"
    )
    (worth,) = answers.read(Reading(run)).worth
    assert (worth.verdict, worth.told) == ("Not known", "It began yesterday.")


def test_an_empty_book_says_what_is_missing(run) -> None:
    page = render(run)
    assert "Nobody acts on any segment yet." in page
    assert "Nobody can say yet: no launch is written down." in page
