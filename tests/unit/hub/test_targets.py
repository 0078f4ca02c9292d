"""Accepted rows become the hub's standard tables."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Hub = Callable[..., Any]


@pytest.mark.parametrize(
    ("stage", "outcome"),
    [
        ("Closed Won", "won"),
        ("WON", "won"),
        ("closedwon", "won"),
        ("Closed Lost", "lost"),
        ("Disqualified", "lost"),
        ("abandoned", "lost"),
        ("Negotiation", "open"),
    ],
)
def test_stages_become_outcomes(hub: Hub, given: Any, stage: str, outcome: str) -> None:
    mapping = {"key": "id", "stage": "stage", "opened_on": "day"}
    columns = {"id": ["1"], "stage": [stage], "day": ["2026-01-01"]}
    made = hub({"crm": given(columns, {"opportunities": mapping})})
    assert made.value("select outcome from opportunities") == outcome


def test_usage_finds_its_company_through_the_subscription(hub: Hub, given: Any) -> None:
    billing = given(
        {"id": ["S1"], "who": ["A"], "from": ["2026-01-01"]},
        {"subscriptions": {"key": "id", "account": "who", "started_on": "from"}},
        system="saas",
    )
    usage = given(
        {"sub": ["S1", "S2", "S1"], "who": [None, None, "B"], "day": ["2026-02-01"] * 3},
        {"engagements": {"subscription": "sub", "account": "who", "occurred_at": "day"}},
        system="saas",
    )
    made = hub({"billing": billing, "usage": usage})
    rows = made.rows("select account_key, kind, count from engagements order by line")
    assert [tuple(r.values()) for r in rows] == [
        ("saas:A", "event", 1),
        (None, "event", 1),
        ("saas:B", "event", 1),
    ]


@pytest.mark.parametrize(
    ("kind", "responded", "expected"),
    [
        ("Sent", None, False),
        ("clicked", None, True),
        ("sent", "yes", True),
        ("opened", "no", False),
    ],
)
def test_an_answer_is_told_by_flag_or_kind(
    hub: Hub, given: Any, kind: str, responded: str | None, expected: bool
) -> None:
    columns = {"c": ["C1"], "who": ["A"], "day": ["2026-01-01"], "kind": [kind], "yes": [responded]}
    mapping = {
        "campaign": "c",
        "account": "who",
        "occurred_at": "day",
        "kind": "kind",
        "responded": "yes",
    }
    made = hub({"mail": given(columns, {"campaign_touches": mapping})})
    assert made.value("select responded from campaign_touches") is expected


def test_the_domain_of_the_address_helps_where_no_web_domain_is_told(hub: Hub, given: Any) -> None:
    columns = {
        "id": ["1", "2", "3"],
        "web": ["https://www.acme.com/x", None, None],
        "mail": ["a@other.com", "info@beta.de", "someone@gmail.com"],
    }
    made = hub(
        {"crm": given(columns, {"accounts": {"key": "id", "domain": "web", "email": "mail"}})}
    )
    rows = made.rows("select domain from account_records order by line")
    assert [r["domain"] for r in rows] == ["acme.com", "beta.de", None]


def test_parents_are_keys_of_the_same_system(hub: Hub, given: Any) -> None:
    columns = {"id": ["1", "2"], "up": [None, "1"]}
    made = hub({"crm": given(columns, {"accounts": {"key": "id", "parent": "up"}})})
    rows = made.rows("select parent_key from account_records order by line")
    assert [r["parent_key"] for r in rows] == [None, "crm:1"]


def test_rows_of_several_sources_stand_in_one_table(hub: Hub, given: Any) -> None:
    survey = {"question": "q", "account": "who", "score": "s", "answered_at": "day"}
    columns = {"q": ["NPS"], "who": ["A"], "s": ["9"], "day": ["2026-03-04"]}
    made = hub({n: given(columns, {"survey_answers": survey}) for n in ("spring", "autumn")})
    rows = made.rows(
        "select source, account_key, score, answered_on from survey_answers order by 1"
    )
    assert [tuple(r.values()) for r in rows] == [
        ("autumn", "autumn:A", 9.0, date(2026, 3, 4)),
        ("spring", "spring:A", 9.0, date(2026, 3, 4)),
    ]


def test_tables_that_nothing_feeds_are_there_and_empty(hub: Hub, given: Any) -> None:
    made = hub({"crm": given({"id": ["1"]}, {"accounts": {"key": "id"}})})
    from segmentry.pipeline import STAGES

    (stage,) = (s for s in STAGES if s.name == "hub")
    written = {f.name: f.rows for f in made.context.files}
    assert set(written) == set(stage.writes)
    assert {n for n, rows in written.items() if rows} == {"account_records", "data_quality"}


def test_a_consent_for_an_address_holds_for_everybody_who_has_it(hub: Hub, given: Any) -> None:
    crm = given(
        {"id": ["1", "2", "3"], "mail": ["ada@acme.com", "ADA@acme.com", "bo@acme.com"]},
        {"contacts": {"key": "id", "email": "mail"}},
    )
    shop = given(
        {"id": ["1"], "mail": ["ada@acme.com"]}, {"contacts": {"key": "id", "email": "mail"}}
    )
    letters = given(
        {
            "mail": ["Ada@acme.com", "nobody@acme.com", None],
            "who": [None, None, "3"],
            "ok": ["no"] * 3,
        },
        {"consents": {"email": "mail", "contact": "who", "granted": "ok"}},
        system="crm",
    )
    made = hub({"crm": crm, "shop": shop, "letters": letters})
    people = made.rows(
        "select source, line, contact_key from contact_records order by source, line"
    )
    keys = {(p["source"], p["line"]): p["contact_key"] for p in people}
    told = made.rows("select line, contact_key from consents order by line, contact_key")
    ada = sorted(keys[at] for at in (("crm", 2), ("crm", 3), ("shop", 2)))
    assert [r["contact_key"] for r in told] == [*ada, None, keys["crm", 4]]
