"""Two records fit the terminal: beside each other, or one below the other."""

import pytest

from segmentry.cli.two_records import show_two_records

KEY, OTHER = "dynamics_accounts:123e4567-e89b-12d3-a456-426614174000", "shop:0000098127"
NAME = "Nordlicht Logistik und Transport"
FIELDS = [
    {"field": "name", "first": NAME, "second": "Nordlicht", "verdict": "differs"},
    {"field": "registration_id", "first": "DE123456788", "second": None, "verdict": "not told"},
    {"field": "city", "first": "Kiel", "second": "Kiel", "verdict": "agrees"},
]


def told(
    width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    monkeypatch.setenv("COLUMNS", str(width))
    show_two_records(FIELDS, KEY, OTHER, "Question 1 of 1")
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= width
    return [line.strip() for line in lines]


def test_beside_each_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = told(80, capsys, monkeypatch)
    assert f"1  {KEY}" in lines
    assert f"2  {OTHER}" in lines
    (name,) = [line for line in lines if line.startswith("Name")]
    assert "Nordlicht Logistik und" in name
    assert name.endswith("differs")
    assert any(line.split() == ["City", "Kiel", "Kiel", "agrees"] for line in lines)


def test_one_below_the_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = told(62, capsys, monkeypatch)
    place = lines.index("Name: differs")
    assert lines[place + 1 : place + 3] == [f"1  {NAME}", "2  Nordlicht"]
    place = lines.index("Registration id: not told")
    assert lines[place + 1 : place + 3] == ["1  DE123456788", "2  –"]
    assert lines[lines.index("City: agrees") + 1 :] == ["Kiel"]


def test_keys_without_a_record(capsys: pytest.CaptureFixture[str]) -> None:
    show_two_records([], KEY, OTHER, "Two keys")
    assert "No record of a company tells of either" in capsys.readouterr().out
