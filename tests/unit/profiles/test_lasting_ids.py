"""What comes together and apart again has the ids it had, whatever happened in between."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.lasting_ids import LastingIds, continue_ids, former_ids

KEYS = ("a", "b", "c", "d", "e", "f")
IDS = LastingIds("key", "id", "places", "before")
_NO_AGES = "select cast(null as varchar) as id, 0 as part, cast(null as date) as since where false"
Known = Mapping[str, tuple[str, str | None]]
"""Key to its id and its former ids."""


@pytest.fixture
def run(bench: Callable[..., Any]) -> Callable[..., Known]:
    """Gives ids to clusters: `run(["ab", "c"], before)`."""
    made = bench()

    def load(name: str, values: Mapping[str, Sequence[str | None]]) -> None:
        made.context.load_columns(name, [Column(c, T.TEXT, "") for c in values], values)

    def give(clusters: Sequence[str], before: Known | None = None) -> Known:
        told = before or {}
        keys = [key for cluster in clusters for key in cluster]
        load("places", {"key": keys, "cluster": [min(c) for c in clusters for _ in c]})
        load("before", {"key": [*told], "id": [i for i, _ in told.values()],
                        "former_ids": [f for _, f in told.values()]})  # fmt: skip
        continue_ids(made.context, IDS, _NO_AGES)
        rows = made.rows(
            f"select p.key, i.id, {former_ids(IDS)} as former from places as p "
            "join cluster_ids as i using (cluster) left join before as b on b.key = p.key"
        )
        return {r["key"]: (r["id"], r["former"]) for r in rows}

    return give


def ids(known: Known) -> dict[str, str]:
    return {key: own for key, (own, _) in known.items()}


@pytest.mark.parametrize("others", ["b", "bc", "bcd"])
def test_a_merge_undone_gives_each_its_id(run: Callable[..., Known], others: str) -> None:
    apart = run(["a", others])
    merged = run(["a" + others], apart)
    assert len(set(ids(merged).values())) == 1
    assert run(["a", others], merged) == apart


def test_a_key_that_went_astray_comes_home(run: Callable[..., Known]) -> None:
    home = run(["ac", "b"])
    astray = run(["a", "bc"], home)
    assert ids(astray)["a"] == ids(home)["a"]
    assert ids(astray)["b"] == ids(home)["b"]
    assert run(["ac", "b"], astray) == home


def partitions(draw: st.DrawFn) -> list[str]:
    places = draw(st.lists(st.integers(0, 5), min_size=len(KEYS), max_size=len(KEYS)))
    clusters: dict[int, str] = {}
    for key, place in zip(KEYS, places, strict=True):
        clusters[place] = clusters.get(place, "") + key
    return list(clusters.values())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(home=st.composite(partitions)(), between=st.composite(partitions)())
def test_nobody_has_two_ids_and_no_id_two_homes(
    run: Callable[..., Known], home: list[str], between: list[str]
) -> None:
    first = run(home)
    second = run(between, first)
    third = run(home, second)
    for clusters, known in ((home, first), (between, second), (home, third)):
        assert all(len({known[key][0] for key in cluster}) == 1 for cluster in clusters)
        assert len({own for own, _ in known.values()}) == len(clusters)
    # an id never names only keys that it did not name when it was minted
    by_id = {own: {k for k, (i, _) in first.items() if i == own} for own, _ in first.values()}
    for key, (own, _) in third.items():
        home_of = next(c for c in home if key in c)
        assert own not in by_id or by_id[own] & set(home_of)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(home=st.composite(partitions)(), joins=st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_merges_of_any_kind_are_undone(
    run: Callable[..., Known], home: list[str], joins: list[int]
) -> None:
    merged: dict[int, str] = {}
    for cluster, place in zip(home, joins, strict=False):
        merged[place] = merged.get(place, "") + cluster
    first = run(home)
    assert run(home, run(list(merged.values()), first)) == first
