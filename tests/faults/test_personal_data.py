"""What is known about people, and secrets, stay where erasure and care can reach them."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

Command = Callable[..., Any]
FIRST, LAST = "Zephyrina", "Quackenbush"
EMAIL, PHONE = "zephyrina.quackenbush@unlikely-mail.de", "+49 30 98765432"
PERSONAL = (FIRST, LAST, "unlikely-mail", "98765432", "zephyrina")
SECRET = "hunter2secret"


@pytest.fixture
def people(shop: Path) -> Path:
    """A shop that knows one person, told well and told badly."""
    (shop / "exports" / "contacts.csv").write_text(
        "id,company,first,last,email,phone,title\n"
        f"P1,C03,{FIRST},{LAST},{EMAIL},{PHONE},Chief Technology Officer\n"
        f"P2,C04,{FIRST},{LAST},{EMAIL} or ask {FIRST},98765432 ext {LAST},x\n"
        f"P3,,{FIRST},{LAST},{EMAIL},{PHONE},CEO\n"
        f"P1,C05,{FIRST},{LAST},{EMAIL},{PHONE},CEO\n"
        f"P4,C03,{FIRST},{LAST}\n"
        f"{EMAIL},C06,{FIRST},{LAST},{EMAIL},{PHONE},CEO\n"
    )
    (shop / "sources" / "contacts.yaml").write_text(
        "source: files\npath: exports/contacts.csv\nsystem: customers\ntables:\n  contacts:\n"
        "    fields: {key: id, account: company, first_name: first, last_name: last, "
        "email: email, phone: phone, job_title: title}\n"
    )
    return shop


def _texts(path: Path) -> set[str]:
    table = pq.read_table(path)
    texts = {str(v) for column in table.columns for v in column.to_pylist() if v is not None}
    return texts | set(table.schema.names)


def test_people_stand_in_no_file_of_a_run(people: Path, command: Command) -> None:
    told = command("run", "-w", people)
    assert told.code == 0, told.said
    files = list((people / ".segmentry" / "files").rglob("*.parquet"))
    outside = [p for p in files if p.parts[-3] != "sources"]
    assert len(outside) > 30
    for path in outside:
        found = [t for t in _texts(path) if any(p in t for p in PERSONAL)]
        assert not found, (path.name, found)


def test_people_stand_in_no_report_and_no_output(people: Path, command: Command) -> None:
    asked: tuple[tuple[str, ...], ...] = (
        ("run",), ("segments",), ("variables",), ("quality",), ("rejects",), ("rejects", "--json"),
        ("steps", "--sql"), ("profile", "C03"), ("profile", "C03", "--json"), ("runs",),
    )  # fmt: skip
    told = [command(*words, "-w", people) for words in asked]
    report = (people / "report.html").read_text(encoding="utf-8")
    for text in (report, *(t.out + t.err for t in told)):
        assert not [p for p in PERSONAL if p in text]


def test_people_stand_in_no_catalogue(people: Path, command: Command) -> None:
    assert command("run", "-w", people).code == 0
    for path in (people / ".segmentry").glob("*.sqlite*"):
        content = path.read_bytes()
        assert not [p for p in PERSONAL if p.encode() in content], path.name


def test_the_person_can_still_be_reached(people: Path, command: Command) -> None:
    assert command("run", "-w", people).code == 0
    vault = _texts(people / ".segmentry" / "vault" / "contacts.parquet")
    assert {FIRST, LAST, EMAIL} <= vault


def test_the_vault_goes_back_with_the_data(people: Path, command: Command) -> None:
    contacts, vault = people / "exports" / "contacts.csv", people / ".segmentry" / "vault"
    text, known = contacts.read_text(), []
    for content in (text, text.splitlines()[0] + "\n", text):
        contacts.write_text(content)
        assert command("run", "-w", people).code == 0
        known.append(pq.read_table(vault / "contacts.parquet").num_rows)
    assert known[0] == known[2] > known[1]


def test_no_secret_of_a_database_is_kept(shop: Path, command: Command) -> None:
    with sqlite3.connect(shop / "shop.db") as database:
        database.execute("create table orders (id text, company text, day text, amount real)")
        database.execute("insert into orders values ('D1', 'C01', '2025-03-01', 5.5)")
    database.close()
    (shop / "sources" / "database.yaml").write_text(
        f"source: sql\nurl: 'sqlite:///shop.db?password={SECRET}'\ntable: orders\n"
        "system: customers\ntables:\n"
        "  orders: {fields: {key: id, account: company, ordered_at: day, amount: amount}}\n"
    )
    told = command("run", "-w", shop)
    other = "postgresql://bob:" + SECRET + "@127.0.0.1:1/shop"
    if told.code:  # the driver takes no such option: an own file, with the secret beside it
        (shop / "sources" / "database.yaml").write_text(
            (shop / "sources" / "database.yaml").read_text().replace(f"?password={SECRET}", "")
        )
        assert command("run", "-w", shop).code == 0
    (shop / "sources" / "remote.yaml").write_text(
        f"source: sql\nurl: {other}\ntable: orders\ntables:\n"
        "  orders: {fields: {key: id, account: company, ordered_at: day, amount: amount}}\n"
    )
    told = command("run", "-w", shop)
    assert told.code == 3
    assert SECRET not in told.said
    _holds_nowhere(shop, SECRET)


def test_no_secret_of_a_good_run_is_kept(
    shop: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A driver that is not there any more must not keep us from a run that has its secret."""
    from segmentry.sources import stage

    source = shop / "sources" / "orders.yaml"
    files = source.read_text()
    source.write_text(
        files.replace("source: files\npath: exports/orders.csv", "source: sql\ntable: orders\n"
                      f"url: postgresql://bob:{SECRET}@127.0.0.1:1/shop?sslpassword={SECRET}")
    )  # fmt: skip
    from segmentry.sources.files import Files

    read = Files(path="exports/orders.csv")
    ours = stage.source_of
    monkeypatch.setattr(stage, "source_of", lambda d: read if d.name == "orders" else ours(d))
    assert command("run", "-w", shop).code == 0
    assert command("steps", "--sql", "-w", shop).out.count(SECRET) == 0
    _holds_nowhere(shop, SECRET)


def _holds_nowhere(shop: Path, secret: str) -> None:
    places = [p for p in (shop / ".segmentry").rglob("*") if p.is_file()]
    report = shop / "report.html"
    for path in [*places, *([report] if report.exists() else [])]:
        assert secret.encode() not in path.read_bytes(), path.relative_to(shop)


def test_the_catalogue_keeps_what_a_definition_said(shop: Path, command: Command) -> None:
    assert command("run", "-w", shop).code == 0
    with sqlite3.connect(shop / ".segmentry" / "catalogue.sqlite") as catalogue:
        query = "select content from versions where kind = 'source' and name = 'orders'"
        ((content,),) = catalogue.execute(query).fetchall()
    catalogue.close()
    assert json.loads(content)["settings"] == {"path": "exports/orders.csv"}
