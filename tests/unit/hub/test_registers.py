"""The short way to a number's own check says what the long way says."""

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import exceptions

from segmentry.hub import registers

_COUNTRIES = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
    "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
]  # fmt: skip
_VALID = [
    "ATU13585627", "BE0776091951", "DE136695976", "EL094259216", "ESJ99216582", "FR40303265045",
    "IT00743110157", "NL004495445B01", "PL8567346215", "SE123456789701", "XI980780684",
]  # fmt: skip
_BODIES = st.text("0123456789ABU+*", min_size=7, max_size=12) | st.integers(0, 10**12).map(str)
_VAT = st.builds(str.__add__, st.sampled_from(_COUNTRIES), _BODIES) | st.sampled_from(_VALID)


def _plainly(module: str, number: str) -> bool | None:
    try:
        import_module(module).validate(number)
    except (exceptions.InvalidChecksum, exceptions.InvalidComponent):
        return False
    except exceptions.ValidationError:
        return None
    return True


@settings(deadline=None, max_examples=300)  # each country's module is loaded when it is asked for
@given(_VAT)
def test_vat_numbers_are_judged_as_the_european_module_does(number: str) -> None:
    number = registers._canonical("stdnum.eu.vat", number)
    judged = registers._verdict_on("stdnum.eu.vat", number)
    assert judged == _plainly("stdnum.eu.vat", number)


@pytest.mark.parametrize("number", _VALID)
def test_valid_vat_numbers_pass(number: str) -> None:
    assert registers.registration_id(number) == number


@pytest.mark.parametrize("office", range(100))
def test_an_ein_is_right_where_its_office_is(office: int) -> None:
    for rest in ("0000000", "1144442", "9999999"):
        number = f"{office:02}{rest}"
        judged = registers._verdict_on("stdnum.us.ein", number)
        assert judged == _plainly("stdnum.us.ein", number)


@pytest.mark.parametrize("number", ["11444421", "9111444421", "91114444A"])
def test_an_ein_of_another_shape_is_kept(number: str) -> None:
    assert registers.registration_id(f"EIN {number}") == number
