"""What cannot be right is chosen only where nothing else is told."""

from typing import Any

import pytest

OLD, NEW = {"updated_at": "2020-01-01"}, {"updated_at": "2026-01-01"}


def test_a_number_that_cannot_be_dialled_loses(golden: Any) -> None:
    made = golden(
        erp={"phone": "+49731123456", "phone_key": "+49731123456"} | OLD,
        crm={"phone_key": "5551234"} | NEW,
    )
    assert made.rows("select phone, phone_key from profiles") == [
        {"phone": "+49731123456", "phone_key": "+49731123456"}
    ]
    losers = made.value("select losers from lineage where field = 'phone_key'")
    assert losers == "5551234 (crm, row 5, not valid)"


@pytest.mark.parametrize(
    ("country", "wrong", "right"),
    [("DE", "1067", "01067"), ("US", "1234", "02134-1234"), ("GB", "12345", "EC1A 1BB"),
     ("NL", "12345", "1012 AB"), ("CA", "12345", "K1A 0B1"), ("SE", "1123", "111 22"),
     ("JP", "100", "100-0001"), ("IE", "D2", "D02 AF30")],
)  # fmt: skip
def test_a_postal_code_of_another_shape_than_its_country_has_loses(
    golden: Any, country: str, wrong: str, right: str
) -> None:
    made = golden(
        erp={"city": "There", "postal_code": right, "country": country} | OLD,
        crm={"city": "Here", "postal_code": wrong, "country": country} | NEW,
    )
    assert made.rows("select city, postal_code from profiles") == [
        {"city": "There", "postal_code": right}
    ]


def test_a_country_without_a_known_shape_takes_every_code(golden: Any) -> None:
    made = golden(
        erp={"postal_code": "1", "country": "HN"} | OLD,
        crm={"postal_code": "XX-9", "country": "HN"} | NEW,
    )
    assert made.value("select postal_code from profiles") == "XX-9"


def test_the_country_of_the_workspace_counts_where_none_is_told(golden: Any) -> None:
    told = {"erp": {"postal_code": "01067"} | OLD, "crm": {"postal_code": "1067"} | NEW}
    assert golden(**told).value("select postal_code from profiles") == "1067"
    made = golden({"default_country": "DE"}, **told)
    assert made.value("select postal_code from profiles") == "01067"


def test_nobody_is_founded_tomorrow(golden: Any) -> None:
    made = golden(erp={"founded_year": 2098}, crm={"founded_year": 1998})
    assert made.value("select founded_year from profiles") == 1998


def test_what_is_told_alone_stays_though_it_cannot_be_right(golden: Any) -> None:
    made = golden(erp={"postal_code": "1", "country": "DE"}, crm={})
    assert made.value("select postal_code from profiles") == "1"
