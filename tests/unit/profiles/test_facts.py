"""Events find their account, whichever of its keys they were told under."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segmentry.model.tables import Table

Profiles = Callable[..., Any]


@pytest.fixture
def companies(known: Any) -> list[Any]:
    return [
        known("crm:1", registration_id="R"),
        known("shop:9", registration_id="R"),
        known("crm:2"),
    ]


def order(account_key: str | None, key: str, amount: float) -> dict[str, object]:
    return {
        "account_key": account_key,
        "order_key": key,
        "ordered_at": "2026-01-01",
        "ordered_on": "2026-01-01",
        "kind": "sale",
        "list_amount": amount,
        "amount": amount,
    }


def test_orders_of_all_keys_of_a_company_are_its_orders(
    profiles: Profiles, companies: list[Any]
) -> None:
    orders = [order("crm:1", "a", 1), order("shop:9", "b", 2), order("crm:2", "c", 4)]
    made = profiles({Table.ACCOUNT_RECORDS: companies, Table.ORDERS: orders})
    sql = "select sum(amount) as s from account_orders group by account_id order by s"
    assert [float(r["s"]) for r in made.rows(sql)] == [3.0, 4.0]


def test_events_without_a_company_stay_in_the_hub(profiles: Profiles, companies: list[Any]) -> None:
    deals = [
        {"account_key": key, "opportunity_key": f"d{n}", "stage": "won", "outcome": "won"}
        for n, key in enumerate(("crm:1", None))
    ]
    made = profiles({Table.ACCOUNT_RECORDS: companies, Table.OPPORTUNITIES: deals})
    assert made.value("select count(*) from opportunities") == 2
    assert made.rows("select opportunity_key from account_opportunities") == [
        {"opportunity_key": "d0"}
    ]


def contact(key: str, consent: bool | None = None) -> dict[str, object]:
    return {
        "account_key": "crm:1",
        "contact_key": key,
        "has_email": True,
        "has_phone": False,
        "email_consent": consent,
    }


def consent(
    key: str, granted: bool, day: str | None, channel: str | None = "E-Mail".lower()
) -> Any:
    return {"contact_key": key, "granted": granted, "occurred_at": day, "channel": channel}


@pytest.mark.parametrize(
    ("said", "consents", "expected"),
    [
        (None, [], None),
        (True, [], True),
        (None, [("2026-01-01", True)], True),
        (True, [("2026-01-01", False)], False),
        (None, [("2026-01-01", True), ("2026-02-01", False)], False),
        (None, [("2026-02-01", True), ("2026-01-01", False)], True),
        (False, [("2026-01-01", True)], False),
        (None, [(None, True), ("2026-01-01", False)], False),
        (None, [("2026-01-01", True), ("2026-01-01", False)], False),
    ],
)
def test_the_last_word_on_consent_counts(
    profiles: Profiles,
    companies: list[Any],
    said: bool | None,
    consents: list[tuple[str | None, bool]],
    expected: bool | None,
) -> None:
    tables = {Table.ACCOUNT_RECORDS: companies, Table.CONTACT_RECORDS: [contact("k", said)]}
    if consents:
        tables[Table.CONSENTS] = [consent("k", granted, day) for day, granted in consents]
    made = profiles(tables)
    assert made.value("select email_consent from account_contacts") is expected


def test_consent_to_post_is_no_consent_to_mail_by_wire(
    profiles: Profiles, companies: list[Any]
) -> None:
    made = profiles(
        {
            Table.ACCOUNT_RECORDS: companies,
            Table.CONTACT_RECORDS: [contact("k")],
            Table.CONSENTS: [consent("k", True, "2026-01-01", "phone")],
        }
    )
    assert made.value("select email_consent from account_contacts") is None


@pytest.mark.parametrize(
    ("until", "left_on"),
    [(None, None), ("2023-12-31", date(2023, 12, 31)), ("2026-06-30", date(2026, 6, 30)),
     ("2026-07-01", None)],
)  # fmt: skip
def test_who_has_left_is_told(
    profiles: Profiles, companies: list[Any], until: str | None, left_on: date | None
) -> None:
    people = [{**contact("k"), "employed_to": until}, {**contact("m"), "employed_to": None}]
    made = profiles({Table.ACCOUNT_RECORDS: companies, Table.CONTACT_RECORDS: people})
    rows = made.rows("select contact_key, left_on from account_contacts order by contact_key")
    assert rows == [
        {"contact_key": "k", "left_on": left_on},
        {"contact_key": "m", "left_on": None},
    ]


def test_every_table_of_facts_is_written(profiles: Profiles, companies: list[Any]) -> None:
    from segmentry.pipeline import STAGES

    (stage,) = (s for s in STAGES if s.name == "profiles")
    made = profiles({Table.ACCOUNT_RECORDS: companies})
    assert {f.name for f in made.context.files} == set(stage.writes)
