"""Joining without chains: two clusters are one only if their members are, on average."""

from collections.abc import Callable, Sequence
from itertools import permutations
from typing import Any

import pytest

from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matching.linkage import NEVER, SUREST, UNSEEN, link

Tie = tuple[int, int, int]


@pytest.fixture
def linked(bench: Callable[..., Any]) -> Callable[..., list[set[int]]]:
    """The clusters of more than one member: `linked([(1, 2, 500)])`."""

    def make(ties: Sequence[Tie]) -> list[set[int]]:
        made = bench()
        columns = [Column("a", T.INTEGER, ""), Column("b", T.INTEGER, ""),
                   Column("weight", T.INTEGER, ""), Column("is_never", T.BOOLEAN, "")]  # fmt: skip
        rows = [{"a": a, "b": b, "weight": w, "is_never": w == NEVER} for a, b, w in ties]
        made.context.load("weighed", columns, rows)
        link(made.context)
        found: dict[int, set[int]] = {}
        for row in made.rows("select id, cluster from linked"):
            found.setdefault(row["cluster"], set()).add(row["id"])
        return sorted((c for c in found.values() if len(c) > 1), key=min)

    return make


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ([], []),
        ([(1, 2, 500)], [{1, 2}]),
        ([(1, 2, 1)], [{1, 2}]),
        ([(1, 2, 0)], []),
        ([(1, 2, -500)], []),
        ([(1, 2, NEVER)], []),
        ([(1, 2, 500), (3, 4, 500)], [{1, 2}, {3, 4}]),
        ([(1, 2, 500), (2, 3, 500), (1, 3, 500)], [{1, 2, 3}]),
        # more for it than against it
        ([(1, 2, 900), (2, 3, 800), (1, 3, -300)], [{1, 2, 3}]),
        # more against it than for it: only the surest pair
        ([(1, 2, 900), (2, 3, 400), (1, 3, -500)], [{1, 2}]),
        # kin apart, whatever else is told
        ([(1, 2, 900), (2, 3, 800), (1, 3, NEVER)], [{1, 2}]),
    ],
)
def test_who_joins_whom(linked: Any, ties: list[Tie], expected: list[set[int]]) -> None:
    assert linked(ties) == expected


def test_a_chain_breaks_where_the_ends_were_never_compared(linked: Any) -> None:
    chain = [(n, n + 1, 500) for n in range(1, 8)]
    assert linked(chain) == [{1, 2}, {3, 4}, {5, 6}, {7, 8}]


def test_a_pair_never_compared_counts_as_unlikely(linked: Any) -> None:
    enough = 1 - UNSEEN
    assert linked([(1, 2, SUREST), (2, 3, enough)]) == [{1, 2, 3}]
    assert linked([(1, 2, SUREST), (2, 3, enough - 1)]) == [{1, 2}]


def test_no_single_pair_outvotes_all_others(linked: Any) -> None:
    # two firms of three keys each, all of them compared; one pair shares a number by mistake
    firms = [(1, 2, 900), (1, 3, 900), (2, 3, 900), (4, 5, 900), (4, 6, 900), (5, 6, 900)]
    across = [(a, b, -400) for a in (1, 2, 3) for b in (4, 5, 6) if (a, b) != (3, 4)]
    assert linked([*firms, *across, (3, 4, 800)]) == [{1, 2, 3}, {4, 5, 6}]
    mistaken = linked([*firms, *across, (3, 4, 100_000)])
    assert mistaken == linked([*firms, *across, (3, 4, SUREST)])
    assert max(len(c) for c in mistaken) < 6


def test_the_numbers_of_the_keys_do_not_matter(linked: Any) -> None:
    ties = [(1, 2, 700), (2, 3, 650), (1, 3, -100), (3, 4, 600), (1, 4, -700), (2, 4, 100)]
    names = [1, 2, 3, 4]
    made = set()
    for order in permutations(names):
        new = dict(zip(names, order, strict=True))
        moved = [(min(new[a], new[b]), max(new[a], new[b]), w) for a, b, w in ties]
        old = {v: k for k, v in new.items()}
        made.add(frozenset(frozenset(old[m] for m in c) for c in linked(moved)))
    assert len(made) == 1


def test_kin_of_a_member_never_join_its_cluster(linked: Any) -> None:
    ties = [(1, 2, 900), (1, 3, 900), (2, 3, 900), (1, 4, 800), (2, 4, 800), (3, 4, NEVER)]
    assert linked(ties) == [{1, 2, 3}]


Linked = Callable[..., Any]


def weighed(bench: Callable[..., Any], ties: Sequence[Tie]) -> Any:
    """A bench whose context has these ties."""
    made = bench()
    columns = [Column("a", T.INTEGER, ""), Column("b", T.INTEGER, ""),
               Column("weight", T.INTEGER, ""), Column("is_never", T.BOOLEAN, "")]  # fmt: skip
    rows = [{"a": a, "b": b, "weight": w, "is_never": w == NEVER} for a, b, w in ties]
    made.context.load("weighed", columns, rows)
    return made


TWO_HALVES = [
    (1, 2, 900), (3, 4, 900), (1, 3, 40), (2, 4, 40), (1, 4, -20), (2, 3, -20), (5, 6, 300),
]  # fmt: skip


def test_a_cluster_is_halved_where_an_answer_helps_most(bench: Callable[..., Any]) -> None:
    made = weighed(bench, TWO_HALVES)
    link(made.context)
    rows = {r["id"]: r for r in made.rows("select * from linked")}
    assert [rows[i]["half"] for i in range(1, 7)] == [0, 0, 1, 1, 0, 1]
    assert {rows[i]["doubt"] for i in (1, 2, 3, 4)} == {950}  # 10 hundredths: nearly even odds
    assert rows[5]["doubt"] == 95


def test_a_join_that_is_clear_does_not_hide_an_earlier_doubt(bench: Callable[..., Any]) -> None:
    # 1 and 2 hang together by little; what joins them with 3 is no surer, but 4 and 5 are
    made = weighed(bench, [(1, 2, 20), (4, 5, 1100), (6, 7, 20), (8, 9, 1100), (6, 8, -600)])
    link(made.context)
    doubts = {
        r["cluster"]: r["doubt"] for r in made.rows("select distinct cluster, doubt from linked")
    }
    assert doubts == {1: 900, 4: 0, 6: 900, 8: 0}


def test_the_line_moves_who_joins(bench: Callable[..., Any]) -> None:
    ties = [(1, 2, 50), (3, 4, -50), (5, 6, -150)]
    found = {}
    for line in (100, 0, -100):
        made = weighed(bench, ties)
        link(made.context, line)
        rows = made.rows("select cluster from linked group by cluster having count(*) = 2")
        found[line] = sorted(r["cluster"] for r in rows)
    assert found == {100: [], 0: [1], -100: [1, 3]}


def test_watched_pairs_tell_at_which_average_they_joined(bench: Callable[..., Any]) -> None:
    made = weighed(bench, [*TWO_HALVES, (4, 5, 500), (7, 8, -250)])
    columns = [Column("a", T.INTEGER, ""), Column("b", T.INTEGER, "")]
    watched = [(1, 2), (1, 4), (4, 5), (7, 8), (7, 9)]
    made.context.load("watched", columns, [{"a": a, "b": b} for a, b in watched])
    link(made.context, watched="watched")
    rows = made.rows("select a, b, average, crossing from heights")
    heights = {(r["a"], r["b"]): round(r["average"]) for r in rows}
    crossing = {(r["a"], r["b"]): r["crossing"] for r in rows}
    # eight pairs lie between the two clusters of 4 and 5, one of them was compared
    apart = round((500 + 7 * UNSEEN) / 8)
    assert heights == {(1, 2): 900, (1, 4): 10, (4, 5): apart, (7, 8): -250, (7, 9): UNSEEN}
    assert (crossing[1, 2], crossing[4, 5], crossing[7, 8]) == (1, 8, 1)
