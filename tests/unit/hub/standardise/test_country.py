import csv
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("code", "spellings"),
    [
        ("US", "US|usa|U.S.|840|United States of America|États-Unis|EE.UU.|Verenigde Staten|ABD"),
        ("GB", "UK|U.K.|England|Scotland|Great Britain|Reino Unido|Royaume-Uni|GBR"),
        ("DE", "Deutschland|Germany|Allemagne|Saksa|Niemcy|Германия|ドイツ|DEU|276"),
        ("NL", "Holland|The Netherlands|Pays-Bas|Niederlande|Nederland"),
        ("CI", "Ivory Coast|Côte d'Ivoire|Elfenbeinküste"),
        ("KR", "South Korea|Korea, Republic of|대한민국|Korea"),
        ("TR", "Turkey|Türkiye|Turquie"),
        ("CZ", "Czech Republic|Czechia|Česko"),
        ("BO", "Bolivia|Bolivia (Plurinational State of)"),
        ("IE", "EIRE|Republic of Ireland"),
    ],
)
def test_many_spellings_are_one_country(run, code: str, spellings: str) -> None:
    assert set(run("country", *spellings.split("|"))) == {(code,)}


def test_regions_continents_and_cities_are_no_countries(run) -> None:
    no_countries = (
        "California", "Texas", "Ontario", "Bavaria", "Europe", "EU", "EMEA", "London", "New York",
        "European Community", "Channel Islands", "Unspecified", "n/a", "4", "Granada",
    )  # fmt: skip
    assert set(run("country", *no_countries)) == {(None,)}


def test_nearly_all_names_of_another_list_are_known(run, data: Path) -> None:
    with (data / "countries_regions" / "country_converter.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if len(row["ISO2"]) == 2]
    for column, least in (("name_short", 0.97), ("name_official", 0.96), ("ISO3", 0.98)):
        answers = run("country", *(row[column] for row in rows))
        right = sum(a == (row["ISO2"],) for a, row in zip(answers, rows, strict=True))
        assert right / len(rows) >= least, column


def test_subdivisions_hardly_ever_become_another_country(run, data: Path) -> None:
    with (data / "countries_regions" / "iso3166_2.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    answers = run("country", *(row["name"] for row in rows))
    wrong = sum(a not in ((None,), (r["country"],)) for a, r in zip(answers, rows, strict=True))
    assert wrong / len(rows) < 0.01


def test_all_countries_of_northwind_are_known(run, data: Path) -> None:
    with (data / "northwind" / "customers.csv").open(encoding="utf-8-sig") as file:
        names = {row.get("Country") or row["country"] for row in csv.DictReader(file)}
    assert len(names) == 21
    assert (None,) not in run("country", *sorted(names))
