import csv
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("(206) 555-9857", "US", "+12065559857"), ("+49 30 12345678", None, "+493012345678"),
        ("0049 30 1234567", "DE", "+49301234567"), ("030/1234567", "DE", "+49301234567"),
        ("+1 (425) 555-0100 x12", None, "+14255550100"), ("1-800-FLOWERS", "US", "+18003569377"),
        ("(206) 555-9857", None, None), ("071-4564", "GB", None),
    ],
)  # fmt: skip
def test_numbers_become_international(run, written: str, country: str, number: str) -> None:
    assert run("phone", written, beside=[country])[0][0] == number


@pytest.mark.parametrize(
    ("written", "country", "key"),
    [
        ("+49 30 12345678", None, "+493012345678"), ("386-5286", "US", "3865286"),
        ("386 5286 ext. 12", None, "3865286"), ("12345", "US", None), ("000-000-0000", "US", None),
    ],
)  # fmt: skip
def test_the_key_keeps_the_digits_of_a_number_without_its_area(
    run, written: str, country: str, key: str
) -> None:
    assert run("phone", written, beside=[country])[0][1] == key


def test_the_columns_country_helps_where_the_row_has_none(run) -> None:
    assert run("phone", "030 1234567", default_country="DE")[0][0] == "+49301234567"


@pytest.mark.parametrize("made_up", ["000-000-0000", "123456789", "555 555 5555", "9999999999"])
def test_made_up_numbers_are_none(run, made_up: str) -> None:
    assert run("phone", made_up, beside=["US"]) == [(None, None)]


def test_most_phones_of_northwind_are_understood(run, data: Path) -> None:
    with (data / "northwind" / "customers.csv").open(encoding="utf-8-sig") as file:
        rows = [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(file)]
    countries = [c for (c,) in run("country", *(row["country"] for row in rows))]
    phones = run("phone", *(row["phone"] for row in rows), beside=countries)
    assert sum(p is not None for p, _ in phones) / len(phones) >= 0.5
