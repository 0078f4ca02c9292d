"""Numbers, money and dates as people read them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from segmentry.reports import format as f


def plain(shown: object) -> str:
    """Narrow blanks as ordinary ones, so that the cases below can be read."""
    return str(shown).replace("\u202f", " ").replace("\u2212", "-")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (7, "7"),
        (1234, "1,234"),
        (9_999, "9,999"),
        (12_345, "12.3 k"),
        (999_949, "999.9 k"),
        (999_960, "1 M"),
        (1_234_567, "1.23 M"),
        (15_000_000, "15 M"),
        (2_500_000_000, "2.5 bn"),
        (-1_234_567, "-1.23 M"),
        (0.1234, "0.12"),
        (12.345, "12.3"),
    ],
)
def test_a_number_at_a_glance(value: float, expected: str) -> None:
    assert plain(f.short(value)) == expected


def test_money_keeps_the_full_amount_as_detail() -> None:
    shown = f.money(Decimal("1234567.8900"), "EUR")
    assert plain(shown) == "€1.23 M"
    assert shown.detail == "€1,234,567.89"


@pytest.mark.parametrize(
    ("currency", "expected"), [("USD", "US$5"), ("GBP", "£5"), ("SEK", "SEK 5")]
)
def test_money_in_other_currencies(currency: str, expected: str) -> None:
    assert plain(f.money(5, currency)) == expected


def test_what_is_absent_is_unknown_and_says_why() -> None:
    for shown in (f.count(None), f.money(None, "EUR"), f.percent(None), f.short(None), f.day(None)):
        assert shown.text == "unknown"
        assert shown.detail
        assert not shown.known


def test_not_a_number_is_unknown() -> None:
    assert not f.percent(float("nan")).known
    assert not f.money(float("inf"), "EUR").known


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, "0 %"),
        (0.00001, "< 0.1 %"),
        (-0.00001, "> -0.1 %"),
        (0.1234, "12.3 %"),
        (0.9996, "100 %"),
        (1, "100 %"),
        (2.5, "250 %"),
    ],
)
def test_a_share(share: float, expected: str) -> None:
    assert plain(f.percent(share)) == expected


def test_a_change_has_a_sign() -> None:
    assert plain(f.change(100, 150, "")) == "+50.0 %"
    assert plain(f.change(Decimal(100), Decimal(90), "")) == "-10.0 %"
    assert plain(f.change(100, 100, "")) == "0 %"


def test_a_manifold_change_is_a_multiple() -> None:
    assert plain(f.change(100, 400, "")) == "+300 %"
    assert plain(f.change(100, 787, "")) == "× 7.87"


def test_a_change_from_nothing_is_unknown() -> None:
    assert f.change(0, 5, "nothing before") == f.unknown("nothing before")


def test_dates() -> None:
    assert str(f.day(date(2026, 6, 30))) == "30 Jun 2026"
    assert f.month(date(2026, 1, 1)) == "Jan 2026"
    assert str(f.minute(datetime(2026, 6, 30, 4, 5, tzinfo=UTC))) == "30 Jun 2026, 04:05"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (1200, "EUR", "€1,200"),
        (0.25, "share", "25.0 %"),
        (1987, "year", "1987"),
        (12, "days", "12 days"),
        (1, "orders a year", "1 order a year"),
        (12, None, "12"),
        (3.25, "orders per year", "3.25 orders per year"),
    ],
)
def test_a_value_with_its_unit(value: float, unit: str | None, expected: str) -> None:
    assert plain(f.value_with_unit(value, unit, "EUR")) == expected


def test_words() -> None:
    assert f.words("purchase_frequency") == "Purchase frequency"
    assert f.counted(1, "account") == "1 account"
    assert f.counted(1200, "company", "companies") == "1,200 companies"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        (Decimal("76939.0700"), "currency", "€76,939.07"),
        (12_345, "orders", "12,345 orders"),
        (1, "touches a year", "1 touch a year"),
        (0.064, "share", "6.4 %"),
        (12_345.678, "days", "12,345.68 days"),
        (0.1234, None, "0.12"),
        (1987, "year", "1987"),
        (-3, "points", "-3 points"),
    ],
)
def test_a_value_in_full(value: float, unit: str | None, expected: str) -> None:
    assert plain(f.in_full(value, unit, "EUR")) == expected


def test_labels_inside_a_sentence() -> None:
    assert f.lower_first("Net revenue") == "net revenue"
    assert f.lower_first("CLTV, historic") == "CLTV, historic"


@pytest.mark.parametrize(
    ("code", "name"), [("GB", "United Kingdom"), ("other country", "other country"), ("", "")]
)
def test_countries_by_their_names(code: str, name: str) -> None:
    assert f.country(code) == name
