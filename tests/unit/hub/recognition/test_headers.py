"""Headers are read as words, however they are joined."""

import pytest

from segmentry.hub.recognition.headers import likeness, words_of
from segmentry.model.standard_tables import ACCOUNTS, CONTACTS, ORDERS, SUBSCRIPTIONS


@pytest.mark.parametrize(
    "header", ["CustomerID", "customer_id", "Customer Id", "CUSTOMER-ID", " customer.id "]
)
def test_ways_to_join_words_are_alike(header: str) -> None:
    assert words_of(header) == ("customer", "id")


def test_units_and_marks_are_noise_unless_nothing_else_is_there() -> None:
    assert words_of("refund_amount_usd") == ("refund", "amount")
    assert words_of("churn_flag") == ("churn",)
    assert words_of("USD") == ("usd",)


@pytest.mark.parametrize(
    ("header", "table", "field", "expected"),
    [
        ("AccountId", ACCOUNTS, "key", 1.0),
        ("Number of Employees", ACCOUNTS, "employees", 1.0),
        ("billing contact email", CONTACTS, "email", 0.5),
        ("primary work email", CONTACTS, "email", 0.7),
        ("mrr_amount", SUBSCRIPTIONS, "monthly_amount", 1.0),
        ("OrderDate", ORDERS, "ordered_at", 1.0),
        ("favourite colour", ORDERS, "ordered_at", 0.0),
    ],
)
def test_headers_read_like_fields(header: str, table: object, field: str, expected: float) -> None:
    declared = table.field(field)  # type: ignore[attr-defined]
    assert likeness(header, declared) == expected
