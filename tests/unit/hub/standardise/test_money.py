from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1,234.50", "1234.50"),
        ("$1,200", "1200"),
        ("($1,234.50)", "-1234.50"),
        ("(120.00)", "-120"),
        ("€ 5k", "5000"),
        ("1.2M", "1200000"),
        ("-$5.20", "-5.20"),
        ("5-", "-5"),
        ("−3.10", "-3.10"),
        ("USD 5", "5"),
        ("5 EUR", "5"),
        ("1 234.50", "1234.50"),
        ("1'234.50", "1234.50"),
        ("Rs.500", "500"),
        (".5", "0.5"),
        ("1,00,000", "100000"),
        ("1e5", "100000"),
        ("US$ 5", "5"),
        ("0.1", "0.1"),
        ("12345678901234.5678", "12345678901234.5678"),
    ],
)
def test_amounts_are_exact(run, written: str, amount: str) -> None:
    assert run("money", written) == [(Decimal(amount),)]


@pytest.mark.parametrize(
    "no_amount", ["abc", "12,50", "1.234,50", "1.2.3", "5 apples", "9" * 40, "2024-01-01", "1,23,4"]
)
def test_what_is_no_amount_is_not_guessed(run, no_amount: str) -> None:
    assert run("money", no_amount) == [(None,)]


def test_the_reading_tells_the_decimal_mark(run) -> None:
    written = ("1.234,50", "12,5", "€ 5k", "1234", "12.5")
    amounts = [a for (a,) in run("money", *written, decimal=",")]
    assert amounts == [Decimal("1234.5"), Decimal("12.5"), Decimal(5000), Decimal(1234), None]


def test_a_scale_counts_unless_the_value_says_its_own(run) -> None:
    assert run("money", "12", "1.2M", "0.0001", scale=1_000_000) == [
        (Decimal(12_000_000),),
        (Decimal(1_200_000),),
        (Decimal(100),),
    ]
