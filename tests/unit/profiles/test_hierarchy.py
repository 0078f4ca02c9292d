"""Parents and subsidiaries, and what goes round in a circle."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from segmentry.model.tables import Table

Profiles = Callable[..., Any]


@pytest.fixture
def tree(profiles: Profiles, known: Any) -> Callable[..., Any]:
    """Places companies: `tree({"a": None, "b": "a"})` says that a is the parent of b."""

    def make(parents: Mapping[str, str | None]) -> Any:
        records = [
            known(f"crm:{child}", parent_key=f"crm:{parent}" if parent else None)
            for child, parent in parents.items()
        ]
        return profiles({Table.ACCOUNT_RECORDS: records})

    return make


def placed(made: Any) -> dict[str, tuple[str | None, str, int]]:
    rows = made.rows(
        "select c.label, p.label as parent, u.label as ultimate, t.level "
        "from account_tree as t join profiles as c using (account_id) "
        "left join profiles as p on p.account_id = t.parent_id "
        "join profiles as u on u.account_id = t.ultimate_id"
    )
    return {r["label"]: (r["parent"], r["ultimate"], r["level"]) for r in rows}


def test_a_company_alone_is_its_own_top(tree: Any) -> None:
    assert placed(tree({"a": None})) == {"a": (None, "a", 0)}


def test_each_level_knows_its_parent_and_the_top(tree: Any) -> None:
    assert placed(tree({"a": None, "b": "a", "c": "b", "d": "a"})) == {
        "a": (None, "a", 0),
        "b": ("a", "a", 1),
        "c": ("b", "a", 2),
        "d": ("a", "a", 1),
    }


def test_a_long_chain_is_followed_to_its_top(tree: Any) -> None:
    chain: dict[str, str | None] = {"n00": None}
    chain |= {f"n{i:02}": f"n{i - 1:02}" for i in range(1, 61)}
    found = placed(tree(chain))
    assert found["n60"] == ("n59", "n00", 60)
    assert found["n33"] == ("n32", "n00", 33)


def test_a_circle_is_left_out_and_told(tree: Any) -> None:
    made = tree({"a": "c", "b": "a", "c": "b", "d": None, "e": "d"})
    found = placed(made)
    assert {k: found[k] for k in "abc"} == {k: (None, k, 0) for k in "abc"}
    assert found["e"] == ("d", "d", 1)
    assert made.context.notes == [
        "3 accounts have parents that go round in a circle; these parents are left out."
    ]


def test_its_own_parent_is_no_parent(tree: Any) -> None:
    made = tree({"a": "a"})
    assert placed(made) == {"a": (None, "a", 0)}
    assert made.context.notes == []


def test_what_hangs_on_a_circle_keeps_its_place_in_no_circle(tree: Any) -> None:
    found = placed(tree({"a": "b", "b": "a", "c": "a"}))
    assert (found["a"], found["b"]) == ((None, "a", 0), (None, "b", 0))
    assert found["c"] == ("a", "a", 1)


def test_a_parent_that_nobody_tells_about_is_none(tree: Any) -> None:
    assert placed(tree({"a": "ghost"})) == {"a": (None, "a", 0)}


def test_the_parent_that_most_records_name_counts(profiles: Profiles, known: Any) -> None:
    records = [known("crm:p"), known("crm:q")]
    records += [
        known(f"{s}:c", registration_id="C", parent_key=f"crm:{p}")
        for s, p in (("crm", "q"), ("erp", "p"), ("web", "p"))
    ]
    assert placed(profiles({Table.ACCOUNT_RECORDS: records}))["c"][0] == "p"
