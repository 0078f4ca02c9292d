"""Merges and splits say why they happened."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import answered

Profiles = Callable[..., Any]
Run = Callable[..., Any]
ACME = {"name_key": "acme rockets", "domain": "acme.com", "country": "DE", "city": "Ulm"}
BETA = {"name_key": "beta looms", "domain": "beta.de", "country": "DE", "city": "Bonn"}


def said(first: str, second: str, what: str) -> Answer:
    return answered(first, second, what, because="so", by="Ana", at=datetime(2026, 6, 30, 9))


@pytest.fixture
def run(profiles: Profiles, known: Any) -> Run:
    """Acme and Beta in two systems each, and who is known by the key only."""

    def make(*answers: Answer, before: Any = None, more: Sequence[object] = ()) -> Any:
        records = [known(f"{s}:1", **ACME) for s in ("crm", "erp")]
        records += [known(f"{s}:2", **BETA) for s in ("crm", "erp")]
        records += [known("shop:9"), *more]
        day = date(2026, 6, 30) if before else date(2026, 6, 1)
        return profiles({Table.ACCOUNT_RECORDS: records}, answers=answers, before=before, as_of=day)

    return make


def happened(made: Any) -> dict[str, str]:
    rows = made.rows(
        "select event, evidence from identity_events where as_of = date '2026-06-30' order by all"
    )
    return {row["event"]: row["evidence"] for row in rows}


def test_a_merge_names_the_answer_behind_it(run: Run) -> None:
    made = run(said("erp:2", "crm:1", "same"), before=run())
    assert happened(made) == {"merged": "a person said that crm:1 and erp:2 are one"}


def test_answers_behind_a_chain_of_merges_are_each_named(run: Run) -> None:
    answers = said("crm:1", "crm:2", "same"), said("erp:2", "shop:9", "same")
    made = run(*answers, before=run())
    why = made.rows("select evidence from identity_events where event = 'merged' order by 1")
    assert [row["evidence"] for row in why] == [
        "a person said that crm:1 and crm:2 are one",
        "a person said that erp:2 and shop:9 are one",
    ]


def test_a_merge_without_an_answer_names_the_shared_evidence(run: Run, known: Any) -> None:
    before = run(more=[known("web:7", name_key="zulu mills", domain="zulu.com", country="FR")])
    made = run(before=before, more=[known("web:7", **ACME)])
    evidence = happened(made)["merged"]
    assert evidence.startswith("web:7 and ")
    assert "same name" in evidence


def test_a_key_that_moves_between_accounts_is_told_with_its_reason(run: Run, known: Any) -> None:
    """It takes no id with it where the account it leaves goes on."""
    before = run(more=[known("web:7", **BETA)])
    made = run(before=before, more=[known("web:7", **ACME)])
    (moved,) = made.rows("select * from identity_events where event = 'moved'")
    ids = {r["account_key"]: r["account_id"] for r in made.rows("from identity")}
    assert (moved["account_id"], moved["other_id"]) == (ids["crm:2"], ids["crm:1"])
    assert moved["evidence"].startswith("web:7: ")
    assert "same name" in moved["evidence"]


def test_a_split_names_the_answer_behind_it(run: Run) -> None:
    made = run(said("crm:1", "erp:1", "different"), before=run())
    assert happened(made) == {"split": "a person said that crm:1 and erp:1 are two"}


def test_what_is_taken_apart_again_says_both(run: Run) -> None:
    merged = run(said("crm:1", "crm:2", "same"), before=run())
    made = run(said("crm:1", "crm:2", "different"), before=merged)
    assert happened(made)["split"] == (
        "again the account it was before it was merged: a person said that crm:1 and crm:2 are two"
    )


def test_answers_about_others_name_nothing(run: Run) -> None:
    made = run(said("shop:9", "crm:2", "different"), before=run())
    assert happened(made) == {}
