"""What `init` prints of what it recognised."""

from pathlib import Path

import pytest

from segmentry.cli.app import app

ACCOUNTS = (
    "Id,Name,BillingCity,BillingCountry,Website,NumberOfEmployees,SystemModstamp\n"
    + "".join(
        f"001{n:012d},Firm {n},Bonn,Germany,firm{n}.com,5,2024-02-03T10:00:00\n" for n in range(5)
    )
)
CLIENTS = "client number,client name,town,note a,{notes}\n".format(
    notes=",".join(f"note {n}" for n in range(20))
) + "".join(f"C{n},Firm {n} Ltd,Leeds,x{',y' * 20}\n" for n in range(5))


@pytest.fixture
def said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (tmp_path / "clients.csv").write_text(CLIENTS, encoding="utf-8")
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "clients.csv").write_text(CLIENTS, encoding="utf-8")
    app(["init", str(tmp_path / "new"), "--from", str(tmp_path)], standalone_mode=False)
    return " ".join(capsys.readouterr().out.split())


def test_guesses_are_shown_whole_and_known_exports_in_a_line(said: str) -> None:
    assert "clients → accounts" in said
    assert "client number" in said
    assert "Known exports, by preset" in said
    assert "accounts accounts salesforce/accounts 7" in said
    assert "BillingCountry" not in said


def test_of_many_names_the_first_are_shown(said: str) -> None:
    assert " more" in said
    assert "note 19" not in said


def test_folders_passed_over_are_told(said: str) -> None:
    assert "old: a folder within a folder; name it in --from as well if it belongs here" in said
