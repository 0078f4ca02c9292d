"""Values and ranges of variables, as people read them."""

import pytest

from segmentry.reports.levels import grouped, level_words

_AMOUNT = {"variable": "annual_revenue", "type": "DECIMAL(18,4)", "unit": "currency"}
_COUNT = {"variable": "employees", "type": "BIGINT", "unit": "people"}
_COUNTRY = {"variable": "country", "type": "VARCHAR", "unit": None}
_CODE = {"variable": "industry_code", "type": "VARCHAR", "unit": None}


@pytest.mark.parametrize(
    ("level", "fact", "words"),
    [
        ("below 600000", _AMOUNT, "below €600 k"),
        ("4300000 to below 20000000", _AMOUNT, "€4.3 M to below €20 M"),
        ("100000 and more", _COUNT, "100,000 and more"),
        ("2", _COUNT, "2"),
        ("DE", _COUNTRY, "Germany"),
        ("ZZ top", _COUNTRY, "ZZ top"),
        ("62010", _CODE, "62010"),
        ("below 600000", None, "below 600000"),
    ],
)
def test_a_level_in_words(level: str, fact: dict[str, object] | None, words: str) -> None:
    told = level_words(level, fact, "EUR")
    assert told.replace("\N{NARROW NO-BREAK SPACE}", " ") == words


def test_only_long_numbers_are_grouped() -> None:
    assert (
        grouped("53000000 and more (+6.7), since 2024") == "53,000,000 and more (+6.7), since 2024"
    )
