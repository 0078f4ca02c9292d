import pytest


@pytest.mark.parametrize(
    ("written", "middle", "start", "end"),
    [
        ("51-200", 125, 51, 200), ("1,000+", 1000, 1000, None), ("11 to 50", 30, 11, 50),
        ("< 10", 5, 1, 9), ("up to 50", 25, 1, 50), (">500", 501, 501, None),
        ("5001-10000 employees", 7500, 5001, 10000), ("1k-5k", 3000, 1000, 5000),
        ("5.001–10.000 Mitarbeiter", 7500, 5001, 10000), ("1234", 1234, 1234, 1234),
        ("10,001+ employees", 10001, 10001, None), ("Nov-50", 30, 11, 50), ("2-Oct", 6, 2, 10),
        ("1.500", 1500, 1500, 1500), ("between 5 and 10", 7, 5, 10), ("1 000", 1000, 1000, 1000),
        ("250.0", 250, 250, 250),
    ],
)  # fmt: skip
def test_sizes(run, written: str, middle: int, start: int, end: int | None) -> None:
    assert run("size", written) == [(middle, start, end)]


@pytest.mark.parametrize("nothing", ["small", "50-10", "1.5", "-5", "< 1", "12 apples"])
def test_what_is_no_size(run, nothing: str) -> None:
    assert run("size", nothing) == [(None, None, None)]
