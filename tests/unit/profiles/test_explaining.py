"""Why keys are one account, or are not."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles import explaining
from segmentry.profiles.answers import answered
from segmentry.profiles.explaining import compare, explain_account, explain_two
from segmentry.profiles.matching import wording

AT = datetime(2026, 6, 30)
ACME = {
    "name_key": "acme rockets", "domain": "acme.com", "country": "DE", "city": "Ulm",
    "street_key": "hauptstrasse 7", "postal_code": "89073", "phone_key": "+497315550",
    "phone": "+497315550", "employees": 7,
}  # fmt: skip


def said(first: str, second: str, what: str) -> Answer:
    return answered(first, second, what, because="they told us", by="Ana", at=AT)


@pytest.fixture
def made(profiles: Callable[..., Any], known: Any) -> Any:
    """Two records of Acme, a shop that a person said is Acme too, and a stranger."""
    twin = {**ACME, "phone": "0731 5550", "employees": 9}
    stranger = known("web:2", name_key="delta bakery", country="FR")
    records = [known("crm:1", **ACME), known("erp:1", **twin), known("shop:9"), stranger]
    return profiles({Table.ACCOUNT_RECORDS: records}, answers=[said("shop:9", "crm:1", "same")])


def test_an_account_with_its_links_and_answers(made: Any) -> None:
    answers = made.context.answers
    found = explain_account(made.context.engine, answers, "erp:1")
    assert [k["account_key"] for k in found["keys"]] == ["crm:1", "erp:1", "shop:9"]
    (link,) = found["links"]
    assert (link["account_key"], link["other_key"]) == ("crm:1", "erp:1")
    assert found["waiting"] == []
    assert found["answers"] == [vars(answers[0])]


def test_two_keys_field_by_field(made: Any) -> None:
    verdicts = {f["field"]: f for f in compare(made.context.engine, "crm:1", "erp:1")}
    assert verdicts["name"]["verdict"] == "agrees"
    assert verdicts["phone"] == {
        "field": "phone", "first": "+497315550", "second": "0731 5550", "verdict": "agrees",
    }  # fmt: skip
    assert verdicts["employees"]["verdict"] == "differs"
    assert "legal_form" not in verdicts
    alone = {f["field"]: f["verdict"] for f in compare(made.context.engine, "crm:1", "shop:9")}
    assert set(alone.values()) == {"not told"}


def test_what_is_compared_is_shown_where_a_field_says_no_more(
    profiles: Callable[..., Any], known: Any
) -> None:
    local = {**ACME, "phone": None, "phone_key": "5211600"}
    records = [known("crm:1", **local), known("erp:1", **local)]
    engine = profiles({Table.ACCOUNT_RECORDS: records}).context.engine
    assert "same phone" in explain_two(engine, (), "crm:1", "erp:1")["pair"]["evidence"]
    (phone,) = [f for f in compare(engine, "crm:1", "erp:1") if f["field"] == "phone"]
    assert (phone["first"], phone["second"], phone["verdict"]) == ("5211600", "5211600", "agrees")


def test_what_the_evidence_calls_alike_does_not_differ(
    profiles: Callable[..., Any], known: Any
) -> None:
    def named(key: str, name: str, street: str, **said: Any) -> Any:
        return known(key, **said | {"name_key": name, "street": street, "street_key": street})

    records = [
        named("crm:1", "rosewood nursery monticello", "744 n monticello ave", **ACME),
        named("erp:1", "rosewod nursery monticello", "744 n monticello", **ACME),
        named("web:1", "delta bakery", "1 oak ave", domain="acme.com"),
        named("web:2", "epsilon garage", "5 elm ave"),
    ]
    engine = profiles({Table.ACCOUNT_RECORDS: records}).context.engine
    evidence = explain_two(engine, (), "crm:1", "erp:1")["pair"]["evidence"]
    assert "nearly the same name" in evidence
    assert "same address" in evidence
    verdicts = {f["field"]: f["verdict"] for f in compare(engine, "erp:1", "crm:1")}
    assert (verdicts["name"], verdicts["street"], verdicts["city"]) == ("alike", "alike", "agrees")
    apart = {f["field"]: f["verdict"] for f in compare(engine, "crm:1", "web:1")}
    assert (apart["name"], apart["street"], apart["domain"]) == ("differs", "differs", "agrees")


def test_alike_is_said_in_the_words_of_the_evidence() -> None:
    told = {word for words in wording._WORDS.values() for word in words.values()}
    assert {word for words in explaining._ALIKE.values() for word in words} <= told


def test_keys_are_one_through_others(made: Any) -> None:
    found = explain_two(made.context.engine, made.context.answers, "erp:1", "shop:9")
    assert found["is_one"]
    assert found["pair"] is None
    assert [p["evidence"] for p in found["through"]][1] == "Ana: they told us"
    assert len(found["through"]) == 2
    direct = explain_two(made.context.engine, made.context.answers, "shop:9", "crm:1")
    assert direct["answers"] == [vars(made.context.answers[0])]


def test_two_accounts_stay_two(made: Any) -> None:
    found = explain_two(made.context.engine, made.context.answers, "crm:1", "web:2")
    assert (found["is_one"], found["through"], len(found["account_ids"])) == (False, [], 2)
