"""What was compared is kept: how likely, why, and what became of it."""

from collections.abc import Callable
from math import isclose
from typing import Any

import pytest

from segmentry.model.definitions import IdentitySettings
from segmentry.model.tables import Table
from segmentry.profiles.pairs import LEAST, probability

Profiles = Callable[..., Any]
ACME = {
    "name_key": "acme rockets", "domain": "acme.com", "country": "DE", "city": "Ulm",
    "street_key": "hauptstrasse 7", "postal_code": "89073", "phone_key": "+497315550",
}  # fmt: skip


def test_the_probability_of_log_odds(bench: Callable[..., Any]) -> None:
    made = bench()
    assert made.value(f"select {probability('0')} as p") == 0.5
    assert made.value(f"select {probability('220')} as p") == 0.9002
    assert made.value(f"select {probability('-600')} as p") == 0.0025
    assert isclose(float(made.value(f"select {probability(str(LEAST))} as p")), 0.05, abs_tol=0.001)


@pytest.fixture
def tables(known: Any) -> Any:
    records = [known(f"{s}:1", **ACME) for s in ("crm", "erp")]
    other = {**ACME, "name_key": "delta bakery", "domain": "delta.de", "phone_key": "+4989111"}
    return {Table.ACCOUNT_RECORDS: [*records, known("web:1", **other), known("web:2")]}


def test_pairs_and_places_have_a_probability(profiles: Profiles, tables: Any) -> None:
    made = profiles(tables)
    pairs = {
        (r["account_key"], r["other_key"]): r for r in made.rows("select * from identity_pairs")
    }
    pair = pairs["crm:1", "erp:1"]
    assert pair["decision"] == "together"
    assert pair["probability"] > 0.9
    assert "same name" in pair["evidence"]
    assert all(
        r["probability"] >= 0.05 and r["account_key"] < r["other_key"] for r in pairs.values()
    )
    assert {r["decision"] for keys, r in pairs.items() if "web:1" in keys} <= {"apart"}
    sure = made.rows("select account_key, confidence, evidence from identity order by account_key")
    assert [r["confidence"] for r in sure] == [pair["probability"]] * 2 + [None, None]
    assert [r["evidence"] for r in sure[:2]] == [pair["evidence"]] * 2


def test_hard_evidence_has_no_probability(profiles: Profiles, tables: Any) -> None:
    made = profiles(tables, identity=IdentitySettings(matcher="exact"))
    assert made.rows("select * from identity_pairs") == []
    assert made.value("select count(confidence) from identity") == 0
    told = made.value("select evidence from identity where account_key = 'crm:1'")
    assert "domain and name" in str(told)
