"""Runs in which people and caution have a say in who is who."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from segmentry.workspace import Run, Workspace

_SAID = (
    ("C10", "C20", "same"),
    ("C30", "C31", "same"), ("C31", "C32", "same"), ("C30", "C32", "different"),
    ("C40", "crm:K40", "different"),
    ("customers:P1", "customers:P3", "same"), ("customers:P1", "customers:P2", "different"),
)  # fmt: skip
_CRM = """id,name,country
K40,Company 40,FR
K41,Company 41,GB
K42,Borealis Optik,DE
K42,Schmidt Backwaren,DE
"""
_PEOPLE = """id,company,name,mail
P1,C03,Ada Byron,ada@gmail.com
P2,C04,"Byron, Ada",ada@gmail.com
P3,C04,Kai Olsen,kai@olsen.de
P4,C05,Ada Byron,ada@gmail.com
"""
_FAIR = "name,country\nCompany 50,GB\nWeser Kontor,DE\nWeser Kontor,DE\n"


@pytest.fixture
def judged() -> Callable[[Path], Run]:
    """Runs a shop twice, with a CRM that gives a key again and a list without keys: answers between
    the runs join, part and contradict, of contacts too, and two customers turn out to be one, which
    waits."""

    def run_twice(folder: Path) -> Run:
        _know_companies_twice(folder)
        _know_people(folder)
        # who is who is asked here, and each statement of a segmentation takes Spark a second
        shutil.rmtree(folder / "segmentations")
        workspace = Workspace(folder)
        workspace.run()
        for key, other, said in _SAID:
            workspace.identity.answer(key, other, said, because="known", by="Ana")
        _turn_out_to_be_one(folder / "exports" / "customers.csv")
        run = workspace.run()
        told = " ".join(run.notes("profiles"))
        assert "1 merge of accounts that both brought money waits" in told
        assert "Answers contradict each other" in told
        assert "crm:K42 is 'Borealis Optik' and 'Schmidt Backwaren'" in " ".join(run.notes("hub"))
        assert workspace.identity.explain("C10", "C20")["is_one"]
        assert workspace.identity.explain("customers:P1", "customers:P3")["is_one"]
        assert not workspace.identity.explain("customers:P1", "customers:P2")["is_one"]
        return run

    return run_twice


def _know_people(folder: Path) -> None:
    (folder / "exports" / "people.csv").write_text(_PEOPLE, encoding="utf-8")
    (folder / "sources" / "people.yaml").write_text(
        "source: files\npath: exports/people.csv\nsystem: customers\ntables:\n  contacts:\n"
        "    fields: {key: id, account: company, full_name: name, email: mail}\n",
        encoding="utf-8",
    )


def _know_companies_twice(folder: Path) -> None:
    for source, rows, fields in (
        ("crm", _CRM, "{key: id, name: name, country: country}"),
        ("fair", _FAIR, "{name: name, country: country}"),
    ):
        (folder / "exports" / f"{source}.csv").write_text(rows, encoding="utf-8")
        (folder / "sources" / f"{source}.yaml").write_text(
            f"source: files\npath: exports/{source}.csv\n"
            f"tables:\n  accounts:\n    fields: {fields}\n"
        )
    customers = folder / "sources" / "customers.yaml"
    customers.write_text(customers.read_text().replace("name: name,", "name: name, domain: web,"))
    export = folder / "exports" / "customers.csv"
    header, *rows = export.read_text().splitlines()
    export.write_text("\n".join([f"{header},web", *(f"{row}," for row in rows)]) + "\n")


def _turn_out_to_be_one(export: Path) -> None:
    text = export.read_text()
    for key in ("C01", "C04"):
        (row,) = (line for line in text.splitlines() if line.startswith(f"{key},"))
        _, _, *rest = row.split(",")
        told = ",".join([key, "Nordlicht Logistik SA", *rest[:-1], "nordlicht-logistik.fr"])
        text = text.replace(row, told)
    export.write_text(text)
