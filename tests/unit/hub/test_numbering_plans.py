"""What fits a plan at first sight is what the parser reads; the parser has the rest."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, SUPPORTED_REGIONS, PhoneMetadata

from segmentry.hub.standardise import phone

_REGIONS = sorted(SUPPORTED_REGIONS)
_TOLD: dict[str, Any] = {region: PhoneMetadata.metadata_for_region(region) for region in _REGIONS}
_NUMBERS = [
    desc.example_number
    for told in _TOLD.values()
    for desc in (told.fixed_line, told.mobile, told.toll_free, told.premium_rate, told.voip)
    if desc and desc.example_number
]
_CODES = [str(code) for code in COUNTRY_CODE_TO_REGION_CODE]
_PREFIXES = ["", "0", "00", "011", "1", "8", "06", "15", "810", "(0)", "0049", "+", "+ ("]
_MARKS = ["", " ", "-", " - ", ")", ".", "/", "x", "ext 4", "\u0663", "\u00a0", "\n"]


def _written(prefix: str, code: str, number: str, marks: list[str]) -> str:
    pairs = zip(number, [*marks, *[""] * len(number)], strict=False)
    return prefix + code + "".join(f"{digit}{mark}" for digit, mark in pairs)


_national = st.sampled_from(_NUMBERS) | st.text("0123456789", max_size=16)
_values = st.builds(
    _written,
    st.sampled_from(_PREFIXES),
    st.sampled_from(["", *_CODES]),
    _national,
    st.lists(st.sampled_from(["", *_MARKS]), max_size=5),
)


@settings(deadline=None, max_examples=300)  # each region's table is loaded when it is asked for
@given(_values | st.text(max_size=20), st.sampled_from(["", "XX", "001", *_REGIONS]))
def test_a_plan_says_what_the_parser_says(value: str, region: str) -> None:
    assert phone._at_first_sight(value, region) in (None, phone._parsed(value, region))


@pytest.mark.parametrize("region", _REGIONS)
def test_examples_of_every_region(region: str) -> None:
    code = _TOLD[region].country_code
    for number in _NUMBERS[::11]:
        for value in (f"+{code} {number}", f"00{code}{number}", f"0{number}", number):
            assert phone._at_first_sight(value, region) in (None, phone._parsed(value, region))


@pytest.mark.parametrize(
    ("value", "region"),
    [
        ("+49 30 12345678", ""), ("030/1234567", "DE"), ("0049 30 1234567", "DE"),
        ("(206) 802-2167", "US"), ("416-967-1111", "CA"), ("+1.206.802.2167", ""),
        ("(045) 3142527", "IT"), ("01204 690162", "GB"), ("01481 256789", "GB"),
        ("+44 (0) 20 7946 0018", ""),
    ],
)  # fmt: skip
def test_ordinary_numbers_need_no_parser(value: str, region: str) -> None:
    assert phone._at_first_sight(value, region) == phone._parsed(value, region) is not None


def test_the_tables_are_as_the_plans_take_them() -> None:
    for told in _TOLD.values():
        lengths = told.general_desc.possible_length
        assert min(lengths) > 1
        assert not set(lengths) & set(told.general_desc.possible_length_local_only)
        if told.same_mobile_and_fixed_line_pattern:
            assert told.mobile == told.fixed_line
