"""A company is found by id, by an id that was retired, by a source's key, and by name."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import UnknownName, UserError
from segmentry.model.tables import Table
from segmentry.profiles.lookup import profile_of

Profiles = Callable[..., Any]


@pytest.fixture
def runs(profiles: Profiles, known: Any) -> list[Any]:
    """Three runs: a, b and c are different; b goes into a; both go into c."""

    def run(numbers: dict[str, str], before: Any = None) -> Any:
        records = [
            known(k, registration_id=n, name_key=f"company {k[-2:]}") for k, n in numbers.items()
        ]
        return profiles({Table.ACCOUNT_RECORDS: records}, before=before)

    others = {f"s:c{n}": "C" for n in range(5)}
    first = run({"s:a1": "A", "s:a2": "A", "s:b1": "B"} | others)
    second = run({"s:a1": "A", "s:a2": "A", "s:b1": "A"} | others, first)
    third = run(dict.fromkeys(("s:a1", "s:a2", "s:b1"), "C") | others, second)
    return [first, second, third]


def account(made: Any, key: str) -> str:
    return str(made.value(f"select account_id from identity where account_key = '{key}'"))


def found(made: Any, asked: str) -> str:
    return str(profile_of(made.context.engine, asked)["profile"]["account_id"])


@pytest.mark.parametrize("asked", ["s:a1", "a1", "s:a2", "Company A1", "company a1"])
def test_by_key_or_name(runs: list[Any], asked: str) -> None:
    assert found(runs[0], asked) == account(runs[0], "s:a1")


def test_by_id_and_by_ids_that_were_merged_away(runs: list[Any]) -> None:
    first, second, third = runs
    a, b, c = (account(first, f"s:{k}") for k in ("a1", "b1", "c0"))
    assert found(first, b) == b
    assert found(second, b) == a
    assert found(third, a) == c
    assert found(third, b) == c  # b went into a, and a into c


def test_everything_that_is_known_comes_along(runs: list[Any]) -> None:
    told = profile_of(runs[1].context.engine, "s:b1")
    assert [r["account_key"] for r in told["identity"]] == ["s:a1", "s:a2", "s:b1"]
    assert told["events"][0]["event"] == "minted"
    assert {r["field"] for r in told["lineage"]} >= {"name", "registration_id"}


def test_an_unknown_name_is_answered_with_the_nearest(runs: list[Any]) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'Company A1'"):
        profile_of(runs[0].context.engine, "Company A1x")


@pytest.mark.parametrize("asked", ["", "' or true --", "%", "\x00", "東京"])
def test_odd_questions_get_an_answer_in_words(runs: list[Any], asked: str) -> None:
    with pytest.raises(UnknownName, match="no account called"):
        profile_of(runs[0].context.engine, asked)


def test_several_companies_of_one_name_are_told_apart(profiles: Profiles, known: Any) -> None:
    records = [known(f"s:{c}", name_key="acme", country=c) for c in ("DE", "FR")]
    made = profiles({Table.ACCOUNT_RECORDS: records})
    with pytest.raises(UserError, match="2 accounts answer to 'Acme'") as error:
        profile_of(made.context.engine, "Acme")
    assert account(made, "s:DE") in error.value.next_step


def test_a_company_known_only_by_a_key_says_what_tells_of_it(profiles: Profiles) -> None:
    order = {"account_key": "shop:7", "ordered_on": "2026-01-01"}
    told = profile_of(profiles({Table.ORDERS: [order]}).context.engine, "shop:7")
    assert told["profile"]["records"] == 0
    assert told["told_by"] == ["orders"]


def test_a_company_with_records_needs_no_such_word(runs: list[Any]) -> None:
    assert profile_of(runs[0].context.engine, "s:a1")["told_by"] == []
