import pytest


@pytest.mark.parametrize(
    ("written", "year"),
    [("1987", 1987), ("founded 1987", 1987), ("2013 (1888)", 2013), ("01/05/1999", 1999),
     ("2005-01-02", 2005), ("1999.0", 1999), ("1599", None), ("2201", None), ("87", None),
     ("19870", None)],
)  # fmt: skip
def test_years(run, written: str, year: int | None) -> None:
    assert run("year", written) == [(year,)]
