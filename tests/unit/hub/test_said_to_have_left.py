"""What a column of who left says, beside what the contracts say."""

from collections.abc import Mapping
from typing import Any

COMPANIES = {"id": ["1", "2", "3"], "name": ["Acme", "Beta", "Gamma"]}
FIELDS = {"accounts": {"key": "id", "name": "name"}}
CONTRACTS = {
    "id": ["a", "b", "c"], "company": ["1", "2", "3"], "start": ["2025-01-01"] * 3,
    "end": ["2025-06-01", None, "2027-01-01"], "fee": ["10"] * 3,
}  # fmt: skip
OF_CONTRACTS = {
    "subscriptions": {
        "key": "id", "account": "company", "started_on": "start", "ended_on": "end",
        "monthly_amount": "fee",
    }
}  # fmt: skip


def notes(hub: Any, given: Any, flag: Mapping[str, list[object]], **contracts: Any) -> list[str]:
    sources = {"crm": given({**COMPANIES, **flag}, FIELDS, system="crm")}
    if contracts.get("with_contracts", True):
        said = {**CONTRACTS, **contracts.get("of_contracts", {})}
        sources["billing"] = given(said, OF_CONTRACTS, system="crm")
    made = hub(sources).context
    return [n for n in made.notes if "says that" in n]


def test_a_flag_that_the_contracts_contradict_is_told_with_both_figures(
    hub: Any, given: Any
) -> None:
    assert notes(hub, given, {"Churn Flag": ["TRUE", "TRUE", "FALSE"]}) == [
        "crm: 'Churn Flag' says that 2 of 3 companies left; by their contracts, which have all "
        "ended, 1 of 3 did. Churn is counted from the contracts."
    ]


def test_a_flag_that_says_the_same_needs_no_word(hub: Any, given: Any) -> None:
    assert notes(hub, given, {"churned": ["yes", "no", None]}) == []


def test_a_flag_without_contracts_says_what_churn_is_counted_from(hub: Any, given: Any) -> None:
    assert notes(hub, given, {"churned": ["1", "0", "0"]}, with_contracts=False) == [
        "crm: 'churned' says that 1 of 3 companies left. Churn is counted from contracts that "
        "end, and there are none."
    ]


def test_a_column_that_does_not_say_yes_or_no_is_left_alone(hub: Any, given: Any) -> None:
    assert notes(hub, given, {"churn": ["0.25", "0.5", "0.75"]}) == []


def test_a_flag_of_contracts_is_held_against_their_ends(hub: Any, given: Any) -> None:
    flag = {"is_churned": ["true", "true", "false"]}
    assert notes(hub, given, {}, of_contracts=flag) == [
        "billing: 'is_churned' says that 2 of 3 contracts ended; 1 have an end by the date of the "
        "data. Churn is counted from these ends."
    ]
