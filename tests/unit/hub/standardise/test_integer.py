import pytest


@pytest.mark.parametrize(
    ("written", "number"),
    [("1,250 users", 1250), ("Net 30", 30), ("30 days", 30), ("12.0", 12), ("5k", 5000), ("-3", -3),
     ("12.5", None), ("abc", None), ("30 June", None), ("99999999999999999999", None)],
)  # fmt: skip
def test_integers(run, written: str, number: int | None) -> None:
    assert run("integer", written) == [(number,)]
