"""Whose export a file is: by internal names, by labels, and never by what everybody has."""

from pathlib import Path
from typing import Any

import pytest

from segmentry.hub.presets import presets
from segmentry.hub.recognition import recognise, tables_by_preset

SF = "0015500000Xyy06AAB"

EXPORTS = [
    (name, columns)
    for line in Path(__file__).with_name("exports.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for name, columns in [line.split(": ", maxsplit=1)]
]


def _file(seen: Any, columns: str, name: str = "export") -> Any:
    return seen(name, {c: ["1", "2"] for c in columns.split(",")})


@pytest.mark.parametrize(("preset", "columns"), EXPORTS)
def test_an_export_is_known_by_its_columns(
    preset: str, columns: str, seen: Any, engine: Any
) -> None:
    file = _file(seen, columns)
    found = recognise(engine, file)
    assert found is not None
    assert found.preset.name == preset
    needed = {t.table.name: t.missing for t in tables_by_preset(engine, file, found)}
    assert needed
    assert not any(needed.values())


def test_every_preset_that_brings_rows_is_tried_here() -> None:
    in_warehouses_only = {
        "hubspot/email_campaigns", "hubspot/email_events", "hubspot/form_submissions",
        "hubspot/meetings", "pardot/campaigns", "pardot/opportunities",
    }  # fmt: skip
    assert {p.name for p in presets().values() if p.tables} == (
        {name for name, _ in EXPORTS} | in_warehouses_only
    )


@pytest.mark.parametrize(
    "columns",
    [
        "id,name,industry,country,city,employees,revenue",
        "customer_id,company_name,email,phone,website,created_at,updated_at",
        "order_id,customer_id,order_date,status,total,currency",
        "id,email,first_name,last_name,created_at,updated_at,job_title",
        "deal_id,account,stage,amount,created_at,closed_at,value,probability",
        "id,ip_address,user_agent,page,customer_id,visited_at",
        "campaign_id,name,start_date,end_date,cost,channel",
        "date,account_id,question,score",
    ],
)
def test_what_everybody_has_is_no_vendors(columns: str, seen: Any, engine: Any) -> None:
    assert recognise(engine, _file(seen, columns)) is None


def test_keys_tell_the_vendor_where_few_columns_are_left(seen: Any, engine: Any) -> None:
    columns = {"Id": [SF, "0015500000Ygpq1AAB"], "Name": ["Acme", "Beta"], "Industry": ["IT", ""],
               "NumberOfEmployees": ["5", "9"], "OwnerId": ["x", "y"]}  # fmt: skip
    assert recognise(engine, seen("a", columns | {"Id": ["1", "2"]})) is None
    found = recognise(engine, seen("b", columns))
    assert found is not None
    assert found.preset.name == "salesforce/accounts"


def test_dates_and_decimal_marks_are_seen_in_the_file(seen: Any, engine: Any) -> None:
    columns = {c: ["x", "y"] for c in EXPORTS[9][1].split(",")}
    columns |= {
        "Betrag": ["1.234,50", "99,00"],
        "Schlusstermin": ["31.12.2025", "15.01.2026"],
        "Erstelldatum": ["2025-01-31", "2025-02-01"],
    }
    file = seen("opps", columns)
    found = recognise(engine, file)
    assert found is not None
    (table,) = tables_by_preset(engine, file, found)
    told = {f.field: f for f in table.fields}
    assert told["amount"].mapping.decimal == ","
    assert told["closed_on"].mapping.formats == ("%d.%m.%Y",)
    assert told["opened_on"].beside_preset == ()


def test_columns_of_ones_own_are_kept_as_attributes(seen: Any, engine: Any) -> None:
    columns = {c: ["a", "b", "c"] for c in EXPORTS[0][1].split(",")}
    columns |= {"Id": ["1", "2", "3"], "Tier__c": ["gold", "gold", "silver"]}
    file = seen("accounts", columns)
    found = recognise(engine, file)
    assert found is not None
    (table,) = tables_by_preset(engine, file, found)
    assert table.attributes == {"tier_c": "Tier__c"}
