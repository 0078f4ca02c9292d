"""Accounts that both brought money are not merged without a person's word."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from segmentry.model.definitions import IdentitySettings
from segmentry.model.tables import Table
from segmentry.profiles.answers import answered

Profiles = Callable[..., Any]
ACME = {"name_key": "acme rockets", "domain": "acme.com", "country": "DE", "city": "Ulm"}


def bought(key: str, amount: int, number: int = 1) -> dict[str, object]:
    return {
        "account_key": key, "order_key": f"{key}/{number}", "ordered_at": "2026-01-01",
        "ordered_on": "2026-01-01", "kind": "sale", "list_amount": amount, "amount": amount,
    }  # fmt: skip


ORDERS = [bought("crm:1", 100), bought("erp:1", 70)]


@pytest.fixture
def run(profiles: Profiles, known: Any) -> Profiles:
    """Two accounts that were two before, and turn out to be one company."""

    def make(
        *answers: Any,
        orders: Any = tuple(ORDERS),
        more: Any = (),
        matcher: str = "exact",
        limit: int = 1,
    ) -> Any:
        before = profiles(
            {Table.ACCOUNT_RECORDS: [known("crm:1", **ACME), known("erp:1"), known("crm:2")]},
            as_of=date(2026, 6, 1),
        )
        now = [known(k, **ACME) for k in ("crm:1", "erp:1", "web:1")]
        made = profiles(
            {
                Table.ACCOUNT_RECORDS: [*now, known("crm:2")],
                **({Table.ORDERS: orders} if orders else {}),
                **dict(more),
            },
            before=before,
            answers=answers,
            identity=IdentitySettings(matcher=matcher, merge_limit=limit),
        )
        return made, ids(before), ids(made)

    return make


def ids(made: Any) -> dict[str, str]:
    rows = made.rows("select account_key, account_id from identity")
    return {str(r["account_key"]): str(r["account_id"]) for r in rows}


def decisions(made: Any) -> set[tuple[str, str, str]]:
    rows = made.rows("select account_key, other_key, decision from identity_pairs")
    return {tuple(r.values()) for r in rows}


@pytest.mark.parametrize("matcher", ["exact", "likely"])
def test_two_customers_wait(run: Profiles, matcher: str) -> None:
    made, before, now = run(matcher=matcher)
    assert {k: now[k] for k in before} == before
    assert now["web:1"] in (now["crm:1"], now["erp:1"])  # the new key has found one of them
    assert ("crm:1", "erp:1", "waiting") in decisions(made)
    (note,) = (n for n in made.context.notes if "waits for a person" in n)
    assert note.startswith("1 merge of accounts that both brought money")


@pytest.mark.parametrize(
    ("orders", "limit"),
    [
        ([bought("crm:1", 100)], 1),  # the other never bought
        ([bought("crm:1", 100), bought("erp:1", 70), bought("erp:1", -70, 2)], 1),
        (ORDERS, 71),
        (ORDERS, 0),
    ],
)
def test_others_are_merged_at_once(run: Profiles, orders: Any, limit: int) -> None:
    made, _, now = run(orders=orders, limit=limit)
    assert now["crm:1"] == now["erp:1"] == now["web:1"]
    assert {d for _, _, d in decisions(made)} <= {"together"}
    assert not [n for n in made.context.notes if "for a person" in n]


def test_contracts_and_invoices_are_money_too(run: Profiles) -> None:
    invoice = {
        "account_key": "crm:1", "invoice_key": "1", "issued_on": "2026-01-01", "amount": 100,
    }  # fmt: skip
    contract = {"account_key": "erp:1", "started_on": "2025-01-01", "monthly_amount": 10}
    told = {Table.INVOICES: [invoice], Table.SUBSCRIPTIONS: [contract]}
    _, _, now = run(orders=[], more=told, limit=100)
    assert now["crm:1"] != now["erp:1"]
    _, _, now = run(orders=[], more=told, limit=101)
    assert now["crm:1"] == now["erp:1"]


def test_the_word_of_a_person_ends_the_waiting(run: Profiles) -> None:
    at = datetime(2026, 6, 30)
    made, _, now = run(answered("crm:1", "erp:1", "same", because="so", by="Ana", at=at))
    assert now["crm:1"] == now["erp:1"] == now["web:1"]
    made, _, now = run(answered("crm:1", "erp:1", "different", because="so", by="Ana", at=at))
    assert now["crm:1"] != now["erp:1"]
    assert "waiting" not in {d for _, _, d in decisions(made)}
    assert not [n for n in made.context.notes if "for a person" in n]
