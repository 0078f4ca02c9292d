import csv
import time
from pathlib import Path

import duckdb
import pytest

from segmentry.hub.standardise.base import Reading
from segmentry.hub.standardise.company_name import CompanyName


@pytest.mark.parametrize(
    ("name", "key", "form"),
    [
        ("ACME   Holdings, Inc.", "acme holdings", "Inc."),
        ("Müller & Co", "muller", "Co."),
        ("Foo GmbH & Co. KG", "foo", "GmbH & Co. KG"),
        ("ООО «Ромашка»", "ромашка", "ООО"),
        ("株式会社トヨタ", "トヨタ", "KK"),
        ("トヨタ自動車株式会社", "トヨタ自動車", "KK"),
        ("（株）日立", "日立", "KK"),
        ("腾讯科技有限公司", "腾讯科技", "有限公司"),
        ("(주)카카오", "카카오", "주식회사"),
        ("บริษัท ปตท. จำกัด (มหาชน)", "ปตท", "บริษัท จำกัด"),
        ("Enel S.p.A.", "enel", "S.p.A."),
        ("Foo sp. z o.o.", "foo", "Sp. z o.o."),
        ("Foo S. A.", "foo", "S.A."),
        ("BHP Pty. Ltd.", "bhp", "Pty Ltd"),
        ("AB Volvo", "volvo", "AB"),
        ("Novo Nordisk A/S", "novo nordisk", "AS"),
        ("I.B.M. Corp.", "ibm", "Corp."),
        ("Nokia Oyj", "nokia", "Oyj"),
        ("PT Telkom Indonesia Tbk", "telkom indonesia", "PT"),
        ("L'Oréal SA", "loreal", "S.A."),
        ("Straße AG", "strasse", "AG"),
        ("3M", "3m", None),
        ("Johnson & Johnson", "johnson and johnson", None),
        ("Société Générale", "societe generale", None),
        ("X", "x", None),
        ("C++ Ltd", "c", "Ltd"),
    ],
)
def test_key_and_legal_form(run, name: str, key: str, form: str | None) -> None:
    assert run("company_name", name) == [(" ".join(name.split()), key, form)]


@pytest.mark.parametrize(
    ("country", "name", "key", "form"),
    [
        ("US", "Rosewood Nursery II", "rosewood nursery ii", None),
        ("", "Rosewood Nursery III", "rosewood nursery iii", None),
        ("US", "Milton School IV, Inc.", "milton school iv", "Inc."),
        ("LT", "Ruta II", "ruta", "MB"),
        ("LT", "IĮ Rūta", "ruta", "MB"),
        ("LT", "II", "ii", None),
        ("US", "Earl Smith Trucking", "earl smith trucking", None),
        ("FR", "EARL du Moulin", "du moulin", "SCEA"),
        ("US", "Pizza Too", "pizza too", None),
        ("US", "Bluegrass Legal of KY", "bluegrass legal of ky", None),
        ("FI", "Virtanen Ky", "virtanen", "Ky"),
        ("AT", "Huber e.U.", "huber", "e.U."),
        ("VE", "Polar C.A.", "polar", "CA"),
        ("ES", "Club Sol S.A.D.", "club sol", "SAD"),
        ("ES", "Mar S.A.L.", "mar", "SAL"),
    ],
)
def test_forms_that_are_words_elsewhere_count_where_the_country_says_so(
    run, country: str, name: str, key: str, form: str | None
) -> None:
    assert run("company_name", name, default_country=country) == [(name, key, form)]


@pytest.mark.parametrize(
    "name", ["AG", "S.A.", "Limited Brands", "The Limited", "Co-op", "株式会社"]
)
def test_a_name_is_never_stripped_away(run, name: str) -> None:
    assert run("company_name", name)[0][1]


def test_spellings_of_one_company_have_one_key(run) -> None:
    spellings = ("The Coca-Cola Company", "Coca Cola Co.", "COCA-COLA CO", "coca-cola company, the")
    assert {key for _, key, _ in run("company_name", *spellings)} == {"coca cola"}


@pytest.mark.parametrize("nothing", ["n/a", "Test", "xxx", "-", "tbd", "[Not provided]", "unknown"])
def test_placeholders_are_no_names(run, nothing: str) -> None:
    assert run("company_name", nothing) == [(None, None, None)]


def test_nearly_all_legal_forms_of_another_list_are_recognised(run, data: Path) -> None:
    with (data / "legal_forms" / "cleanco_terms.csv").open(encoding="utf-8") as file:
        terms = sorted({row["term"] for row in csv.DictReader(file) if row["grouping"] == "type"})
    answers = run("company_name", *(f"Zyxwa {term}" for term in terms))
    assert sum(key == "zyxwa" for _, key, _ in answers) / len(terms) >= 0.8


def test_legal_forms_of_real_names(data: Path) -> None:
    form = CompanyName().expressions('"Entity.LegalName"', Reading())["legal_form"]
    query = f"""
        select "Entity.LegalAddress.Country" as country, avg(cast(({form}) is not null as integer))
        from read_parquet(?) group by country
    """
    files = str(data / "gleif_sample" / "gleif_sample_100k.parquet")
    shares = dict(duckdb.connect().execute(query, [files]).fetchall())
    least = {"DE": 0.85, "ES": 0.9, "SE": 0.9, "CZ": 0.95, "PL": 0.85, "NO": 0.9, "IT": 0.8}
    assert {c: round(shares[c], 2) for c, share in least.items() if shares[c] < share} == {}


@pytest.mark.slow
def test_a_hundred_thousand_names_take_seconds(data: Path) -> None:
    given = CompanyName().expressions('"Entity.LegalName"', Reading())
    columns = ", ".join(f"max({expression})" for expression in given.values())
    files = str(data / "gleif_sample" / "gleif_sample_100k.parquet")
    started = time.perf_counter()
    duckdb.connect().execute(f"select {columns} from read_parquet(?)", [files]).fetchall()
    assert time.perf_counter() - started < 20
