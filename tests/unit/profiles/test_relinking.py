"""Answers hold whatever the evidence says, and change nothing else."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest

from segmentry.model.answers import Answer
from segmentry.model.definitions import IdentitySettings
from segmentry.model.tables import Table
from segmentry.profiles.answers import answered

Profiles = Callable[..., Any]
AT = datetime(2026, 6, 30, 9)
ACME = {
    "name_key": "acme rockets", "domain": "acme.com", "country": "DE", "city": "Ulm",
    "street_key": "hauptstrasse 7", "postal_code": "89073", "phone_key": "+497315550",
}  # fmt: skip
BETA = {
    "name_key": "beta looms", "domain": "beta.de", "country": "DE", "city": "Bonn",
    "street_key": "ringweg 3", "postal_code": "53111", "phone_key": "+492285551",
}  # fmt: skip


def said(first: str, second: str, what: str) -> Answer:
    return answered(first, second, what, because="so", by="Ana", at=AT)


@pytest.fixture(params=["likely", "exact"])
def run(request: pytest.FixtureRequest, profiles: Profiles, known: Any) -> Profiles:
    """Two companies of four and two keys, and one that is known by its key only."""

    def make(*answers: Answer, before: Any = None, day: int = 30) -> Any:
        records = [known(f"{s}:1", **ACME) for s in ("app", "crm", "erp", "web")]
        records += [known(f"{s}:2", **BETA) for s in ("crm", "erp")]
        return profiles(
            {Table.ACCOUNT_RECORDS: [*records, known("shop:9")]},
            answers=answers,
            before=before,
            as_of=date(2026, 6, day),
            identity=IdentitySettings(matcher=request.param),
        )

    return make


def groups(made: Any) -> Sequence[Sequence[str]]:
    found: dict[str, list[str]] = {}
    for row in made.rows("select account_key, account_id from identity order by account_key"):
        found.setdefault(row["account_id"], []).append(row["account_key"])
    return sorted(found.values())


def ids(made: Any) -> dict[str, str]:
    rows = made.rows("select account_key, account_id from identity")
    return {str(r["account_key"]): str(r["account_id"]) for r in rows}


ALL_ACME, ALL_BETA = ["app:1", "crm:1", "erp:1", "web:1"], ["crm:2", "erp:2"]


def test_without_answers_the_evidence_decides(run: Profiles) -> None:
    assert groups(run()) == [ALL_ACME, ALL_BETA, ["shop:9"]]


def test_the_same_joins_what_shares_nothing(run: Profiles) -> None:
    made = run(said("shop:9", "crm:2", "same"))
    assert groups(made) == [ALL_ACME, [*ALL_BETA, "shop:9"]]
    told = made.rows(
        "select evidence, confidence from identity where account_key in ('crm:2', 'shop:9')"
    )
    assert told == [{"evidence": "a person's answer", "confidence": 1.0}] * 2


def test_different_keeps_apart_what_shares_everything(run: Profiles) -> None:
    found = groups(run(said("crm:2", "erp:2", "different")))
    assert found == [ALL_ACME, ["crm:2"], ["erp:2"], ["shop:9"]]


def test_different_keeps_apart_through_a_third(run: Profiles) -> None:
    found = groups(run(said("crm:1", "erp:1", "different")))
    assert len([g for g in found if {"crm:1", "erp:1"} & set(g)]) == 2
    assert sorted(k for g in found for k in g if k.endswith(":1")) == ALL_ACME


def test_the_same_and_different_together(run: Profiles) -> None:
    made = run(said("crm:1", "erp:1", "different"), said("erp:1", "web:1", "same"))
    assert groups(made) == [["app:1", "crm:1"], ALL_BETA, ["erp:1", "web:1"], ["shop:9"]]


def test_a_key_that_is_parted_is_told_as_alone(run: Profiles) -> None:
    made = run(said("crm:2", "erp:2", "different"))
    told = made.rows("select evidence, confidence from identity where account_key = 'crm:2'")
    assert told == [{"evidence": "the source's own key", "confidence": None}]


def test_contradicting_answers_are_told_and_keep_apart(run: Profiles) -> None:
    made = run(
        said("crm:1", "erp:1", "same"),
        said("erp:1", "web:1", "same"),
        said("crm:1", "web:1", "different"),
    )
    found = ids(made)
    assert found["crm:1"] != found["web:1"]
    (note,) = (n for n in made.context.notes if "contradict" in n)
    assert "crm:1 is erp:1 (Ana, 2026-06-30); erp:1 is web:1" in note
    assert "crm:1 is not web:1" in note


def test_the_same_joins_whole_accounts(run: Profiles) -> None:
    (together, alone) = groups(run(said("crm:1", "crm:2", "same")))
    assert (sorted(together), alone) == (sorted([*ALL_ACME, *ALL_BETA]), ["shop:9"])


def test_accounts_that_are_one_but_for_one_key(run: Profiles) -> None:
    made = run(said("crm:1", "crm:2", "same"), said("web:1", "crm:2", "different"))
    assert groups(made) == [["app:1", "crm:1", "crm:2", "erp:1", "erp:2"], ["shop:9"], ["web:1"]]


def test_answers_about_keys_that_are_gone_change_nothing(run: Profiles) -> None:
    answers = said("crm:1", "old:7", "same"), said("crm:2", "old:8", "different")
    assert groups(run(*answers)) == groups(run())


def test_taking_two_accounts_apart_brings_the_old_id_back(run: Profiles) -> None:
    first = run(day=1)
    merged = run(said("crm:1", "crm:2", "same"), before=first, day=29)
    assert ids(merged)["crm:2"] == ids(first)["crm:1"]
    again = run(said("crm:1", "crm:2", "different"), before=merged)
    assert ids(again) == ids(first)
    events = again.rows("select * from identity_events where as_of = date '2026-06-30'")
    assert [(e["account_id"], e["event"], e["other_id"]) for e in events] == [
        (ids(first)["crm:2"], "split", ids(first)["crm:1"])
    ]
    assert "before it was merged" in events[0]["evidence"]
    assert again.rows("select 1 from identity where former_ids is not null") == []


def test_ids_come_back_one_merge_after_the_other(run: Profiles) -> None:
    first = run(day=1)
    two = run(said("crm:2", "shop:9", "same"), before=first, day=28)
    three = run(said("crm:2", "shop:9", "same"), said("crm:1", "crm:2", "same"), before=two, day=29)
    assert len(set(ids(three).values())) == 1
    former = three.value("select former_ids from identity where account_key = 'shop:9'")
    assert former == f"{ids(first)['crm:2']} {ids(first)['shop:9']}"
    back = run(said("crm:2", "shop:9", "same"), before=three)
    assert ids(back) == ids(two)
    assert ids(run(before=back)) == ids(first)
