"""Findings with their decisions, and who moved."""

from dataclasses import replace
from datetime import datetime

from segmentry.reports.reading import Reading
from segmentry.reports.report import render
from segmentry.reports.sections import review
from segmentry.reports.view import DecisionFacts

FOUND = (
    "insert into review_findings (finding, segmentation, segment, kind, proposal, message, "
    "accounts, severity) values "
    "('aa', 'rfm', 'Champions', 'performance', 'act', 'It fell.', 40, 1), "
    "('bb', 'rfm', 'At risk', 'drift', 're-target', '2 of 3 left.', 3, 2), "
    "('cc', '', '', 'data', 'act', 'Old.', null, 2)"
)
MOVED = (
    "insert into segment_moves values "
    "('rfm', 'Champions', 'At risk', date '2026-05-15', 12, 900, 0.2), "
    "('rfm', '', 'New', date '2026-05-15', 3, 10, null)"
)
DECIDED = DecisionFacts("aa", "keep", "a quiet spring", "Ana", datetime(2026, 6, 1, 9))


def test_what_is_open_comes_first(run) -> None:
    run.change(FOUND)
    run.facts = replace(run.facts, decisions=(DECIDED,))
    found = review.read(Reading(run))
    assert [one.name for one in found.found] == ["bb", "cc", "aa"]
    assert found.undecided == 2
    assert found.found[2].decided == "Keep, because a quiet spring (Ana, 1 Jun 2026)"
    assert [one.where for one in found.found] == ["RFM › At risk", "", "RFM › Champions"]


def test_a_finding_of_no_segment_is_one_of_all_accounts_or_of_the_data(run) -> None:
    run.change(FOUND)
    row = '<th scope="row" dir="auto">{}<span class="reason">{} · <code>cc</code>'
    assert row.format("Data", "Data") in render(run)
    run.change("update review_findings set kind = 'performance' where finding = 'cc'")
    assert row.format("All accounts", "Performance") in render(run)


def test_findings_of_small_groups_are_hidden(run) -> None:
    run.change(FOUND)
    messages = {one.name: one.message for one in review.read(Reading(run)).found}
    assert messages["bb"] == "Hidden: a group of fewer than 5 accounts."
    assert messages["aa"] == "It fell."
    assert "2 of 3 left" not in render(run)


def test_moves_of_few_are_hidden(run) -> None:
    run.change(MOVED)
    (part,) = review.read(Reading(run)).moves
    assert (part.title, part.since) == ("RFM", "15 May 2026")
    large, small = part.rows
    assert (str(large.accounts), str(large.share), str(large.value)) == (
        "12",
        "20.0\N{NARROW NO-BREAK SPACE}%",
        "€900",
    )
    assert (str(small.accounts), small.share.known, small.value.known) == ("< 5", False, False)


def test_nothing_to_decide_is_said(run) -> None:
    assert "Nothing needs a decision: keep the segments." in render(run)
