"""For each field one value, chosen by a rule; the others are kept with their source."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from segmentry.engine.dialect import to_spark
from segmentry.model.pins import Pin
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.survivorship import RULES

Profiles = Callable[..., Any]
RANKS = {"crm": 20, "erp": 10, "web": 30}


def profile(made: Any) -> dict[str, Any]:
    (row,) = made.rows("select * from profiles")
    return dict(row)


def lineage(made: Any, field: str) -> tuple[Any, ...]:
    sql = "select value, source, line, rule, losers from lineage where field = "
    (row,) = made.rows(f"{sql}'{field}'")
    return tuple(row.values())


def test_every_field_of_the_profile_has_its_rule() -> None:
    ruled = {field for rule in RULES for field in rule.fields}
    own = {"account_id", "label", "sources", "records", "excluded"}
    assert ruled == set(SCHEMAS[Table.PROFILES].names) - own


def test_the_source_ranked_first_is_believed(golden: Any) -> None:
    made = golden(crm={"country": "DE"}, erp={"country": "AT"}, web={"country": "CH"})
    assert profile(made)["country"] == "AT"
    assert lineage(made, "country") == (
        "AT",
        "erp",
        5,
        "the source ranked first, then the newest row",
        "DE (crm, row 5); CH (web, row 5)",
    )


def test_a_source_that_says_nothing_decides_nothing(golden: Any) -> None:
    made = golden(erp={}, crm={"country": "DE"})
    assert profile(made)["country"] == "DE"
    assert lineage(made, "country")[1:] == (
        "crm",
        5,
        "the source ranked first, then the newest row",
        None,
    )


def test_of_one_source_the_row_changed_last_counts(golden: Any) -> None:
    old, new = {"updated_at": "2025-01-01"}, {"updated_at": "2026-01-01"}
    made = golden(crm=[{"country": "DE"} | new, {"country": "AT"} | old, {"country": "CH"}])
    assert profile(made)["country"] == "DE"


def test_places_and_phones_come_from_the_newest_row_of_any_source(golden: Any) -> None:
    made = golden(
        erp={"city": "Ulm", "phone": "+491", "updated_at": "2020-01-01"},
        web={"city": "Bonn", "phone": "+492", "updated_at": "2026-01-01"},
    )
    found = profile(made)
    assert (found["city"], found["phone"]) == ("Bonn", "+492")
    assert lineage(made, "phone")[3:] == ("the newest row, then the source ranked first",
                                          "+491 (erp, row 5)")  # fmt: skip


def test_fields_that_belong_together_come_from_one_record(golden: Any) -> None:
    made = golden(
        erp={"industry": "Banking"},
        crm={"industry": "Insurance", "industry_scheme": "naics", "industry_code": "524"},
    )
    found = profile(made)
    assert (found["industry"], found["industry_scheme"], found["industry_code"]) == (
        "Banking",
        None,
        None,
    )


def test_the_country_comes_with_the_address(golden: Any) -> None:
    made = golden(
        erp={"name_key": "acme", "country": "AT", "city": "Wien", "updated_at": "2020-01-01"},
        crm={"name_key": "acme", "country": "DE", "city": "Ulm", "updated_at": "2026-01-01"},
    )
    found = profile(made)
    assert (found["city"], found["country"]) == ("Ulm", "DE")
    assert lineage(made, "country")[3:] == (
        "the country of the address that was chosen",
        "AT (erp, row 5)",
    )


def test_an_address_without_a_country_leaves_it_to_the_rule(golden: Any) -> None:
    made = golden(erp={"country": "AT"}, crm={"country": "DE"}, web={"city": "Ulm"})
    assert (profile(made)["city"], profile(made)["country"]) == ("Ulm", "AT")
    assert lineage(made, "country")[3] == "the source ranked first, then the newest row"


def test_an_address_is_never_mixed(golden: Any) -> None:
    made = golden(
        erp={"street": "Old Street 1", "city": "Ulm", "updated_at": "2020-01-01"},
        crm={"city": "Bonn", "updated_at": "2026-01-01"},
    )
    found = profile(made)
    assert (found["street"], found["city"]) == (None, "Bonn")


def test_who_may_not_be_contacted_anywhere_may_not_be_contacted(golden: Any) -> None:
    made = golden(erp={"do_not_contact": False}, crm={"do_not_contact": True}, web={})
    found = profile(made)
    assert (found["do_not_contact"], found["excluded"]) == (True, "do not contact")
    assert lineage(made, "do_not_contact") == (
        "true",
        "crm",
        5,
        "true when any source says so",
        "false (erp, row 5)",
    )


def test_the_first_known_day_is_the_earliest(golden: Any) -> None:
    made = golden(
        erp={"created_on": date(2020, 1, 1)},
        web={"created_on": date(2015, 1, 1)},
        crm={"created_on": date(2018, 1, 1)},
    )
    assert profile(made)["created_on"] == date(2015, 1, 1)
    assert lineage(made, "created_on")[:2] == ("2015-01-01", "web")
    assert lineage(made, "created_on")[4] == "2018-01-01 (crm, row 5); 2020-01-01 (erp, row 5)"


def test_lineage_agrees_with_the_profile(golden: Any) -> None:
    made = golden(
        erp={"name_key": "acme", "country": "AT", "employees": 7, "stage": "lead"},
        crm={"name_key": "acme de", "country": "DE", "domain": "acme.de", "stage": "customer"},
    )
    found = profile(made)
    for row in made.rows("select field, value from lineage"):
        assert str(found[row["field"]]) == row["value"], row["field"]


def test_every_rule_and_pin_is_said_in_sql_that_spark_understands(golden: Any) -> None:
    told = {"erp": {"city": "Ulm", "country": "DE"}, "crm": {"city": "Bonn", "founded_year": 1990}}
    account_id = str(profile(golden(**told))["account_id"])
    pin = Pin(account_id, "city", {"city": "Köln"}, "so", "Ana", datetime(2026, 1, 1))
    rules = {"address": {"rule": "fullest", "sources": ["crm"]}, "founded_year": {"rule": "latest"}}
    made = golden({"pins": [pin], "golden_record": rules}, **told)
    steps = [s for s in made.context.steps if "rivals" in s.sql or "chosen_" in s.sql]
    assert {"chosen_address", "chosen_country", "lineage"} <= {step.name for step in steps}
    for step in steps:
        assert to_spark(step.sql, lambda _: {}).lower().count("select") >= 1, step.name


def test_a_single_record_needs_one_line_of_lineage(golden: Any) -> None:
    made = golden(crm={"country": "DE", "name_key": "acme"})
    assert made.rows("select field, source, line, rule from lineage") == [
        {"field": "*", "source": "crm", "line": 5, "rule": "only one record tells about it"}
    ]


def test_the_profile_says_how_well_it_is_known(golden: Any) -> None:
    found = profile(golden(crm=[{}, {}], erp={}))
    assert (found["sources"], found["records"]) == (2, 3)


@pytest.mark.parametrize(
    ("relation", "excluded"), [("Competitor", "competitor"), ("customer", None)]
)
def test_some_relations_stay_out_of_segments(
    golden: Any, relation: str, excluded: str | None
) -> None:
    assert profile(golden(crm={"relation": relation}))["excluded"] == excluded


def test_exclusions_are_a_setting(profiles: Profiles, known: Any) -> None:
    records = [known("crm:1", relation="competitor", do_not_contact=True)]
    made = profiles(
        {Table.ACCOUNT_RECORDS: records}, exclusions={"relations": (), "do_not_contact": False}
    )
    assert profile(made)["excluded"] is None


def test_what_has_no_name_is_called_by_its_key(profiles: Profiles, known: Any) -> None:
    made = profiles({Table.ACCOUNT_RECORDS: [known("crm:a:b"), known("crm:2", name_key="beta")]})
    assert [r["label"] for r in made.rows("select label from profiles order by 1")] == [
        "Beta",
        "a:b",
    ]


def test_attributes_come_from_the_source_believed_first(profiles: Profiles, known: Any) -> None:
    records = [{"source": s} | known(f"{s}:1", registration_id="R1") for s in ("crm", "erp", "web")]
    facts = [
        {"source": "crm", "account_key": "crm:1", "attribute": "tier", "value": "gold"},
        {"source": "erp", "account_key": "erp:1", "attribute": "tier", "value": "silver"},
        {"source": "web", "account_key": "web:1", "attribute": "plan", "value": "free"},
    ]
    tables = {Table.ACCOUNT_RECORDS: records, Table.ATTRIBUTE_RECORDS: facts}
    made = profiles(tables, ranks=RANKS)
    assert made.rows("select attribute, value from attributes order by attribute") == [
        {"attribute": "plan", "value": "free"},
        {"attribute": "tier", "value": "silver"},
    ]


def test_the_order_of_the_records_changes_nothing(profiles: Profiles, known: Any) -> None:
    rows = [
        {"source": s, "line": n} | known(f"{s}:1", registration_id="R1", country=c)
        for n, (s, c) in enumerate([("web", "CH"), ("crm", "DE"), ("crm", "AT"), ("new", "FR")])
    ]
    first, second = (profiles({Table.ACCOUNT_RECORDS: r}, ranks=RANKS) for r in (rows, rows[::-1]))
    for table in (Table.PROFILES, Table.LINEAGE, Table.IDENTITY):
        files = [m.context.folder / f"{table}.parquet" for m in (first, second)]
        assert files[0].read_bytes() == files[1].read_bytes()
