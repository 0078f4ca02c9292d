"""Which tables a file fills, and with which columns."""

from typing import Any

import pytest

from segmentry.hub.recognition import GuessedTable, guess_tables

DAYS = ["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04"]


def columns_of(guess: GuessedTable) -> dict[str, str | None]:
    return {f.field: f.mapping.column for f in guess.fields}


def test_a_file_of_companies(seen: Any, engine: Any) -> None:
    file = seen(
        "customers",
        {
            "CustomerID": ["A", "B", "C"],
            "CompanyName": ["Acme", "Beta", "Gamma"],
            "Country": ["DE", "France", "GB"],
            "Number of Employees": ["51-200", "7", "1,000+"],
            "Loyalty Tier": ["gold", "gold", "silver"],
        },
    )
    (guess,) = guess_tables(engine, file)
    assert guess.table.name == "accounts"
    assert columns_of(guess) == {
        "key": "CustomerID",
        "name": "CompanyName",
        "country": "Country",
        "employees": "Number of Employees",
    }
    assert guess.attributes == {"loyalty_tier": "Loyalty Tier"}
    assert guess.confidence == 1.0


@pytest.mark.parametrize(
    ("names", "table"),
    [
        (["Elbe Werft GmbH", "Acme Ltd", "Nordlicht", "Gamma AG"], "accounts"),
        (["Ana Ruiz", "Kim Sa", "Jo Baker", "Ben Haas", "Eva Lang", "Ola Berg"], "contacts"),
    ],
)
def test_names_with_legal_forms_are_no_people(
    names: list[str], table: str, seen: Any, engine: Any
) -> None:
    rows = range(len(names))
    file = seen(
        "export",
        {
            "id": [f"{n}" for n in rows],
            "name": names,
            "phone": [f"+49 40 12345{n}" for n in rows],
            "city": [f"{n}burg" for n in rows],
            "country": ["DE" for _ in rows],
        },
    )
    assert [guess.table.name for guess in guess_tables(engine, file)] == [table]


def test_a_file_of_orders(seen: Any, engine: Any) -> None:
    file = seen(
        "orders",
        {
            "OrderID": ["1", "2", "3", "4"],
            "CustomerID": ["A", "B", "A", "B"],
            "OrderDate": ["13.01.2026", "02.01.2026", "03.01.2026", "04.01.2026"],
            "Total": ["1.234,50", "10,00", "7,25", "3,00"],
        },
    )
    (guess,) = guess_tables(engine, file)
    assert guess.table.name == "orders"
    mapped = {f.field: f.mapping for f in guess.fields}
    assert mapped["ordered_at"].formats == ("%d.%m.%Y",)
    assert mapped["amount"].decimal == ","
    assert mapped["account"].column == "CustomerID"


def test_a_flat_file_tells_of_companies_too(seen: Any, engine: Any) -> None:
    file = seen(
        "sales",
        {
            "InvoiceNo": ["1", "1", "2", "3"],
            "CustomerID": ["A", "A", "B", "A"],
            "InvoiceDate": DAYS,
            "StockCode": ["x", "y", "x", "z"],
            "Quantity": ["1", "2", "3", "4"],
            "UnitPrice": ["1.5", "2", "3", "4"],
            "Country": ["DE", "DE", "FR", "DE"],
        },
    )
    lines, accounts = guess_tables(engine, file)
    assert (lines.table.name, accounts.table.name) == ("order_lines", "accounts")
    assert columns_of(accounts) == {"key": "CustomerID", "country": "Country"}
    assert accounts.one_row_per_key


def test_people_beside_companies_become_contacts(seen: Any, engine: Any) -> None:
    file = seen(
        "customers",
        {
            "CustomerID": ["A", "B"],
            "CompanyName": ["Acme", "Beta"],
            "ContactName": ["Ada Byron", "Bo Diddley"],
            "ContactTitle": ["Owner", "Sales Agent"],
        },
    )
    accounts, contacts = guess_tables(engine, file)
    assert (accounts.table.name, contacts.table.name) == ("accounts", "contacts")
    assert columns_of(contacts) == {
        "key": "CustomerID",
        "account": "CustomerID",
        "full_name": "ContactName",
        "job_title": "ContactTitle",
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [("support_tickets", "support"), ("feature_usage", "product"), ("web_sessions", "web")],
)
def test_what_kind_of_engagement_is_told_by_the_name(
    seen: Any, engine: Any, name: str, kind: str
) -> None:
    columns = {"event id": ["1", "2"], "account_id": ["A", "A"], "occurred_at": DAYS[:2]}
    (guess,) = guess_tables(engine, seen(name, columns))
    assert guess.table.name == "engagements"
    assert {f.field: f.mapping.constant for f in guess.fields}["kind"] == kind


def test_percentages_are_recognised(seen: Any, engine: Any) -> None:
    file = seen(
        "order_lines",
        {
            "order_id": ["1", "1", "2"],
            "product_id": ["x", "y", "x"],
            "quantity": ["1", "2", "3"],
            "unit_price": ["5", "5", "5"],
            "discount": ["0", "15", "20"],
        },
    )
    (guess,) = guess_tables(engine, file)
    mapped = {f.field: f.mapping for f in guess.fields}
    assert mapped["discount_share"].percent is True


@pytest.mark.parametrize("name", ["suppliers", "employees", "Products", "sales_teams"])
def test_files_about_ourselves_are_left_out(seen: Any, engine: Any, name: str) -> None:
    columns = {"id": ["1", "2"], "name": ["Acme", "Beta"], "country": ["DE", "FR"]}
    assert guess_tables(engine, seen(name, columns)) == []


def test_a_file_without_rows_tells_nothing(seen: Any, engine: Any) -> None:
    assert guess_tables(engine, seen("orders", {"order_id": [], "customer_id": []})) == []


def test_a_file_of_something_else_is_not_guessed_at(seen: Any, engine: Any) -> None:
    file = seen("weather", {"station": ["a", "b"], "wind": ["3", "4"], "rain": ["0", "1"]})
    assert guess_tables(engine, file) == []


def test_values_speak_louder_than_headers(seen: Any, engine: Any) -> None:
    file = seen(
        "orders",
        {
            "order_id": ["1", "2"],
            "customer_id": ["A", "B"],
            "date": ["late", "early"],
            "created_at": DAYS[:2],
            "amount": ["5", "6"],
        },
    )
    (guess,) = guess_tables(engine, file)
    assert columns_of(guess)["ordered_at"] == "created_at"


def test_dates_that_could_be_either_way_are_less_sure(seen: Any, engine: Any) -> None:
    def confidence(*days: str) -> tuple[float, str]:
        columns = {"order_id": ["1", "2"], "customer_id": ["A", "B"], "order_date": list(days)}
        (guess,) = guess_tables(engine, seen("orders", columns))
        (found,) = (f for f in guess.fields if f.field == "ordered_at")
        return found.confidence, found.note

    assert confidence("25/04/2020", "01/02/2020") == (1.0, "")
    sure, note = confidence("03/04/2020", "01/02/2020")
    assert sure == 0.7
    assert "%d/%m/%Y or %m/%d/%Y" in note


def test_the_same_file_is_always_guessed_alike(seen: Any, engine: Any) -> None:
    columns = {"id": ["1", "2"], "Company": ["A", "B"], "Account": ["C", "D"], "City": ["E", "F"]}
    guesses = [guess_tables(engine, seen("accounts", columns)) for _ in range(2)]
    assert [columns_of(g) for g in guesses[0]] == [columns_of(g) for g in guesses[1]]
