from decimal import Decimal

import pytest


@pytest.mark.parametrize(
    ("written", "middle", "start", "end"),
    [
        ("$1M-$10M", 5_500_000, 1_000_000, 10_000_000),
        ("1-10 million", 5_500_000, 1_000_000, 10_000_000),
        ("$500k - 1M", 750_000, 500_000, 1_000_000),
        ("$500-1M", 500_250, 500, 1_000_000),
        ("<1M", 500_000, 0, 1_000_000),
        (">1B", 10**9, 10**9, None),
        ("$1M+", 10**6, 10**6, None),
        ("1000000", 10**6, 10**6, 10**6),
        ("€1-2 Mrd.", 1_500_000_000, 10**9, 2 * 10**9),
        ("more than $1 billion", 10**9, 10**9, None),
        ("$50M to $100M", 75_000_000, 5 * 10**7, 10**8),
    ],
)
def test_ranges(run, written: str, middle: int, start: int, end: int | None) -> None:
    assert run("money_range", written) == [
        (Decimal(middle), Decimal(start), None if end is None else Decimal(end))
    ]


def test_a_scale_counts_for_bare_numbers(run) -> None:
    assert run("money_range", "1100.04", scale=1_000_000)[0][0] == Decimal("1100040000")


@pytest.mark.parametrize("nothing", ["10M-1M", "5%", "large", "-5", "1" * 20])
def test_what_is_no_range(run, nothing: str) -> None:
    assert run("money_range", nothing) == [(None, None, None)]
