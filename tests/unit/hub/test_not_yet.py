"""Nobody knew on the date of the data what came after it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Hub = Callable[..., Any]
AS_OF = date(2026, 6, 30)
BEFORE, ON, AFTER = "2026-06-29", "2026-06-30", "2026-07-01"

EVENTS: dict[str, tuple[str, dict[str, str]]] = {
    "invoices": ("invoices", {"key": "id", "account": "who", "issued_on": "day", "amount": "x"}),
    "subscriptions": ("subscriptions", {"key": "id", "account": "who", "started_on": "day"}),
    "opportunities": (
        "opportunities",
        {"key": "id", "account": "who", "stage": "word", "opened_on": "day"},
    ),
    "engagements": ("engagements", {"key": "id", "account": "who", "occurred_at": "day"}),
    "campaigns": ("campaigns", {"key": "id", "started_on": "day"}),
    "campaign_touches": (
        "campaign_touches",
        {"key": "id", "campaign": "word", "account": "who", "occurred_at": "day"},
    ),
    "survey_answers": (
        "survey_answers",
        {"key": "id", "account": "who", "question": "word", "answer": "x", "answered_at": "day"},
    ),
    "technologies": ("technologies", {"account": "who", "technology": "word", "since": "day"}),
    "costs": ("costs", {"key": "id", "started_on": "day", "amount": "x"}),
    "orders": ("orders", {"key": "id", "account": "who", "ordered_at": "day", "amount": "x"}),
    "order_lines": (
        "order_lines",
        {"order": "id", "account": "who", "ordered_at": "day", "quantity": "n", "amount": "x"},
    ),
}


@pytest.mark.parametrize("table", sorted(EVENTS))
def test_what_begins_after_the_day_is_not_told(hub: Hub, given: Any, table: str) -> None:
    columns = {
        "id": ["1", "2", "3"],
        "who": ["A", "B", "C"],
        "day": [BEFORE, ON, AFTER],
        "word": ["w"] * 3,
        "x": ["5"] * 3,
        "n": ["1"] * 3,
    }
    name, mapping = EVENTS[table]
    made = hub({"it": given(columns, {name: mapping})}, as_of=AS_OF)
    lines = [r["line"] for r in made.rows(f"select line from {name} order by line")]
    assert lines == [2, 3]
    if table == "order_lines":
        assert made.value("select count(*) as n from orders") == 2


def test_a_deal_closed_later_is_open_on_the_day(hub: Hub, given: Any) -> None:
    columns = {
        "id": ["1", "2", "3", "4"],
        "stage": ["Closed Won", "Closed Lost", "Closed Won", "Negotiation"],
        "open": ["2026-01-05"] * 4,
        "close": [ON, AFTER, AFTER, AFTER],
    }
    mapping = {"key": "id", "stage": "stage", "opened_on": "open", "closed_on": "close"}
    made = hub({"crm": given(columns, {"opportunities": mapping})}, as_of=AS_OF)
    rows = made.rows("select stage, outcome, closed_on from opportunities order by line")
    assert [tuple(r.values()) for r in rows] == [
        ("closed won", "won", AS_OF),
        ("open", "open", None),
        ("open", "open", None),
        ("negotiation", "open", date(2026, 7, 1)),  # when it is expected
    ]


@pytest.mark.parametrize(
    ("table", "end", "mapping"),
    [
        ("subscriptions", "ended_on", {"key": "id", "account": "who", "started_on": "day"}),
        ("invoices", "paid_on", {"key": "id", "account": "who", "issued_on": "day"}),
        ("technologies", "until", {"account": "who", "technology": "id", "since": "day"}),
    ],
)
def test_an_end_after_the_day_is_open(
    hub: Hub, given: Any, table: str, end: str, mapping: dict[str, str]
) -> None:
    columns = {
        "id": ["1", "2"],
        "who": ["A", "B"],
        "day": ["2026-01-05"] * 2,
        "end": [ON, AFTER],
    }
    made = hub({"it": given(columns, {table: {**mapping, end: "end"}})}, as_of=AS_OF)
    ends = [r[end] for r in made.rows(f"select {end} from {table} order by line")]
    assert ends == [AS_OF, None]


def test_a_case_solved_later_has_no_hours_yet(hub: Hub, given: Any) -> None:
    columns = {
        "at": ["2026-06-30 10:00:00", "2026-06-30 10:00:00", "2026-06-20 10:00:00"],
        "hours": ["13", "15", "100"],
    }
    mapping = {"occurred_at": "at", "resolution_hours": "hours"}
    made = hub({"desk": given(columns, {"engagements": mapping})}, as_of=AS_OF)
    rows = made.rows("select resolution_hours from engagements order by line")
    assert [r["resolution_hours"] for r in rows] == [13.0, None, 100.0]


def test_a_refusal_holds_whenever_it_was_told(hub: Hub, given: Any) -> None:
    people = given({"id": ["P"]}, {"contacts": {"key": "id"}}, system="crm")
    word = given(
        {"who": ["P"], "yes": ["no"], "day": [AFTER]},
        {"consents": {"contact": "who", "granted": "yes", "occurred_at": "day"}},
        system="crm",
    )
    made = hub({"people": people, "word": word}, as_of=AS_OF)
    assert made.value("select granted from consents") is False


def test_without_a_day_asked_for_what_was_closed_and_paid_is_known(hub: Hub, given: Any) -> None:
    """The date of the data follows the newest closing, not the day a deal is expected to close."""
    deals = {
        "id": ["1", "2", "3"],
        "stage": ["Won", "Lost", "Negotiation"],
        "open": ["2026-01-05"] * 3,
        "close": ["2026-02-01", "2026-03-01", "2026-09-30"],
    }
    mapping = {"key": "id", "stage": "stage", "opened_on": "open", "closed_on": "close"}
    made = hub({"crm": given(deals, {"opportunities": mapping})}, as_of=None)
    assert made.context.as_of == date(2026, 3, 2)
    rows = made.rows("select outcome from opportunities order by line")
    assert [r["outcome"] for r in rows] == ["won", "lost", "open"]
    paid = {"id": ["1"], "who": ["A"], "day": ["2026-01-05"], "paid": ["2026-04-01"]}
    mapping = {"key": "id", "account": "who", "issued_on": "day", "paid_on": "paid"}
    made = hub({"books": given(paid, {"invoices": mapping})}, as_of=None)
    assert made.context.as_of == date(2026, 4, 2)
