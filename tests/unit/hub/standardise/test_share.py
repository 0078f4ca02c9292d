import pytest


@pytest.mark.parametrize(
    ("written", "share"),
    [("25 %", 0.25), ("0.25", 0.25), ("1", 1.0), ("100%", 1.0), ("150%", 1.5), ("-5%", -0.05),
     ("12.5 percent", 0.125), ("25", None), ("abc", None), ("%", None)],
)  # fmt: skip
def test_shares(run, written: str, share: float | None) -> None:
    assert run("share", written) == [(share,)]


def test_a_column_of_percentages_is_a_matter_of_its_reading(run) -> None:
    assert run("share", "25", "0.5", "10%", percent=True) == [(0.25,), (0.005,), (0.1,)]
