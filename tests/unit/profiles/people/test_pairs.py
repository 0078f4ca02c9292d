"""The pairs of contacts that are kept, and which of them are worth a question."""

from collections.abc import Callable
from typing import Any

from segmentry.profiles.matchers.base import PAIRS as PAIRS_NAME
from segmentry.profiles.people.pairs import write_contact_pairs

from .conftest import key_of
from .test_matching import OTHERS, person

People = Callable[..., Any]
ADA = person("Ada", "Byron", "A", email="ada@gmail.com")


def pair(made: Any, one: str, other: str) -> Any:
    """What is kept of two contacts."""
    first, second = sorted((key_of(one), key_of(other)))
    sql = "select * from contact_pairs where contact_key = '{}' and other_key = '{}'"
    rows = made.made.rows(sql.format(first, second))
    return rows[0] if rows else None


def test_contacts_that_need_no_model_are_certain(people: People) -> None:
    row = pair(people(OTHERS | {"one": ADA, "two": {**ADA, "source": "shop"}}), "one", "two")
    assert (row["probability"], row["decision"], row["doubt"]) == (1.0, "together", None)
    assert row["evidence"].startswith("same e-mail address")


def test_who_has_nothing_in_common_is_no_pair(people: People) -> None:
    made = people(OTHERS)
    assert pair(made, "other 1", "other 2") is None
    assert made.made.value("select count(*) as n from contact_pairs where probability < 0.05") == 0


CLUSTERS = {"a": ("a", None, None), "b": ("b", None, None), "c": ("c", 0, 900),
            "d": ("c", 1, 900), "e": ("e", None, None)}  # fmt: skip
"""Who stands for contacts: the cluster, the half of it, and how doubtful the halves are."""
CONTACTS = {"a": "a", "a2": "a", "b": "b", "c": "c", "d": "d", "d2": "d", "e": "e"}
PAIRS = {("a", "b"): -20, ("b", "e"): 5, ("c", "d"): 40, ("a", "e"): -300}


def written(bench: Callable[..., Any]) -> list[Any]:
    """What is kept of these pairs, in hundredths of log odds."""
    made = bench()
    for name, rows in {
        PAIRS_NAME: [
            f"select '{a}' as account_key, '{b}' as other_key, {w} as weight, 'w' as words, "
            "false as is_never"
            for (a, b), w in PAIRS.items()
        ],
        "clusters": [
            f"select '{k}' as account_key, '{c}' as cluster, "
            f"cast({'null' if h is None else h} as bigint) as half, "
            f"cast({'null' if d is None else d} as bigint) as doubt"
            for k, (c, h, d) in CLUSTERS.items()
        ],
        "contacts_told": [
            f"select '{k}' as contact_key, '{f}' as first_key" for k, f in CONTACTS.items()
        ],
    }.items():
        made.context.engine.keep(name, " union all ".join(rows))
    write_contact_pairs(made.context)
    rows: list[Any] = made.rows("select * from contact_pairs order by contact_key, other_key")
    return rows


def test_a_pair_in_doubt_stands_for_all_contacts_between_two_people(
    bench: Callable[..., Any],
) -> None:
    found = {(r["contact_key"], r["other_key"]): r for r in written(bench)}
    assert set(found) == {("a", "b"), ("b", "e"), ("c", "d"), ("a", "a2"), ("d", "d2")}
    asked = {k: (r["doubt"], r["bears_on"]) for k, r in found.items() if r["doubt"] is not None}
    assert asked == {
        ("a", "b"): (0.9003, 2),  # a is two contacts
        ("b", "e"): (0.975, 1),
        ("c", "d"): (0.9, 2),  # halves of one person, one of which is two contacts
    }
    assert {k for k, r in found.items() if r["decision"] == "together"} == {
        ("c", "d"), ("a", "a2"), ("d", "d2"),
    }  # fmt: skip
