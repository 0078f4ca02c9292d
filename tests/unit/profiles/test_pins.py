"""A person's word counts before all records, follows its account, and is never lost."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from segmentry.engine.catalogue import Catalogue
from segmentry.model.pins import Pin
from segmentry.model.tables import Table
from segmentry.profiles.pins import Pins, pins_in_force
from segmentry.profiles.stage import fingerprint

Profiles = Callable[..., Any]
AT = datetime(2026, 3, 2, 9, 30)
WORDS = "pinned by Ana on 2026-03-02: letterhead"


def pin(account_id: str, **values: str | None) -> Pin:
    return Pin(account_id, next(iter(values)), values, "letterhead", "Ana", AT)


def unpin(account_id: str, field: str) -> Pin:
    return Pin(account_id, field, {}, "no longer", "Ana", AT)


def id_of(made: Any, key: str) -> str:
    return str(made.value(f"select account_id from identity where account_key = '{key}'"))


def told(made: Any, field: str) -> list[tuple[object, ...]]:
    columns = "value, source, rule, agreeing, telling, losers"
    sql = f"select {columns} from lineage where field = '{field}'"
    return [tuple(row.values()) for row in made.rows(sql)]


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(tmp_path / "catalogue.sqlite")


def test_a_pin_wins_and_the_records_are_the_losers(golden: Any) -> None:
    records = {"erp": {"city": "Ulm"}, "crm": [{"city": "Bonn"}, {"city": "Köln"}]}
    account_id = id_of(golden(**records), "erp:1")
    made = golden({"pins": [pin(account_id, city="Köln")]}, **records)
    assert made.value("select city from profiles") == "Köln"
    assert told(made, "city") == [
        ("Köln", None, WORDS, 1, 3, "Ulm (erp, row 5); Bonn (crm, row 5)")
    ]


def test_a_pin_of_a_field_leaves_the_rest_of_its_group(golden: Any) -> None:
    records = {"erp": {"city": "Ulm", "street": "Weg 1"}, "crm": {"city": "Bonn"}}
    account_id = id_of(golden(**records), "erp:1")
    made = golden({"pins": [pin(account_id, city="Neu-Ulm")]}, **records)
    assert made.rows("select street, city from profiles") == [
        {"street": "Weg 1", "city": "Neu-Ulm"}
    ]
    assert told(made, "street")[0][:2] == ("Weg 1", "erp")


def test_what_is_read_out_of_a_pinned_value_is_pinned_with_it(golden: Any) -> None:
    records = {"erp": {"name": "Acme GmbH", "name_key": "acme", "legal_form": "GmbH"}, "crm": {}}
    account_id = id_of(golden(**records), "erp:1")
    made = golden(
        {"pins": [pin(account_id, name="Beta", name_key="beta", legal_form=None)]}, **records
    )
    assert made.rows("select label, name, name_key, legal_form from profiles") == [
        {"label": "Beta", "name": "Beta", "name_key": "beta", "legal_form": None}
    ]
    assert told(made, "legal_form") == []


def test_an_account_with_one_record_can_have_a_pin(golden: Any) -> None:
    records = {"erp": {"employees": 7, "stage": "lead"}}
    account_id = id_of(golden(**records), "erp:1")
    made = golden({"pins": [pin(account_id, employees="90")]}, **records)
    assert made.rows("select employees, stage, records, sources from profiles") == [
        {"employees": 90, "stage": "lead", "records": 1, "sources": 1}
    ]
    assert told(made, "employees") == [("90", None, WORDS, 0, 1, "7 (erp, row 5)")]
    assert told(made, "stage")[0][:2] == ("lead", "erp")


def test_a_company_known_only_by_a_key_can_have_a_pin(profiles: Profiles) -> None:
    orders = {Table.ORDERS: [{"account_key": "shop:7", "ordered_on": "2026-01-01"}]}
    account_id = id_of(profiles(orders), "shop:7")
    made = profiles(orders, pins=[pin(account_id, name="Acme", name_key="acme")])
    assert made.rows("select label, records from profiles") == [{"label": "Acme", "records": 0}]
    assert told(made, "name") == [("Acme", None, WORDS, 0, 0, None)]


def test_a_pin_can_keep_an_account_out_of_segments(golden: Any) -> None:
    account_id = id_of(golden(erp={"relation": "customer"}), "erp:1")
    made = golden({"pins": [pin(account_id, relation="Competitor")]}, erp={"relation": "customer"})
    assert made.value("select excluded from profiles") == "competitor"


def test_of_one_field_the_latest_pin_counts_until_it_is_taken_back(golden: Any) -> None:
    account_id = id_of(golden(erp={"city": "Ulm"}), "erp:1")
    pins = [pin(account_id, city="Bonn"), pin(account_id, city="Köln")]
    assert golden({"pins": pins}, erp={"city": "Ulm"}).value("select city from profiles") == "Köln"
    pins.append(unpin(account_id, "city"))
    made = golden({"pins": pins}, erp={"city": "Ulm"})
    assert made.value("select city from profiles") == "Ulm"
    assert [r["field"] for r in made.rows("select field from lineage")] == ["*"]


def test_without_pins_nothing_is_asked_about_them(golden: Any) -> None:
    assert not [s.name for s in golden(erp={}, crm={}).context.steps if "pin" in s.name]


@pytest.fixture
def merged(profiles: Profiles, known: Any) -> Callable[..., Any]:
    """Two companies that turn out to be one: `merged(pins)` gives the second run and the ids."""

    def make(pins: Callable[[str, str], list[Pin]]) -> Any:
        rows = [known(f"s:a{n}", registration_id="A", city="Ulm") for n in (1, 2)]
        first = profiles({Table.ACCOUNT_RECORDS: [*rows, known("s:b", registration_id="B")]})
        kept, gone = id_of(first, "s:a1"), id_of(first, "s:b")
        rows.append(known("s:b", registration_id="A"))
        return profiles({Table.ACCOUNT_RECORDS: rows}, before=first, pins=pins(kept, gone)), gone

    return make


def test_a_pin_follows_its_account_into_another(merged: Any) -> None:
    made, gone = merged(lambda kept, gone: [pin(gone, city="Bonn")])
    assert made.rows("select city from profiles") == [{"city": "Bonn"}]
    assert gone not in made.rows("select account_id from profiles")[0].values()
    assert not [note for note in made.context.notes if "Pins" in note]


def test_the_latest_of_the_pins_that_meet_counts(merged: Any) -> None:
    made, _ = merged(lambda kept, gone: [pin(gone, city="Bonn"), pin(kept, city="Köln")])
    assert made.rows("select city from profiles") == [{"city": "Köln"}]
    made, _ = merged(lambda kept, gone: [pin(gone, city="Bonn"), unpin(kept, "city")])
    assert made.rows("select city from profiles") == [{"city": "Ulm"}]


def test_a_pin_whose_account_is_gone_is_told(golden: Any) -> None:
    made = golden({"pins": [pin("0123456789abcdef", city="Bonn")]}, erp={"city": "Ulm"})
    assert made.value("select city from profiles") == "Ulm"
    (note,) = [note for note in made.context.notes if "Pins" in note]
    assert note == (
        "Pins of accounts that no source tells of any more are kept, and wait: "
        "city = Bonn of 0123456789abcdef."
    )


def test_a_pin_changes_the_key_of_the_stage(golden: Any) -> None:
    made = golden(erp={"city": "Ulm"})
    without = fingerprint(made.context)
    made.context.pins = [pin("x", city="Bonn")]
    with_pin = fingerprint(made.context)
    made.context.pins = [pin("x", city="Bonn"), unpin("x", "city")]
    assert without == fingerprint(made.context) != with_pin


def test_pins_are_kept_as_they_were_said(catalogue: Catalogue) -> None:
    said = [pin("x", name="Ü & Söhne", legal_form=None), unpin("x", "name")]
    Pins(catalogue).add(said)
    assert Pins(catalogue).all() == said
    assert pins_in_force(said) == []
    assert pins_in_force(said[:1])[0].value == "Ü & Söhne"
    assert said[1].value is None
