"""Ids last: over runs, merges, splits and keys that vanish."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segmentry.model.tables import Table

Profiles = Callable[..., Any]


@pytest.fixture
def run(profiles: Profiles, known: Any) -> Callable[..., Any]:
    """A run in which each key is told with the registration number it stands under."""

    def make(numbers: dict[str, str], before: Any = None, day: int = 1) -> Any:
        records = [known(key, registration_id=number) for key, number in numbers.items()]
        tables = {Table.ACCOUNT_RECORDS: records}
        return profiles(tables, before=before, as_of=date(2026, 6, day))

    return make


def ids(made: Any) -> dict[str, str]:
    rows = made.rows("select account_key, account_id from identity")
    return {str(r["account_key"]): str(r["account_id"]) for r in rows}


def events(made: Any) -> list[tuple[Any, ...]]:
    sql = "select account_id, event, other_id, as_of from identity_events"
    return [tuple(r.values()) for r in made.rows(sql)]


def test_the_first_run_mints_an_id_for_each_company(run: Any) -> None:
    made = run({"a:1": "X", "b:1": "X", "a:2": "Y"})
    found = ids(made)
    assert found["a:1"] == found["b:1"] != found["a:2"]
    assert sorted(e[:3] for e in events(made)) == sorted(
        (i, "minted", None) for i in {found["a:1"], found["a:2"]}
    )


def test_the_same_history_gives_the_same_ids(run: Any) -> None:
    numbers = {"a:1": "X", "b:1": "X", "a:2": "Y"}
    assert ids(run(numbers)) == ids(run(dict(reversed(numbers.items()))))


def test_ids_stay_when_nothing_changes(run: Any) -> None:
    first = run({"a:1": "X", "a:2": "Y"})
    second = run({"a:1": "X", "a:2": "Y"}, first, day=2)
    assert ids(second) == ids(first)
    assert events(second) == events(first)


def test_an_id_stays_when_a_smaller_key_joins(run: Any) -> None:
    first = run({"m:1": "X"})
    second = run({"m:1": "X", "a:1": "X"}, first, day=2)
    assert set(ids(second).values()) == {ids(first)["m:1"]}
    assert events(second) == events(first)


def test_two_companies_that_turn_out_to_be_one(run: Any) -> None:
    first = run({"a:1": "X", "a:2": "X", "b:1": "Y"})
    second = run({"a:1": "X", "a:2": "X", "b:1": "X"}, first, day=2)
    stays, goes = ids(first)["a:1"], ids(first)["b:1"]
    assert set(ids(second).values()) == {stays}  # the one with more keys
    assert events(second)[-1] == (goes, "merged", stays, date(2026, 6, 2))


def test_one_company_that_turns_out_to_be_two(run: Any) -> None:
    first = run({"a:1": "X", "b:1": "X", "c:1": "X"})
    second = run({"a:1": "Z", "b:1": "X", "c:1": "X"}, first, day=2)
    old = ids(first)["a:1"]
    found = ids(second)
    assert found["b:1"] == found["c:1"] == old  # most of its keys
    assert found["a:1"] != old
    assert events(second)[-1] == (found["a:1"], "split", old, date(2026, 6, 2))


def test_a_split_in_equal_halves_is_decided_the_same_way_each_time(run: Any) -> None:
    first = run({"a:1": "X", "b:1": "X"})
    halves = [run({"a:1": "P", "b:1": "Q"}, first, day=2) for _ in range(2)]
    assert ids(halves[0]) == ids(halves[1])
    assert sorted(ids(halves[0]).values()).count(ids(first)["a:1"]) == 1


def test_a_merge_of_equals_is_decided_the_same_way_each_time(run: Any) -> None:
    first = run({"a:1": "X", "b:1": "Y"})
    merged = [run({"a:1": "X", "b:1": "X"}, first, day=2) for _ in range(2)]
    assert ids(merged[0]) == ids(merged[1])
    assert set(ids(merged[0]).values()) < set(ids(first).values())


def test_keys_that_vanish_keep_their_id(run: Any) -> None:
    first = run({"a:1": "X", "a:2": "Y"})
    second = run({"a:1": "X"}, first, day=2)
    assert ids(second) == ids(first)
    told = second.value("select evidence from identity where account_key = 'a:2'")
    assert told == "known from an earlier run"
    assert second.value("select count(*) from profiles") == 1


def test_a_company_that_comes_back_has_its_old_id(run: Any) -> None:
    first = run({"a:1": "X", "a:2": "Y"})
    third = run({"a:1": "X", "a:2": "Y"}, run({"a:1": "X"}, first, day=2), day=3)
    assert ids(third) == ids(first)
    assert [e[1] for e in events(third)] == ["minted", "minted"]


def test_the_part_that_holds_the_first_key_does_not_take_the_id_twice(run: Any) -> None:
    first = run({"a:1": "X", "b:1": "X", "c:1": "X"})
    second = run({"a:1": "P", "b:1": "X", "c:1": "X"}, first, day=2)
    third = run({"a:1": "P", "b:1": "X", "c:1": "X"}, second, day=3)
    assert len(set(ids(second).values())) == 2
    assert ids(third) == ids(second)


def test_a_merge_and_a_split_at_once(run: Any) -> None:
    first = run({"a:1": "X", "a:2": "X", "a:3": "X", "b:1": "Y"})
    second = run({"a:1": "X", "a:2": "X", "a:3": "Y", "b:1": "Y"}, first, day=2)
    assert ids(second)["a:1"] == ids(first)["a:1"]
    assert ids(second)["b:1"] == ids(second)["a:3"] == ids(first)["b:1"]


def test_every_key_has_one_account(run: Any) -> None:
    made = run({f"s:{n}": f"R{n % 7}" for n in range(40)})
    sql = "select count(*) as n, count(distinct account_key) as k, count(distinct account_id) as i"
    assert made.rows(f"{sql} from identity") == [{"n": 40, "k": 40, "i": 7}]
