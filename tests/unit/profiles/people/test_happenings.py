"""How many people a run minted, merged and split."""

from collections.abc import Callable, Mapping
from typing import Any

from segmentry.model.tables import Table
from segmentry.profiles.happenings import BEFORE
from segmentry.profiles.people.happenings import counted_people


def counted(
    bench: Callable[..., Any], before: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, int]:
    """What happened between two runs, each of which says who contacts are."""
    engine = bench().context.engine
    for name, people in ((f"{Table.CONTACT_IDENTITY}{BEFORE}", before),
                         (str(Table.CONTACT_IDENTITY), now)):  # fmt: skip
        rows = [f"select '{c}' as contact_key, '{p}' as person_id" for c, p in people.items()]
        none = "select '' as contact_key, '' as person_id where false"
        engine.drop(name)
        engine.keep(name, " union all ".join(rows or [none]))
    return counted_people(engine)


def test_people_are_minted_merged_and_split(bench: Callable[..., Any]) -> None:
    before = {"a": "P1", "b": "P2", "c": "P3", "d": "P3", "e": "P3"}
    now = {"a": "P1", "b": "P1", "c": "P3", "d": "P4", "e": "P5", "f": "P6", "g": "P6", "h": "P1"}
    assert counted(bench, before, now) == {"minted": 1, "merged": 1, "split": 2}


def test_the_first_run_mints_all_and_no_change_is_none(bench: Callable[..., Any]) -> None:
    people = {"a": "P1", "b": "P1", "c": "P2"}
    assert counted(bench, {}, people) == {"minted": 2, "merged": 0, "split": 0}
    assert counted(bench, people, people) == {"minted": 0, "merged": 0, "split": 0}
    assert counted(bench, {}, {}) == {"minted": 0, "merged": 0, "split": 0}
