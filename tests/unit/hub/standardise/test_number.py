import pytest


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,234.5", 1234.5), ("1e5", 100000.0), ("-3", -3.0), ("(2)", -2.0), ("0.1", 0.1),
     ("NaN", None), ("inf", None), ("25%", None), ("1e999", None), ("1,5", None)],
)  # fmt: skip
def test_numbers(run, written: str, number: float | None) -> None:
    assert run("number", written) == [(number,)]


def test_the_reading_tells_the_decimal_mark(run) -> None:
    assert run("number", "1,5", "1.234,5", decimal=",") == [(1.5,), (1234.5,)]
