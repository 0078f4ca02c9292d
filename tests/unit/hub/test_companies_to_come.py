"""A company that every source knew only after the date of the data is no prospect of that day."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Hub = Callable[..., Any]
AS_OF = date(2026, 6, 30)
BEFORE, ON, AFTER = "2026-06-29", "2026-06-30", "2026-07-01"
COMPANIES = {
    "key": "id",
    "name": "name",
    "created_on": "day",
    "parent": "parent",
}  # fmt: skip


def companies(given: Any, days: dict[str, str | None], system: str = "crm") -> Any:
    columns = {
        "id": list(days),
        "name": [f"{key} GmbH" for key in days],
        "day": list(days.values()),
        "parent": [None] * len(days),
        "colour": ["red"] * len(days),
    }
    mapping = {"fields": COMPANIES, "attributes": {"colour": "colour"}}
    return given(columns, {"accounts": mapping}, system=system)


def known(made: Any, table: str = "account_records") -> list[str]:
    rows = made.rows(f"select account_key from {table} order by account_key")
    return [r["account_key"] for r in rows]


def test_what_was_known_later_is_left_out_and_told(hub: Hub, given: Any) -> None:
    days = {"A": BEFORE, "B": ON, "C": AFTER, "D": None, "E": "2027-01-01"}
    made = hub({"crm": companies(given, days)}, as_of=AS_OF)
    assert known(made) == known(made, "attribute_records") == ["crm:A", "crm:B", "crm:D"]
    assert (
        "crm: 2 of 5 companies were not known yet on the date of the data; they are not looked at."
    ) in made.context.notes
    assert made.context.rows["account_records"] == 3
    written = [f.name for f in made.context.files]
    assert written.count("account_records") == 1


def test_where_nothing_is_left_out_nothing_is_told(hub: Hub, given: Any) -> None:
    made = hub({"crm": companies(given, {"A": BEFORE, "B": None})}, as_of=AS_OF)
    assert known(made) == ["crm:A", "crm:B"]
    assert not any("not known yet" in note for note in made.context.notes)


@pytest.mark.parametrize(
    ("table", "mapping"),
    [
        ("orders", {"key": "id", "account": "who", "ordered_at": "day", "amount": "x"}),
        ("invoices", {"key": "id", "account": "who", "issued_on": "day", "amount": "x"}),
        ("subscriptions", {"key": "id", "account": "who", "started_on": "day"}),
        ("opportunities", {"key": "id", "account": "who", "stage": "word", "opened_on": "day"}),
        ("engagements", {"key": "id", "account": "who", "occurred_at": "day"}),
        (
            "campaign_touches",
            {"key": "id", "campaign": "word", "account": "who", "occurred_at": "day"},
        ),
        (
            "survey_answers",
            {
                "key": "id",
                "account": "who",
                "question": "word",
                "answer": "x",
                "answered_at": "day",
            },
        ),
        ("costs", {"key": "id", "account": "who", "started_on": "day", "amount": "x"}),
        ("contacts", {"key": "id", "account": "who", "created_on": "day"}),
    ],
)
def test_a_company_with_which_something_had_happened_stays(
    hub: Hub, given: Any, table: str, mapping: dict[str, str]
) -> None:
    events = {
        "id": ["1", "2"],
        "who": ["C", "E"],
        "day": [BEFORE, AFTER],
        "word": ["w", "w"],
        "x": ["5", "5"],
    }
    sources = {
        "crm": companies(given, {"A": BEFORE, "C": AFTER, "E": AFTER}),
        "it": given(events, {table: mapping}, system="crm"),
    }
    assert known(hub(sources, as_of=AS_OF)) == ["crm:A", "crm:C"]


def test_an_event_told_of_a_person_keeps_the_company(hub: Hub, given: Any) -> None:
    people = given(
        {"id": ["P", "Q"], "who": ["C", "E"]},
        {"contacts": {"key": "id", "account": "who"}},
        system="crm",
    )
    visits = given(
        {"person": ["P"], "day": [BEFORE]},
        {"engagements": {"contact": "person", "occurred_at": "day"}},
        system="crm",
    )
    sources = {
        "crm": companies(given, {"C": AFTER, "E": AFTER}),
        "people": people,
        "web": visits,
    }
    assert known(hub(sources, as_of=AS_OF)) == ["crm:C"]


def test_people_and_technologies_mint_no_company_again(hub: Hub, given: Any) -> None:
    columns = {"id": ["P", "Q"], "who": ["A", "C"], "no": ["yes", "yes"], "what": ["SAP", "SAP"]}
    people = {"key": "id", "account": "who", "email_opt_out": "no"}
    used = {"account": "who", "technology": "what"}
    sources = {
        "crm": companies(given, {"A": BEFORE, "C": AFTER}),
        "it": given(columns, {"contacts": people, "technologies": used}, system="crm"),
    }
    made = hub(sources, as_of=AS_OF)
    assert known(made, "technologies") == ["crm:A"]
    rows = made.rows("select account_key, email_consent from contact_records order by line")
    # the refusal of a person at a company to come is not forgotten
    assert [tuple(r.values()) for r in rows] == [("crm:A", False), (None, False)]


def test_a_company_that_one_source_knew_in_time_stays_whole(hub: Hub, given: Any) -> None:
    sources = {
        "crm": companies(given, {"A": BEFORE, "B": BEFORE}),
        "shop": companies(given, {"A": AFTER, "C": AFTER}),
    }
    made = hub(sources, as_of=AS_OF)
    assert known(made) == ["crm:A", "crm:A", "crm:B"]
    assert [n for n in made.context.notes if "not known yet" in n] == [
        "shop: 1 of 2 companies were not known yet on the date of the data; they are not looked at."
    ]


def test_without_a_day_asked_for_every_company_counts(hub: Hub, given: Any) -> None:
    orders = {"id": ["1"], "who": ["A"], "day": [BEFORE], "x": ["5"]}
    mapping = {"key": "id", "account": "who", "ordered_at": "day", "amount": "x"}
    sources = {
        "crm": companies(given, {"A": BEFORE, "C": "2026-08-01"}),
        "shop": given(orders, {"orders": mapping}, system="crm"),
    }
    made = hub(sources, as_of=None)
    assert made.context.as_of == AS_OF
    assert known(made) == ["crm:A", "crm:C"]
    assert known(hub(sources, as_of=None, fixed=AS_OF)) == ["crm:A"]
