import csv
from pathlib import Path

import pytest


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("medical", "healthcare"),
        ("HealthTech", "healthcare"),
        ("FinTech", "financial services"),
        ("Banking", "financial services"),
        ("retail", "retail"),
        ("Software", "technology"),
        ("DevTools", "technology"),
        ("Cybersecurity", "technology"),
        ("EdTech", "education"),
        ("Healthcare & Life Sciences", "healthcare"),
        ("Maschinenbau", "manufacturing"),
        ("Health Care: Medical Facilities", "healthcare"),
        ("hospitality", "hospitality"),
        ("hospital", "healthcare"),
        ("Oil and Gas Equipment, Services", "energy"),
        ("Qwertzuiop", None),
    ],
)
def test_words_have_a_group(run, written: str, group: str | None) -> None:
    assert run("industry", written)[0][4] == group


def test_misspelt_words_are_shown_as_they_should_be(run) -> None:
    assert run("industry", "technolgy") == [("Technology", None, None, None, "technology")]


@pytest.mark.parametrize(
    ("written", "scheme", "code", "isic", "group"),
    [
        ("541511", "naics", "541511", "6201", "technology"),
        ("7372", "sic", "7372", "5820", "technology"),
        ("62.01", "nace", "62.01", "6201", "technology"),
        ("J62", "isic", "62", "62", "technology"),
        ("6021.0", "sic", "6021", "64", "financial services"),
        ("0111", "sic", "0111", "0111", "agriculture"),
        ("NAICS 522110", "naics", "522110", "6419", "financial services"),
        ("8062 - Hospitals", "sic", "8062", "8610", "healthcare"),
        ("62012", "uksic", "62012", "6201", "technology"),
        ("513210", "naics", "513210", "5820", "technology"),
        ("46.89", "nace", "46.89", "466", "wholesale"),
    ],
)
def test_codes(run, written: str, scheme: str, code: str, isic: str, group: str) -> None:
    assert run("industry", written)[0][1:] == (scheme, code, isic, group)


def test_short_numbers_need_their_scheme(run) -> None:
    assert run("industry", "52", "73", "K") == [(None,) * 5] * 3
    assert run("industry", "52", scheme="naics")[0][0] == "Finance and insurance"
    assert run("industry", "62", scheme="isic")[0][3] == "62"


def test_a_code_no_scheme_knows_says_nothing(run) -> None:
    assert run("industry", "123456", "0000") == [(None,) * 5] * 2


@pytest.mark.parametrize(
    ("file", "column", "least"),
    [
        ("sp500_constituents/constituents.csv", "GICS Sector", 1.0),
        ("sp500_constituents/constituents.csv", "GICS Sub-Industry", 0.98),
        ("fortune1000_2016/fortune1000.csv", "industry", 0.95),
        ("crm_sales_opportunities/accounts.csv", "sector", 1.0),
        ("ravenstack_saas/ravenstack_accounts.csv", "industry", 1.0),
    ],
)
def test_words_of_real_files_have_a_group(
    run, data: Path, file: str, column: str, least: float
) -> None:
    with (data / file).open(encoding="utf-8", errors="replace") as lines:
        words = sorted({row[column] for row in csv.DictReader(lines)})
    groups = [answer[4] for answer in run("industry", *words)]
    assert sum(g is not None for g in groups) / len(words) >= least
