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
    assert [note for note in made.context.notes if "circle" in note] == [
        "3 accounts have parents that go round in a circle; these parents are left out: "
        "'a', 'b', 'c'."
    ]


def test_its_own_parent_is_no_parent(tree: Any) -> None:
    made = tree({"a": "a"})
    assert placed(made) == {"a": (None, "a", 0)}
    assert [note for note in made.context.notes if "parent" in note] == [
        "1 key is its own parent, which is left out: crm:a."
    ]


def test_what_hangs_on_a_circle_keeps_its_place_in_no_circle(tree: Any) -> None:
    found = placed(tree({"a": "b", "b": "a", "c": "a"}))
    assert (found["a"], found["b"]) == ((None, "a", 0), (None, "b", 0))
    assert found["c"] == ("a", "a", 1)


def test_a_parent_that_nobody_tells_about_is_none(tree: Any) -> None:
    made = tree({"a": "ghost", "b": None, "c": "b"})
    assert placed(made) == {"a": (None, "a", 0), "b": (None, "b", 0), "c": ("b", "b", 1)}
    assert [note for note in made.context.notes if "parent" in note] == [
        "1 parent is in no source, so nothing stands above their subsidiaries: "
        "crm:ghost (parent of crm:a)."
    ]


def test_of_many_parents_that_cannot_be_some_are_named(tree: Any) -> None:
    own = {f"o{i}": f"o{i}" for i in range(4)}
    made = tree(own | {f"x{i}": f"ghost{i % 2}" for i in range(4)})
    assert [note for note in made.context.notes if "parent" in note] == [
        "4 keys are their own parent, which is left out: crm:o0, crm:o1, crm:o2 and so on.",
        "2 parents are in no source, so nothing stands above their subsidiaries: "
        "crm:ghost0 (parent of crm:x0), crm:ghost1 (parent of crm:x1).",
    ]


def test_the_parent_that_most_records_name_counts(profiles: Profiles, known: Any) -> None:
    records = [known("crm:p"), known("crm:q")]
    records += [
        known(f"{s}:c", registration_id="C", parent_key=f"crm:{p}")
        for s, p in (("crm", "q"), ("erp", "p"), ("web", "p"))
    ]
    assert placed(profiles({Table.ACCOUNT_RECORDS: records}))["c"][0] == "p"


def levels(made: Any) -> dict[str, dict[str, str]]:
    """By account what it counts as at each level, by the last part of their keys."""
    rows = made.rows(
        "select k.name, c.name as company, d.name as domestic, u.name as ultimate, "
        "g.name as grouped from account_tree as t join named as k using (account_id) "
        "join named as c on c.account_id = t.company_id "
        "join named as d on d.account_id = t.domestic_id "
        "join named as u on u.account_id = t.ultimate_id "
        "join named as g on g.account_id = t.group_id"
    )
    return {row.pop("name"): row for row in rows}


@pytest.fixture
def firms(profiles: Profiles, known: Any) -> Callable[..., Any]:
    """A tree with names and countries: `firms(a=("acme", "DE", None), b=("acme", "FR", "a"))`."""

    def make(**told: tuple[str, str | None, str | None]) -> Any:
        records = [
            known(
                f"crm:{key}",
                name_key=name,
                country=country,
                parent_key=f"crm:{parent}" if parent else None,
            )
            for key, (name, country, parent) in told.items()
        ]
        made = profiles({Table.ACCOUNT_RECORDS: records})
        made.context.define(
            "named",
            "keys without their system",
            "select account_id, substr(account_key, 5) as name from identity",
        )
        return made

    return make


def test_a_site_counts_as_the_company_whose_name_it_bears(firms: Any) -> None:
    found = levels(
        firms(
            holding=("umbra holding", "DE", None),
            company=("acme", "DE", "holding"),
            site=("acme", "DE", "company"),
            desk=("acme", "DE", "site"),
            other=("borealis", "DE", "site"),
        )
    )
    companies = {key: told["company"] for key, told in found.items()}
    assert companies == {
        "holding": "holding",
        "company": "company",
        "site": "company",
        "desk": "company",
        "other": "other",
    }
    assert {told["ultimate"] for told in found.values()} == {"holding"}


def test_the_domestic_top_is_the_topmost_of_the_own_country(firms: Any) -> None:
    found = levels(
        firms(
            world=("umbra", "US", None),
            europe=("umbra europe", "DE", "world"),
            france=("umbra france", "FR", "europe"),
            lyon=("umbra lyon", "FR", "france"),
            berlin=("umbra berlin", "DE", "france"),
            unknown=("umbra somewhere", None, "lyon"),
        )
    )
    assert {key: told["domestic"] for key, told in found.items()} == {
        "world": "world",
        "europe": "europe",
        "france": "france",
        "lyon": "france",
        "berlin": "europe",
        "unknown": "unknown",
    }


def test_parents_in_a_circle_leave_every_account_its_own_company(firms: Any) -> None:
    found = levels(firms(a=("acme", "DE", "b"), b=("acme", "DE", "a"), c=("acme lyon", "FR", "a")))
    assert found["a"] == dict.fromkeys(("company", "domestic", "ultimate", "grouped"), "a")
    assert found["c"] == {"company": "c", "domestic": "c", "ultimate": "a", "grouped": "a"}


def test_every_parent_is_a_link_of_its_sources(firms: Any) -> None:
    made = firms(a=("acme", "DE", None), b=("borealis", "DE", "a"))
    assert made.rows(
        "select x.name, y.name as other, kind, confidence, evidence from group_links as l "
        "join named as x using (account_id) join named as y on y.account_id = l.other_id"
    ) == [
        {"name": "b", "other": "a", "kind": "parent", "confidence": None,
         "evidence": "its parent in crm"},
    ]  # fmt: skip
