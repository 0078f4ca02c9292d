"""Variables with what is known of them."""

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import variables


def test_variables_stand_in_their_groups(run) -> None:
    found = variables.read(Reading(run))
    assert [group for group, _ in found.groups] == [
        "Behavioural", "Demographic", "Firmographic", "Value",
    ]  # fmt: skip
    assert sum(len(lines) for _, lines in found.groups) == 10
    assert found.outcome == "Net revenue"


def test_what_is_not_measured_says_why(run) -> None:
    lines = {line.label: line for _, found in variables.read(Reading(run)).groups for line in found}
    assert lines["Net revenue"].measured.detail == "it is the outcome itself"
    assert not lines["Net revenue"].figure
    assert lines["Employees"].figure
    assert lines["Employees"].interval.startswith("7.7")


def test_without_outcome_nothing_is_claimed(run) -> None:
    run.change(
        f"update {Table.VARIABLE_FACTS} set outcome = null, measured_relevance = null, "
        f"relevance_low = null, relevance_high = null, reason = 'no outcome is chosen'"
    )
    found = variables.read(Reading(run))
    assert found.outcome == ""
    assert not any(line.measured.known for _, lines in found.groups for line in lines)


def test_variables_that_nothing_feeds_are_named_apart(run) -> None:
    run.change(f"update {Table.VARIABLE_FACTS} set known = 0 where variable = 'employees'")
    found = variables.read(Reading(run))
    assert found.missing == ("Employees",)
    assert "Employees" not in {line.label for _, lines in found.groups for line in lines}
