import csv
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("title", "seniority", "function"),
    [
        ("VP Marketing", "VP", "marketing"),
        ("Vice President of Sales", "VP", "sales"),
        ("Geschäftsführerin", "C-level", "general management"),
        ("CFO", "C-level", "finance"),
        ("Chief Technology Officer", "C-level", "engineering"),
        ("Partner", "owner", "general management"),
        ("Owner/Marketing Assistant", "owner", "marketing"),
        ("Product Owner", "staff", "marketing"),
        ("Sales Representative", "staff", "sales"),
        ("Chef de produit", "manager", "marketing"),
        ("Head of IT", "director", "IT"),
        ("Leiter Einkauf", "director", "procurement"),
        ("Vertriebsleiter", "manager", "sales"),
        ("Directeur Général", "C-level", "general management"),
        ("Directeur des ventes", "director", "sales"),
        ("Gerente de Compras", "manager", "procurement"),
        ("Jefe de ventas", "manager", "sales"),
        ("Amministratore delegato", "C-level", "general management"),
        ("Direttore vendite", "director", "sales"),
        ("Hoofd Inkoop", "director", "procurement"),
        ("Medewerker klantenservice", "staff", "support"),
        ("Stagiaire marketing", "intern", "marketing"),
        ("Executive Assistant to the CEO", "staff", None),
        ("Responsable RH", "manager", "HR"),
        ("Senior Software Engineer", "senior", "IT"),
        ("General Counsel", "senior", "legal"),
        ("HR Business Partner", "staff", "HR"),
        ("Buchhalterin", "staff", "finance"),
        ("Order Administrator", "staff", "operations"),
        ("Astronaut", None, None),
    ],
)
def test_seniority_and_function(run, title: str, seniority: str, function: str) -> None:
    assert run("job_title", title) == [(title, seniority, function)]


def test_titles_are_tidied_and_placeholders_left_out(run) -> None:
    assert run("job_title", "  VP   Marketing,", "n/a", "???", "123")[0][0] == "VP Marketing"
    assert run("job_title", "n/a", "???", "123") == [(None, None, None)] * 3


def test_all_titles_of_northwind_are_understood(run, data: Path) -> None:
    with (data / "northwind" / "customers.csv").open(encoding="utf-8-sig") as file:
        rows = [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(file)]
    titles = sorted({row["contacttitle"] for row in rows})
    assert len(titles) == 12
    assert all(None not in answer for answer in run("job_title", *titles))
