import pytest


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("d-68306", "68306"),
        ("68306.0", "68306"),
        ("sw1a  1aa", "SW1A 1AA"),
        ("LT-01100", "01100"),
        ("98122-4321", "98122-4321"),
        ("100-0001", "100-0001"),
        ("n/a", None),
        ("none", None),
        ("Berlin", None),
        ("?", None),
    ],
)
def test_postal_codes(run, written: str, code: str | None) -> None:
    assert run("postal_code", written) == [(code,)]
