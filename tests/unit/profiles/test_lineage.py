"""Every value of a profile that several records tell about says where it comes from."""

from collections.abc import Callable
from typing import Any

from segmentry.model.tables import Table

Profiles = Callable[..., Any]


def made_of(profiles: Profiles, known: Any, *records: dict[str, Any], **more: Any) -> Any:
    rows = [
        {"source": "crm", "line": line} | known(f"crm:{line}", registration_id="R1", **said)
        for line, said in enumerate(records, 5)
    ]
    return profiles({Table.ACCOUNT_RECORDS: rows, **more.get("tables", {})})


def test_each_field_of_a_group_has_its_origin(profiles: Profiles, known: Any) -> None:
    made = made_of(
        profiles,
        known,
        {"city": "Ulm", "postal_code": "89073", "updated_at": "2026-01-01"},
        {"street": "Old Street 1", "city": "Bonn", "updated_at": "2020-01-01"},
    )
    found = made.rows(
        "select field, value, line, losers from lineage "
        "where field in ('street', 'city', 'postal_code') order by field"
    )
    assert found == [
        {"field": "city", "value": "Ulm", "line": 5, "losers": "Bonn (crm, row 6)"},
        {"field": "postal_code", "value": "89073", "line": 5, "losers": None},
    ]


def test_every_value_of_the_profile_is_told_of(profiles: Profiles, known: Any) -> None:
    made = made_of(
        profiles,
        known,
        {"name": "Acme", "name_key": "acme", "employees": 7, "employees_from": 7},
        {"country": "DE", "industry": "Food", "industry_group": "manufacturing", "stage": "lead"},
    )
    (profile,) = made.rows("select * from profiles")
    told = {row["field"] for row in made.rows("select field from lineage")}
    own = {"account_id", "label", "sources", "records", "excluded"}
    assert told == {field for field, value in profile.items() if value is not None} - own


def test_the_same_value_in_another_row_did_not_lose(profiles: Profiles, known: Any) -> None:
    made = made_of(profiles, known, {"country": "DE"}, {"country": "DE"}, {"country": "AT"})
    rows = made.rows("select value, losers from lineage where field = 'country'")
    assert rows == [{"value": "DE", "losers": "AT (crm, row 7)"}]


def test_further_columns_have_an_origin_too(profiles: Profiles, known: Any) -> None:
    facts = [
        {"source": "crm", "line": line, "account_key": f"crm:{line}", "attribute": a, "value": v}
        for line, a, v in ((5, "Manager", "Ines"), (6, "Manager", "Tom"), (6, "city", "Rome"))
    ]
    made = made_of(profiles, known, {}, {"city": "Ulm"}, tables={Table.ATTRIBUTE_RECORDS: facts})
    rows = made.rows(
        "select field, value, line, losers from lineage "
        "where field in ('Manager', 'city', 'city_given') order by field"
    )
    assert rows == [
        {"field": "Manager", "value": "Ines", "line": 5, "losers": "Tom (crm, row 6)"},
        {"field": "city", "value": "Ulm", "line": 6, "losers": None},
        {"field": "city_given", "value": "Rome", "line": 6, "losers": None},
    ]


def test_one_record_answers_for_its_further_columns(profiles: Profiles, known: Any) -> None:
    fact = {"source": "crm", "line": 5, "account_key": "crm:5", "attribute": "x", "value": "y"}
    made = made_of(profiles, known, {}, tables={Table.ATTRIBUTE_RECORDS: [fact]})
    assert made.rows("select field from lineage") == [{"field": "*"}]
