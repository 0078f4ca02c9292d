"""Files as people export them: what cannot be read is said or set aside, never lost."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
HEADER = "id,name,country,industry,employees\n"

# content of customers.csv, what the message must say; the run ends with 2
REFUSED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ("customers.csv", "The file is empty", "Export it again")),
    "binary": (bytes(range(256)) * 40, ("customers.csv", "binary file", "Export the table as")),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(5000), ("PNG picture", "Export the table as")),
    "document": (b"%PDF-1.7\n" + bytes(900), ("customers.csv", "PDF")),
    "web page": (b"<!DOCTYPE html><html><body>Sign in</body></html>", ("customers.csv",)),
    "torn workbook": (b"PK\x03\x04" + bytes(500), ("customers.csv",)),
    "torn Parquet": (b"PAR1" + bytes(500), ("customers.csv",)),
    "torn gzip": (b"\x1f\x8b\x08" + bytes(500), ("customers.csv",)),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(REFUSED))
def test_what_is_no_table_is_refused(shop: Path, command: Command, case: str) -> None:
    content, words = REFUSED[case]
    (shop / "exports" / "customers.csv").write_bytes(content)
    told = command("run", "-w", shop)
    assert told.code == 2, told.said
    assert not [w for w in words if w not in told.said], told.said


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_letters_survive_other_encodings(shop: Path, command: Command, encoding: str) -> None:
    text = HEADER + "C01,Müller & Söhne,DE,Retail,5\n"
    (shop / "exports" / "customers.csv").write_bytes(text.encode(encoding))
    assert command("run", "-w", shop).code == 0
    assert command("profile", "C01", "-w", shop, "--json").json["profile"]["label"] == (
        "Müller & Söhne"
    )


def test_ragged_rows_are_set_aside_with_what_they_say(shop: Path, command: Command) -> None:
    text = HEADER + "C01,A,DE,Retail,5\nC02,B\nC03,C,DE,Retail,7,9,9\n"
    (shop / "exports" / "customers.csv").write_text(text)
    assert command("run", "-w", shop).code == 0
    rows = command("rejects", "-w", shop, "--json").json["rows"]
    assert [(r["line"], r["rule"], r["value"]) for r in rows] == [
        (3, "ragged_row", "C02,B"),
        (4, "ragged_row", "C03,C,DE,Retail,7,9,9"),
    ]


def test_a_header_twice_keeps_both_columns(shop: Path, command: Command) -> None:
    text = "id,name,name,country,industry,employees\nC01,A,B,DE,Retail,5\n"
    (shop / "exports" / "customers.csv").write_text(text)
    assert command("run", "-w", shop).code == 0
    assert "a second 'name'; it is called 'name_2'" in command("quality", "-w", shop).said


def test_a_header_alone_gives_no_account(shop: Path, command: Command) -> None:
    (shop / "exports" / "customers.csv").write_text(HEADER)
    rows = command("run", "-w", shop, "--json").json["rows"]
    assert (rows["account_records"], rows["orders"]) == (0, 600)
    assert rows["account_orders"] == 600


def test_a_cell_of_ten_megabytes_is_set_aside(shop: Path, command: Command) -> None:
    text = HEADER + f"C01,{'x' * 10_000_000},DE,Retail,5\nC02,B,DE,Retail,6\n"
    (shop / "exports" / "customers.csv").write_text(text)
    assert command("run", "-w", shop).code == 0
    rows = command("rejects", "-w", shop, "--json").json["rows"]
    assert [(r["line"], r["field"], r["effect"]) for r in rows] == [(2, "name", "value")]
    assert (shop / "report.html").stat().st_size < 3_000_000
    assert len(command("profile", "C01", "-w", shop).said) < 20_000


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.parametrize(
    ("place", "code", "words"),
    [
        ("exports/orders.csv", 2, "may not be read"),
        ("sources/orders.yaml", 2, "cannot be read"),
        ("segmentry.yaml", 2, "cannot be read"),
    ],
)
def test_what_may_not_be_read_is_said(
    shop: Path, as_nobody: Command, place: str, code: int, words: str
) -> None:
    shop.chmod(0o777)
    (shop / place).chmod(0o600)
    told = as_nobody("run", "-w", shop)
    assert told.code == code, told.said
    assert words in told.said
    assert Path(place).name in told.said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
def test_a_workspace_that_may_not_be_written_is_said(shop: Path, as_nobody: Command) -> None:
    shop.chmod(0o555)
    told = as_nobody("run", "-w", shop)
    assert told.code == 3
    assert f"{shop}/.segmentry" in told.said
    assert "may be written" in told.said


def test_a_file_gone_after_a_good_run_leaves_that_run(shop: Path, command: Command) -> None:
    assert command("run", "-w", shop).code == 0
    before = command("segments", "-w", shop, "--json").json
    (shop / "exports" / "orders.csv").unlink()
    told = command("run", "-w", shop)
    assert told.code == 2
    assert "exports/orders.csv There is no such file. Did you mean 'customers.csv'?" in told.said
    assert command("segments", "-w", shop, "--json").json == before
    assert [r["run"] for r in command("runs", "-w", shop, "--json").json] == [1]


def test_a_source_taken_out_gives_a_run_without_it(shop: Path, command: Command) -> None:
    first = command("run", "-w", shop, "--json").json
    (shop / "sources" / "customers.yaml").unlink()
    second = command("run", "-w", shop, "--json").json
    assert (first["rows"]["account_records"], second["rows"]["account_records"]) == (60, 0)
    assert second["rows"]["account_orders"] == 600
    kept = set(command("segments", "value_tiers", "A", "-w", shop, "--json").json[0])
    assert {"account_id", "reason"} <= kept


def _database(shop: Path, url: str) -> None:
    (shop / "sources" / "database.yaml").write_text(
        f"source: sql\nurl: '{url}'\ntable: orders\ntables:\n  orders:\n"
        "    fields: {key: id, account: company, ordered_at: day, amount: amount}\n"
    )


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("postgresql://bob:hunter2secret@127.0.0.1:1/shop", 3, "does not answer"),
        ("mysql://bob:hunter2secret@127.0.0.1:1/shop", 3, "does not answer"),
        ("postgresql://bob:hunter2secret@:x/shop", 2, "no database URL"),
        ("sqlite:///no.db", 2, "There is no such file"),
        ("env:SEGMENTRY_NO_SUCH_VARIABLE", 2, "is not set"),
        ("oracle://bob:hunter2secret@127.0.0.1/shop", 2, "pip install"),
        ("gopher://bob:hunter2secret@127.0.0.1/shop", 2, "gopher"),
    ],
)
def test_a_database_that_is_not_there(
    shop: Path, command: Command, url: str, code: int, words: str
) -> None:
    assert command("run", "-w", shop).code == 0
    _database(shop, url)
    told = command("run", "-w", shop)
    assert told.code == code, told.said
    assert words in told.said
    assert "hunter2secret" not in told.said
    assert [r["run"] for r in command("runs", "-w", shop, "--json").json] == [1]
