"""The evidence that the truth names is in the exports, and it points to nobody else."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from segmentry.demo.places import COUNTRIES

CODES = {c.name: c.code for c in COUNTRIES}
FORMS = sorted((f for c in COUNTRIES for pair in c.legal_forms for f in pair), key=len)[::-1]

PLACEHOLDERS = ("n/a", "-", "privat", "XX000000000")


def _bare(name: str) -> str:
    """The name as a hub compares it: without legal form, accents and case."""
    for form in FORMS:
        if name.lower().endswith(form.lower()):
            name = name[: -len(form)]
            break
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("Ł", "L").casefold())
    return re.sub(r"\W+", "", "".join(c for c in plain if not unicodedata.combining(c)))


def _domain(text: str) -> str:
    found = re.search(r"([\w-]+\.example)", text)
    return found[1] if found else ""


@pytest.fixture(scope="session")
def records(files: Any) -> dict[tuple[str, str], dict[str, str]]:
    """Name, registration, domain, country and town of every record."""

    def found() -> Iterator[tuple[tuple[str, str], tuple[str | None, ...]]]:
        for r in files.rows("crm_accounts.csv"):
            yield ("crm_accounts.csv", r["Account ID"]), (
                r["Account Name"], r["VAT Number"], r["Website"], r["Billing Country"],
                r["Billing Postal Code"])  # fmt: skip
        for r in files.rows("shop_customers.csv"):
            yield (
                ("shop_customers.csv", r["Customer No"]),
                (r["Company"], r["VAT ID"], r["Homepage"], r["Country Code"], r["Postcode"]),
            )
        for r in files.rows("provider_firmographics.csv"):
            yield ("provider_firmographics.csv", r["record_id"]), (
                r["organization_name"], r["registration_number"], r["company_domain"],
                r["country"], r["zip_code"])  # fmt: skip

    names = ("name", "registration", "domain", "country", "postal")
    result = {}
    for key, values in found():
        row = dict(zip(names, (v or "" for v in values), strict=True))
        compact = row["registration"].replace(" ", "")
        row["registration"] = "" if compact in PLACEHOLDERS else compact
        row["domain"], row["name"] = _domain(row["domain"]), _bare(row["name"])
        row["country"] = CODES.get(row["country"], row["country"])
        result[key] = row
    return result


@pytest.fixture(scope="session")
def identity(files: Any) -> list[dict[str, Any]]:
    return list(files.truth("identity.parquet"))


def test_every_record_has_a_truth(
    identity: list[dict[str, Any]], records: dict[tuple[str, str], dict[str, str]]
) -> None:
    assert {(r["file"], r["key"]) for r in identity} == records.keys()


def test_every_company_has_one_anchor(identity: list[dict[str, Any]]) -> None:
    anchors = Counter(r["company"] for r in identity if r["evidence"] == "anchor")
    assert len(anchors) == 2000
    assert set(anchors.values()) == {1}


def test_the_evidence_is_there(
    identity: list[dict[str, Any]], records: dict[tuple[str, str], dict[str, str]]
) -> None:
    anchor = {
        r["company"]: records[r["file"], r["key"]] for r in identity if r["evidence"] == "anchor"
    }
    seen: Counter[str] = Counter()
    for row in identity:
        mine, first = records[row["file"], row["key"]], anchor[row["company"]]
        seen[row["evidence"]] += 1
        match row["evidence"]:
            case "registration":
                assert mine["registration"] == first["registration"] != ""
            case "domain":
                assert mine["domain"] == first["domain"] != ""
                assert mine["country"] == first["country"]
            case "name and country":
                assert (mine["name"], mine["country"]) == (first["name"], first["country"])
            case "similar name":
                assert mine["name"] != first["name"]
                assert (mine["postal"], mine["country"]) == (first["postal"], first["country"])
                assert mine["registration"] == mine["domain"] == ""
            case "none":
                assert mine["registration"] == mine["domain"] == ""
    exact = seen["registration"] + seen["domain"] + seen["name and country"]
    assert exact > 0.85 * (seen.total() - seen["anchor"])
    assert min(seen.values()) >= 5


@pytest.mark.parametrize("fields", [("registration",), ("domain",), ("name", "country")])
def test_exact_evidence_points_to_one_company(
    identity: list[dict[str, Any]],
    records: dict[tuple[str, str], dict[str, str]],
    fields: tuple[str, ...],
) -> None:
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in identity:
        record = records[row["file"], row["key"]]
        value = tuple(record[f] for f in fields)
        if all(value) and row["evidence"] not in ("none", "similar name"):
            owners[value].add(row["company"])
    assert len(owners) > 1000
    assert [v for v, companies in owners.items() if len(companies) > 1] == []


def test_some_companies_are_twice_in_the_crm(identity: list[dict[str, Any]]) -> None:
    crm = Counter(r["company"] for r in identity if r["file"] == "crm_accounts.csv")
    twice = [c for c, n in crm.items() if n == 2]
    assert 40 < len(twice) < 120
    assert max(crm.values()) == 2


def test_some_names_live_in_two_countries(files: Any) -> None:
    countries: dict[str, set[str]] = defaultdict(set)
    for true in files.truth("accounts.parquet"):
        countries[_bare(true["name"])].add(true["country"])
    assert 4 <= sum(len(c) == 2 for c in countries.values()) <= 20
    assert max(len(c) for c in countries.values()) == 2


def test_parents_are_companies_of_the_crm_and_have_no_other_cycle(files: Any) -> None:
    parent = {t["company"]: t["parent"] for t in files.truth("accounts.parquet")}
    assert sum(p is not None for p in parent.values()) > 50
    for company in parent:
        chain = [company]
        while (above := parent[chain[-1]]) is not None:
            assert above not in chain
            chain.append(above)
