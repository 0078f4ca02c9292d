"""Variables that only restate another one, measured on a book of 600 accounts."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from segmentry.segments.restating import with_restating

# three countries of two cities each; every city's name begins with its country
BOOK = """
    select 'a' || lpad(cast(i as varchar), 3, '0') as account_id,
        'country ' || cast(i % 3 as varchar) as country,
        'city ' || cast(i % {cities} as varchar) as city,
        case when i % 7 = 0 then 'small' else 'large' end as size,
        case when i < 597 then 'yes' else 'no' end as nearly_always,
        'name ' || cast(i as varchar) as name
    from range(600) as t(i)
"""
WORDS = ("country", "city", "size", "nearly_always", "name")


@pytest.fixture
def restating(bench: Callable[..., Any]) -> Callable[..., tuple[set[str], list[str]]]:
    def run(made_by: Sequence[str], cities: int = 6) -> tuple[set[str], list[str]]:
        context = bench(BOOK.format(cities=cities)).context
        found = with_restating(context, {"map": frozenset(made_by)}, WORDS)
        return set(found["map"]) - set(made_by), context.notes

    return run


def test_cities_restate_their_country_and_it_is_said(restating: Any) -> None:
    assert restating(["country"]) == (
        {"city"},
        ["map: the differences leave out what only restates what makes the segments: 'city'."],
    )


def test_the_country_restates_its_cities(restating: Any) -> None:
    assert restating(["city"])[0] == {"country"}


def test_cities_that_lie_in_several_countries_say_more(restating: Any) -> None:
    assert restating(["country"], cities=4) == (set(), [])


def test_what_nearly_everybody_has_is_told_by_nothing(restating: Any) -> None:
    assert restating(["nearly_always"])[0] == set()


def test_names_that_occur_once_tell_nothing(restating: Any) -> None:
    assert restating(["name"])[0] == set()


def test_nothing_in_words_makes_the_segmentation(restating: Any) -> None:
    assert restating(["net_revenue"]) == (set(), [])
