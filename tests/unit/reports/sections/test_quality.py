"""Data quality, and what was set aside, without personal data."""

import pytest

from segmentry.model.tables import Table
from segmentry.reports.reading import Reading
from segmentry.reports.sections import quality


def test_completeness_is_over_all_fields(run) -> None:
    crm = quality.read(Reading(run)).tables[0]
    assert (crm.source, crm.target) == ("crm", "Accounts")
    assert str(crm.rows) == "300"
    # (300 + 299 + 126) / 900
    assert str(crm.completeness).startswith("80.6")
    assert str(crm.freshness) == "61 days"


def test_a_field_without_a_figure_does_not_count_as_invalid(run) -> None:
    crm = quality.read(Reading(run)).tables[0]
    assert str(crm.validity).startswith("99.5")
    phone = next(field for field in crm.fields if field[0] == "Phone")
    assert phone[3].detail == "too few values to judge"


def test_rows_and_values_set_aside_are_told_apart(run) -> None:
    found = quality.read(Reading(run))
    assert [(r.field, str(r.number)) for r in found.rows] == [("Ordered at", "2"), ("Account", "1")]
    assert {r.field for r in found.values} == {"Employees", "Email", "Phone"}


def test_at_most_three_examples_of_a_rule(run) -> None:
    run.change(
        f"insert into {Table.REJECTED} select 'shop', 'orders.csv', i, 'orders', 'bad', "
        f"'amount', 'x' || i, 'x' || i || ' is no amount', 'row' "
        f"from range(1, 5000) as t(i)"
    )
    bad = next(r for r in quality.read(Reading(run)).rows if r.rule == "Bad")
    assert str(bad.number) == "4,999"
    assert len(bad.examples) == 3


@pytest.mark.parametrize(
    ("target", "field", "value"),
    [
        ("contacts", "email", "jane@example.com"),
        ("contacts", "full_name", "Jane Roe"),
        ("contacts", "phone", "+49 30 123456"),
        ("contacts", "key", "jane.roe"),
        ("orders", "account", "jane@example.com"),
        ("accounts", "phone", "+49 30 123456"),
        ("accounts", "industry", "jane@example.com"),
        ("accounts", "no_such_field", "Jane Roe"),
        ("no_such_table", "amount", "Jane Roe"),
    ],
)
def test_values_that_may_tell_of_a_person_are_hidden(
    empty_run, target: str, field: str, value: str
) -> None:
    empty_run.change(
        f"insert into {Table.REJECTED} values ('crm', 'f.csv', 1, '{target}', 'bad', "
        f"'{field}', '{value}', 'Not good: {value}', 'value')"
    )
    [found] = quality.read(Reading(empty_run)).values
    assert found.examples == (("f.csv, line 1", "[hidden]", "Not good: [hidden]"),)


def test_an_address_in_a_reason_is_hidden_too(empty_run) -> None:
    empty_run.change(
        f"insert into {Table.REJECTED} values ('crm', null, null, 'orders', 'bad', "
        f"null, null, 'Owner jane@example.com is unknown', 'row')"
    )
    [found] = quality.read(Reading(empty_run)).rows
    assert found.examples == (("", "", "Owner [hidden] is unknown"),)


def test_plain_values_help_to_mend(run) -> None:
    dates = quality.read(Reading(run)).rows[0]
    assert dates.examples[0] == (
        "orders.csv, line 17", "2026-13-41", "There is no such date: 2026-13-41",
    )  # fmt: skip


def test_origins_of_values_add_up(run) -> None:
    origins = quality.read(Reading(run)).origins
    assert [(source, str(accounts)) for source, _, accounts in origins] == [
        ("crm", "200"), ("shop", "100"),
    ]  # fmt: skip
