"""The section of ideal customers: points with their evidence, prospects, or why there are none."""

from segmentry.reports.reading import Reading
from segmentry.reports.report import render
from segmentry.reports.sections import ideal_customer


def learnt(run, n_best: int = 40):
    run.change("alter table variable_values add column ideal_fit double")
    run.change("alter table variable_values add column ideal_fit_reasons varchar")
    run.change("alter table variable_values add column if not exists lifecycle_stage varchar")
    run.change(
        "update variable_values set ideal_fit = 80, ideal_fit_reasons = 'country <DE> (+80)', "
        "lifecycle_stage = 'prospect'"
    )
    for name in ("ideal_fit", "lifecycle_stage"):
        run.change(f"delete from variable_facts where variable = '{name}'")
        run.change(
            'insert into variable_facts (variable, label, "group", type, meaning, known) '
            f"values ('{name}', '{name}', 'fit', 'DOUBLE', '', 9)"
        )
    run.change(
        "insert into ideal_customers (name, variable, level, points, origin, share_of_best, "
        "share_of_rest, lift, lift_low, lift_high, n_best, n_rest, reason) values "
        "('ideal', null, null, 20, 'learnt', null, null, null, null, null, null, null, 'start'), "
        f"('ideal', 'country', 'DE', 80, 'learnt', 0.5, 0.1, 4.5, 2.25, 9, {n_best}, 100, null), "
        f"('ideal', 'country', 'FR', -20, 'learnt', 0.05, 0.5, 0.2, 0.1, 0.4, {n_best}, 100, null),"
        "('ideal', 'industry', 'x', null, 'learnt', 0.1, 0.1, 1, 0.5, 2, 40, 100, 'chance')"
    )
    return run


def test_points_stand_with_their_evidence(run) -> None:
    (profile,) = ideal_customer.read(Reading(learnt(run)))
    assert (profile.start, profile.silent, profile.reason) == ("20", 1, "")
    first = profile.levels[0]
    assert (first.text, first.points, str(first.lift)) == ("Germany", "+80.0", "4.50")
    assert (str(first.of_best), first.interval) == ("50.0\u202f%", "2.25 to 9.00")


def test_shares_of_a_few_are_hidden(run) -> None:
    (profile,) = ideal_customer.read(Reading(learnt(run)))
    assert not profile.levels[1].of_best.known  # 2 companies
    assert profile.levels[1].of_rest.known


def test_prospects_are_named_with_reasons_and_safely(run) -> None:
    (profile,) = ideal_customer.read(Reading(learnt(run)))
    assert len(profile.prospects) == 10
    assert profile.bands[0][0] == "75 to 100"
    page = render(run)
    assert "country &lt;DE&gt; (+80)" in page
    assert "country <DE>" not in page


def test_no_profile_says_why(run) -> None:
    run.change(
        "insert into ideal_customers (name, origin, reason) values "
        "('ideal', 'learnt', '3 best and 9 other customers are known')"
    )
    (profile,) = ideal_customer.read(Reading(run))
    assert profile.reason == "3 best and 9 other customers are known"
    assert (profile.levels, profile.prospects) == ((), ())
    assert "There is no profile: 3 best and 9 other customers are known." in render(run)
