"""Columns of a source become fields of ours; what cannot be understood is told."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition, UnknownName

Hub = Callable[..., Any]


def accounts(made: Any, columns: str) -> list[tuple[Any, ...]]:
    found = made.rows(f"select {columns} from account_records order by line")
    return [tuple(r.values()) for r in found]


def test_keys_carry_their_system_so_that_systems_may_share_numbers(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "crm": given({"id": ["1"]}, {"accounts": {"key": "id"}}),
            "shop": given({"no": ["1"]}, {"accounts": {"key": "no"}}),
            "shop_orders": given(
                {"who": ["1"], "o": ["7"], "on": ["2026-01-02"]},
                {"orders": {"key": "o", "account": "who", "ordered_at": "on"}},
                system="shop",
            ),
        }
    )
    assert accounts(made, "account_key") == [("crm:1",), ("shop:1",)]
    assert made.rows("select account_key, order_key from orders") == [
        {"account_key": "shop:1", "order_key": "shop:7"}
    ]


@pytest.mark.parametrize(
    "word", ["", "  ", "N/A", "null", "(NULL)", "None", "nan", "-", "?", "\\N"]
)
def test_words_for_nothing_are_nothing(hub: Hub, given: Any, word: str) -> None:
    made = hub(
        {"crm": given({"id": ["1"], "city": [word]}, {"accounts": {"key": "id", "city": "city"}})}
    )
    assert accounts(made, "city") == [(None,)]
    assert made.value("select count(*) from rejected") == 0


def test_values_are_translated_whatever_their_case(hub: Hub, given: Any) -> None:
    mapping = {"column": "status", "values": {"Kunde": "customer", "Wettbewerber": "competitor"}}
    made = hub(
        {
            "crm": given(
                {"id": ["1", "2", "3"], "status": [" KUNDE", "wettbewerber", "partner"]},
                {"accounts": {"key": "id", "relation": mapping}},
            )
        }
    )
    assert accounts(made, "relation") == [("customer",), ("competitor",), ("partner",)]


def test_a_constant_holds_for_every_row(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "web": given(
                {"who": ["1", "2"], "at": ["2026-01-01", "2026-01-02"]},
                {
                    "engagements": {
                        "account": "who",
                        "occurred_at": "at",
                        "kind": {"constant": "web"},
                        "count": {"constant": 3},
                    }
                },
            )
        }
    )
    assert made.rows("select distinct kind, count from engagements") == [
        {"kind": "web", "count": 3}
    ]


def test_keys_that_a_gap_made_floats_are_whole_again(hub: Hub, given: Any) -> None:
    made = hub({"crm": given({"id": [1.0, 2.0, None]}, {"accounts": {"key": "id"}})})
    assert accounts(made, "account_key") == [("crm:1",), ("crm:2",)]


def test_typed_columns_are_taken_as_they_are(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "shop": given(
                {
                    "o": [1],
                    "who": [5],
                    "at": [datetime(2026, 3, 4, 5, 6)],
                    "sum": [Decimal("12.3456")],
                },
                {"orders": {"key": "o", "account": "who", "ordered_at": "at", "amount": "sum"}},
            )
        }
    )
    assert made.rows("select account_key, ordered_at, ordered_on, amount from orders") == [
        {
            "account_key": "shop:5",
            "ordered_at": datetime(2026, 3, 4, 5, 6),
            "ordered_on": date(2026, 3, 4),
            "amount": Decimal("12.3456"),
        }
    ]


def test_amounts_are_read_with_the_marks_and_scale_that_are_told(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "crm": given(
                {"id": ["1", "2"], "revenue": ["1.234,5", "2"]},
                {
                    "accounts": {
                        "key": "id",
                        "annual_revenue": {"column": "revenue", "decimal": ",", "scale": 1000},
                    }
                },
            ),
            "erp": given(
                {"id": ["3"], "revenue": [1.5]},
                {"accounts": {"key": "id", "annual_revenue": {"column": "revenue", "scale": 1000}}},
            ),
        }
    )
    assert made.rows("select account_key, annual_revenue from account_records order by 1") == [
        {"account_key": "crm:1", "annual_revenue": Decimal("1234500.0000")},
        {"account_key": "crm:2", "annual_revenue": Decimal("2000.0000")},
        {"account_key": "erp:3", "annual_revenue": Decimal("1500.0000")},
    ]


def test_date_formats_are_tried_in_order(hub: Hub, given: Any) -> None:
    formats = ["%d/%m/%Y", "%m/%d/%Y"]
    made = hub(
        {
            "crm": given(
                {"id": ["1", "2", "3"], "since": ["03/04/2020", "12/31/2020", "2020-01-01"]},
                {"accounts": {"key": "id", "created_on": {"column": "since", "formats": formats}}},
            )
        }
    )
    assert accounts(made, "created_on") == [(date(2020, 4, 3),), (date(2020, 12, 31),), (None,)]


def test_many_rows_of_one_company_become_its_last_known_values(hub: Hub, given: Any) -> None:
    made = hub(
        {
            "sales": given(
                {
                    "who": ["1", "2", "1", "1", None],
                    "country": ["DE", "FR", "AT", None, "GB"],
                    "note": ["old", None, None, "new", "x"],
                },
                {
                    "accounts": {
                        "one_row_per_key": True,
                        "fields": {"key": "who", "country": "country"},
                        "attributes": {"note": "note"},
                    }
                },
            )
        }
    )
    assert accounts(made, "account_key, country, line") == [
        ("sales:1", "AT", 2),
        ("sales:2", "FR", 3),
    ]
    assert made.rows("select account_key, attribute, value from attribute_records") == [
        {"account_key": "sales:1", "attribute": "note", "value": "new"}
    ]


def test_columns_with_awkward_names_are_read(hub: Hub, given: Any) -> None:
    name = 'Kunde "Nr."; drop table x --'
    made = hub({"crm": given({name: ["7"]}, {"accounts": {"key": name}})})
    assert accounts(made, "account_key") == [("crm:7",)]


def test_a_column_that_is_not_there_is_told_with_the_nearest(hub: Hub, given: Any) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'company_name'") as error:
        hub({"crm": given({"id": ["1"], "company_name": ["x"]},
                          {"accounts": {"key": "id", "name": "compny_name"}})})  # fmt: skip
    assert error.value.where == "sources/crm.yaml, tables.accounts.fields.name"


def test_a_column_of_an_attribute_is_checked_too(hub: Hub, given: Any) -> None:
    tables = {"accounts": {"fields": {"key": "id"}, "attributes": {"tier": "teir"}}}
    with pytest.raises(UnknownName, match="no column called 'teir'"):
        hub({"crm": given({"id": ["1"], "tier": ["x"]}, tables)})


def test_a_field_that_is_not_there_is_told_with_the_nearest(hub: Hub, given: Any) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'industry'"):
        hub({"crm": given({"id": ["1"]}, {"accounts": {"key": "id", "industri": "id"}})})


def test_an_unknown_table_is_told_with_the_nearest(hub: Hub, given: Any) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'accounts'"):
        hub({"crm": given({"id": ["1"]}, {"account": {"key": "id"}})})


def test_a_needed_field_that_is_not_mapped_is_asked_for(hub: Hub, given: Any) -> None:
    with pytest.raises(InvalidDefinition, match="'ordered_at'") as error:
        hub(
            {
                "shop": given(
                    {"id": ["1"], "who": ["2"]}, {"orders": {"key": "id", "account": "who"}}
                )
            }
        )
    assert "Columns: id, who" in error.value.next_step
    assert "_line" not in error.value.next_step


@pytest.mark.parametrize("said", [{}, {"column": "a", "constant": "b"}])
def test_a_field_comes_from_a_column_or_a_constant(said: dict[str, str]) -> None:
    from segmentry.model.mappings import FieldMapping

    with pytest.raises(ValueError, match="either a column or a constant"):
        FieldMapping.model_validate(said)


def test_the_country_of_a_row_helps_to_read_its_name(hub: Hub, given: Any) -> None:
    columns = {"id": ["1", "2", "3"], "name": ["Ruta II"] * 3, "land": ["Lithuania", "USA", ""]}
    fields = {"key": "id", "name": "name", "country": "land"}
    made = hub({"crm": given(columns, {"accounts": fields})})
    assert accounts(made, "name_key, legal_form") == [
        ("ruta", "MB"),
        ("ruta ii", None),
        ("ruta ii", None),
    ]
