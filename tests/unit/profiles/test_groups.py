"""Trees that are probably one group, and the id of a group."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from segmentry.model.tables import Table
from segmentry.profiles.groups import find_groups, write_group_links
from segmentry.profiles.matchers.base import RELATIVES

Ties = Sequence[tuple[str, str, int]]


@pytest.fixture
def grouped(bench: Callable[..., Any]) -> Callable[..., Any]:
    """Groups of trees: `grouped({"a": "a", "b": "a", "c": "c"}, [("b", "c", 500)])`."""

    def make(tree: Mapping[str, str], ties: Ties, since: Mapping[str, str] | None = None) -> Any:
        made = bench()
        _feed(made, tree, ties, since or {})
        find_groups(made.context, "tree")
        return made

    return make


def _feed(made: Any, tree: Mapping[str, str], ties: Ties, since: Mapping[str, str]) -> None:
    rows = " union all ".join(
        f"select '{a}' as account_id, '{top}' as ultimate_id" for a, top in tree.items()
    )
    made.context.keep("tree", "accounts", rows)
    events = "select '{}' as account_id, 'minted' as event, date '{}' as as_of"
    made.feed(
        Table.IDENTITY_EVENTS,
        " union all ".join(events.format(a, since.get(a, "2026-01-01")) for a in tree),
    )
    nothing = "select '' as account_id, '' as other_id, 0 as weight, '' as words where false"
    told = [f"select '{a}', '{b}', {w}, 'same domain'" for a, b, w in ties]
    made.context.keep(RELATIVES, "ties", " union all ".join([nothing, *told]))


def groups(made: Any) -> dict[str, str]:
    rows = made.rows(
        "select t.account_id, g.group_id from tree as t join groups as g using (ultimate_id)"
    )
    return {row["account_id"]: row["group_id"] for row in rows}


def test_trees_without_ties_are_groups_of_their_own(grouped: Any) -> None:
    assert groups(grouped({"a": "a", "b": "a", "c": "c"}, [])) == {"a": "a", "b": "a", "c": "c"}


def test_a_likely_tie_joins_two_trees(grouped: Any) -> None:
    assert groups(grouped({"a": "a", "b": "b"}, [("a", "b", 400)])) == {"a": "a", "b": "a"}


def test_an_unlikely_tie_joins_nothing(grouped: Any) -> None:
    assert groups(grouped({"a": "a", "b": "b"}, [("a", "b", -10)])) == {"a": "a", "b": "b"}


def test_ties_do_not_chain(grouped: Any) -> None:
    """a-b, b-c and c-d are likely, but a and d were never even alike."""
    alone = {a: a for a in "abcd"}
    found = groups(grouped(alone, [("a", "b", 300), ("b", "c", 250), ("c", "d", 300)]))
    assert found == {"a": "a", "b": "a", "c": "c", "d": "c"}


def test_one_tie_does_not_join_a_large_tree(grouped: Any) -> None:
    tree = dict.fromkeys("abcde", "a") | {"z": "z"}
    assert groups(grouped(tree, [("a", "z", 500)]))["z"] == "z"
    ties = [(a, "z", 500) for a in "abcd"]
    assert groups(grouped(tree, ties))["z"] == "a"


def test_a_group_is_named_after_its_oldest_top(grouped: Any) -> None:
    since = {"a": "2026-05-01", "b": "2025-01-01"}
    assert groups(grouped({"a": "a", "b": "b"}, [("a", "b", 400)], since)) == {"a": "b", "b": "b"}


def test_what_was_minted_is_as_old_as_its_first_event(grouped: Any) -> None:
    made = grouped({"m": "m", "n": "n"}, [("m", "n", 400)], {"n": "2025-12-31"})
    assert groups(made) == {"m": "n", "n": "n"}


def test_links_tell_parents_first_and_never_a_pair_twice(grouped: Any) -> None:
    made = grouped(
        {"a": "a", "b": "a", "c": "c", "d": "d"}, [("a", "b", 900), ("b", "c", 300), ("c", "d", -5)]
    )
    made.context.keep(
        "parents", "b is below a", "select 'b' as account_id, 'a' as parent_id, 'crm' as sources"
    )
    write_group_links(made.context)
    assert made.rows("select * from group_links order by account_id, other_id") == [
        {"account_id": "b", "other_id": "a", "kind": "parent", "confidence": None,
         "evidence": "its parent in crm"},
        {"account_id": "b", "other_id": "c", "kind": "inferred", "confidence": 0.9526,
         "evidence": "same domain"},
    ]  # fmt: skip
