"""A value that a person gives is read as a source's would be, or refused in words."""

import pytest

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.errors import UnknownName, UserError
from segmentry.hub.single_value import told_fields, understood
from segmentry.hub.standardise.base import Reading
from segmentry.model.tables import SCHEMAS, Table


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("name", " ACME  Holdings, Inc. ", {"name": "ACME Holdings, Inc.",
                                            "name_key": "acme holdings", "legal_form": "Inc."}),
        ("phone", "0731 123456", {"phone": "+49731123456", "phone_key": "+49731123456"}),
        ("domain", "https://www.acme.de/about", {"domain": "acme.de"}),
        ("country", "Deutschland", {"country": "DE"}),
        ("employees", "51-200", {"employees": "125", "employees_from": "51",
                                 "employees_to": "200"}),
        ("annual_revenue", "2M", {"annual_revenue": "2000000.0000"}),
        ("created_on", "2020-03-01", {"created_on": "2020-03-01"}),
        ("do_not_contact", "yes", {"do_not_contact": "true"}),
        ("founded_year", "founded 1987", {"founded_year": "1987"}),
        ("city", "O'Fallon", {"city": "O'Fallon"}),
    ],
)  # fmt: skip
def test_values_are_standardised(field: str, value: str, expected: dict[str, str]) -> None:
    assert understood(field, value, DuckDBEngine(), Reading(), "DE") == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [("phone", "call me"), ("domain", "gmail.com"), ("country", "Atlantis"), ("name", "n/a"),
     ("registration_id", "DE123456789"), ("created_on", "soon"), ("founded_year", "12"),
     ("do_not_contact", "perhaps"), ("employees", "many"), ("city", "x" * 3000), ("city", "")],
)  # fmt: skip
def test_what_is_not_understood_is_refused_with_an_example(field: str, value: str) -> None:
    with pytest.raises(UserError, match="is not understood as") as error:
        understood(field, value, DuckDBEngine(), Reading())
    assert "for instance, is understood as" in error.value.next_step
    assert len(str(error.value)) < 400


@pytest.mark.parametrize(
    ("field", "hint"),
    [("cty", "Did you mean 'city'"), ("name_key", "worked out from other fields"),
     ("email", "field that can be pinned called 'email'")],
)  # fmt: skip
def test_other_fields_cannot_be_told(field: str, hint: str) -> None:
    with pytest.raises(UnknownName, match=hint):
        understood(field, "x", DuckDBEngine(), Reading())


def test_every_field_that_can_be_told_gives_columns_of_the_profile() -> None:
    assert set(told_fields()) <= set(SCHEMAS[Table.PROFILES].names)
    assert len(told_fields()) > 15
