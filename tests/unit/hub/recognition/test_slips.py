"""Headers with a slip of the keyboard or a usual short form are still recognised, less surely."""

import pytest

from segmentry.hub.recognition.headers import likeness
from segmentry.model.standard_tables import STANDARD_TABLES


@pytest.mark.parametrize(
    ("header", "table", "field"),
    [
        ("comapny_name", "accounts", "name"),
        ("order_dat", "orders", "ordered_at"),
        ("custmer_id", "orders", "account"),
    ],
)
def test_a_slip_is_recognised_less_surely(header: str, table: str, field: str) -> None:
    declared = STANDARD_TABLES[table].field(field)
    assert declared is not None
    assert likeness(header, declared) == 0.6


def test_a_short_form_counts_in_full() -> None:
    account = STANDARD_TABLES["orders"].field("account")
    assert account is not None
    assert likeness("cust_id", account) == 1.0
