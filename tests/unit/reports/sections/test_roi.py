"""The page of each launch, for people who decide."""

import pytest

from segmentry.reports.reading import Reading
from segmentry.reports.report import render
from segmentry.reports.sections import roi

RETURNED = """
    insert into launch_returns by name select 'care' as launch, 'care' as title,
        'rfm' as segmentation, '{segment}' as segment, date '2025-06-01' as launched_on,
        date '2025-06-01' as cohort_on, {customers} as customers,
        date '2024-06-01' as before_start, date '2025-06-01' as before_end,
        date '2025-06-01' as after_start, date '2026-06-01' as after_end,
        1000.0 as average_before, 1500.0 as average_after, 50000.0 as incremental_revenue,
        45000.0 as incremental_low, 55000.0 as incremental_high, {cost} as cost,
        'as the launch says' as cost_basis, {roi} as roi, 8.0 as roi_low, 10.0 as roi_high,
        12 as months, 'No control.' || chr(10) || 'One season.' as caution, {reason} as reason
"""
CHURN = """
    insert into launch_effects by name select 'care' as launch, 'rfm' as segmentation,
        '' as segment, 'churn_rate' as kpi, 'Churn rate' as label, 'share' as unit,
        'lower' as better, 0.15 as before, 0.10 as after, -0.05 as change, -0.08 as change_low,
        -0.02 as change_high, -1/3 as relative_change, true as is_improvement,
        0.2 as overall_before, 0.19 as overall_after, 100 as n, 'Churn rate fell.' as words
"""


def plain(shown: object) -> str:
    return str(shown).replace("\N{NARROW NO-BREAK SPACE}", "_")


def page(run, segment: str = "", **said: object) -> roi.LaunchPage:
    told = {"customers": 100, "cost": 5000, "roi": 9.0, "reason": "null", **said}
    run.change(RETURNED.format(segment=segment, **told))
    return roi.read(Reading(run))[0]


def test_the_worked_example_with_its_formula(run) -> None:
    found = page(run)
    assert (plain(found.whole.gain), plain(found.whole.back)) == ("€50_k", "900_%")
    assert plain(found.whole.gain_interval) == "€45_k to €55_k"
    assert plain(found.formula) == (
        "(€1,500.00 − €1,000.00) × 100 accounts = €50,000.00 incremental revenue over 12 months. "
        "(€50,000.00 − €5,000.00) / €5,000.00 = 900_% return."
    )
    assert found.compared == (
        "Launched on 1 Jun 2025. The accounts that were members on 1 Jun 2025 are followed: "
        "Jun 2025 to May 2026 compared with Jun 2024 to May 2025."
    )
    assert found.cautions == ("No control.", "One season.")


def test_metrics_are_told_as_in_the_reference_table(run) -> None:
    run.change(CHURN)
    (churn,) = page(run).metrics
    assert (plain(churn.before), plain(churn.after)) == ("15.0_%", "10.0_%")
    assert str(churn.change) == "\N{MINUS SIGN}5 points (\N{MINUS SIGN}33 %)"
    assert str(churn.interval) == "\N{MINUS SIGN}8.0 to \N{MINUS SIGN}2.0 points"
    assert churn.impact == "An improvement"


@pytest.mark.parametrize(
    ("change", "impact"),
    [
        (
            "change = -0.05, change_low = -0.1, change_high = 0.01",
            "An improvement; it may be chance",
        ),
        ("is_improvement = false", "A change for the worse"),
        ("change = 0", "No change"),
        ("change = null, reason = 'nobody was there'", "Nobody was there"),
    ],
)
def test_the_impact_in_words(run, change: str, impact: str) -> None:
    run.change(CHURN).change(f"update launch_effects set {change}")
    assert page(run).metrics[0].impact == impact


def test_a_return_that_is_unknown_says_why(run) -> None:
    found = page(run, cost="null", roi="null", reason="'no cost is known'")
    assert (found.whole.back.known, found.whole.back.detail) == (False, "no cost is known")
    assert found.formula.endswith("= €50,000.00 incremental revenue over 12 months.")
    assert "no cost is known" in render(run)


def test_fewer_months_are_marked_as_no_year(run) -> None:
    assert page(run).pace == ""
    run.change("update launch_returns set months = 4, after_end = date '2025-10-01'")
    (found,) = roi.read(Reading(run))
    assert found.months == "4 months"
    assert plain(found.pace) == "At this pace a year: €150_k, an extrapolation"
    assert plain(found.whole.gain) == "€50_k"
    told = render(run)
    assert "Incremental revenue over 4 months" in told
    assert "an extrapolation" in told


def test_few_accounts_are_hidden(run) -> None:
    run.change(CHURN)
    found = page(run, customers=3)
    assert (str(found.whole.accounts), found.whole.gain.known) == ("< 5", False)
    assert (found.metrics, found.formula, found.cautions) == ((), "", ())
    assert "€45\N{NARROW NO-BREAK SPACE}k to" not in render(run)


def test_without_launches_the_page_says_how_to_begin(run) -> None:
    assert "write into the folder launches/" in render(run)


def test_metrics_that_nobody_could_measure_are_told_with_their_reason(run) -> None:
    run.change(CHURN)
    run.change(
        "update launch_effects set before = null, after = null, change = null, "
        "reason = 'there is nothing to divide by'"
    )
    found = page(run)
    assert found.metrics == ()
    assert found.unmeasured == (("Churn rate", "there is nothing to divide by"),)
    assert "Not measured: Churn rate (there is nothing to divide by)." in render(run)
