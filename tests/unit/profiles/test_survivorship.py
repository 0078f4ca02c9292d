"""Each rule chooses as its name says, and what it cannot decide is decided by values."""

from typing import Any

import pytest

from segmentry.model.definitions import Definitions, WorkspaceSettings
from segmentry.model.golden_record import GoldenRecordSettings
from segmentry.profiles.survivorship import RULES, rules_of

OLD, NEW = {"updated_at": "2020-01-01"}, {"updated_at": "2026-01-01"}


def value(made: Any, field: str) -> object:
    return made.value(f"select {field} from profiles")


def ruled(**groups: object) -> dict[str, object]:
    return {"golden_record": groups}


def test_every_group_can_be_set() -> None:
    assert [rule.group for rule in RULES] == list(GoldenRecordSettings.model_fields)


def test_without_settings_our_rules_hold() -> None:
    assert rules_of(Definitions(workspace=WorkspaceSettings(name="x"))) == RULES


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("believed", "Alpha"), ("newest", "Beta"), ("most_common", "Gamma"),
     ("fullest", "Beta Works GmbH & Co")],
)  # fmt: skip
def test_the_rule_of_a_group_decides(golden: Any, rule: str, expected: str) -> None:
    made = golden(
        ruled(name={"rule": rule}),
        erp={"name": "Alpha"} | OLD,
        crm=[{"name": "Gamma"}, {"name": "Gamma"}, {"name": "Beta Works GmbH & Co"} | OLD],
        web={"name": "Beta"} | NEW,
    )
    assert value(made, "name") == expected


@pytest.mark.parametrize(
    ("group", "rule", "told", "expected"),
    [
        ("founded_year", "earliest", (1990, 1980, 2001), 1980),
        ("founded_year", "latest", (1990, 1980, 2001), 2001),
        ("do_not_contact", "any_true", (False, True, None), True),
        ("do_not_contact", "all_true", (True, False, True), False),
        ("do_not_contact", "all_true", (True, None, True), True),
        ("do_not_contact", "most_common", (True, False, False), False),
    ],
)
def test_rules_of_days_and_of_yes_and_no(
    golden: Any, group: str, rule: str, told: tuple[object, ...], expected: object
) -> None:
    sources = dict(zip(("erp", "crm", "web"), ({group: one} for one in told), strict=True))
    assert value(golden(ruled(**{group: {"rule": rule}}), **sources), group) == expected


def test_the_domain_is_what_most_records_say(golden: Any) -> None:
    made = golden(erp={"domain": "old.de"}, crm={"domain": "acme.de"}, web={"domain": "acme.de"})
    assert value(made, "domain") == "acme.de"


def test_sources_of_a_group_come_before_the_ranks(golden: Any) -> None:
    told = {"erp": {"country": "AT"}, "crm": {"country": "DE"}, "web": {"country": "CH"}}
    made = golden(ruled(country={"rule": "believed", "sources": ["web", "crm"]}), **told)
    assert value(made, "country") == "CH"
    made = golden(ruled(country={"rule": "believed", "sources": ["crm"]}), **told)
    assert value(made, "country") == "DE"


def test_the_newest_row_of_the_sources_that_count_first(golden: Any) -> None:
    setting = ruled(phone={"sources": ["erp", "crm"]})
    told = {"erp": {"phone": "+491"} | OLD, "web": {"phone": "+493"} | NEW}
    made = golden(setting, crm={"phone": "+492", "updated_at": "2023-01-01"}, **told)
    assert value(made, "phone") == "+492"
    assert made.value("select rule from lineage where field = 'phone'") == (
        "the newest row (erp, crm before all others), then the source ranked first"
    )
    assert value(golden(setting, crm={}, web=told["web"]), "phone") == "+493"


def test_what_most_say_among_the_sources_that_count_first(golden: Any) -> None:
    made = golden(
        ruled(stage={"rule": "most_common", "sources": ["erp"]}),
        erp={"stage": "lead"},
        crm=[{"stage": "lost"}, {"stage": "lost"}],
    )
    assert value(made, "stage") == "lead"


def test_equals_are_decided_by_how_many_say_so_then_by_the_value(golden: Any) -> None:
    rows = [{"relation": "partner"}, {"relation": "customer"}, {"relation": "partner"}]
    assert value(golden(crm=rows), "relation") == "partner"
    assert value(golden(crm=rows[:2]), "relation") == "customer"
    assert value(golden(crm=rows[:2][::-1]), "relation") == "customer"


def test_of_equal_names_the_one_that_people_write_counts(golden: Any) -> None:
    rows = [{"name": "ACME AG"}, {"name": "acme ag"}, {"name": "Acme AG"}]
    assert value(golden(crm=rows), "name") == "Acme AG"
    assert value(golden(crm=rows[:2]), "name") == "ACME AG"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.group)
def test_every_rule_has_words(rule: Any) -> None:
    assert not {"_", "{"} & set(rule.words)
    assert rule.words[0].islower()
