"""Methods that divide by what is known: values, bands, levels, answers, technologies."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from segmentry.conditions import parse_condition
from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import run
from segmentry.segmentation.accounts import read_variables
from segmentry.segmentation.answers import vocabulary
from segmentry.segmentation.units import Units

BOOK = """
    select 'a' || lpad(cast(i as varchar), 2, '0') as account_id,
        case when i < 10 then 'DE' when i < 16 then 'FR' when i < 19 then 'US' end as country,
        ['large', 'startup'][1 + i % 2] as size_class,
        i as employees, i % 3 = 0 as listed, date '2020-01-01' + cast(i * 100 as integer)
            as founded_on
    from range(20) as t(i)
"""


def by(method: str, assignment: Any = "first_match", **settings: Any) -> SegmentationDefinition:
    return SegmentationDefinition(
        name="it", method=method, assignment=assignment, settings=settings, place="it.yaml"
    )


def sizes(made: Any) -> Counter[str]:
    return Counter(r["segment"] for r in made.rows("select segment from assignments"))


def named(made: Any) -> list[str]:
    return [r["segment"] for r in made.rows("select segment from undecided order by position")]


def test_values_are_segments_the_largest_first(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [by("geographic")]).run(run)
    assert sizes(made) == {"DE": 10, "FR": 6, "US": 3, "": 1}
    assert named(made) == ["DE", "FR", "US"]


def test_the_smaller_values_are_other_and_the_unknown_may_be_shown(
    bench: Callable[..., Any],
) -> None:
    made = bench(BOOK, [by("geographic", largest=1, unknown=True)]).run(run)
    assert sizes(made) == {"DE": 10, "other country": 9, "country unknown": 1}


def test_size_classes_stand_from_small_to_large(bench: Callable[..., Any]) -> None:
    assert named(bench(BOOK, [by("demographic")]).run(run)) == ["startup", "large"]


def test_bands_are_half_open(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [by("demographic", by="employees", bands=[5, 15])]).run(run)
    assert sizes(made) == {
        "employees below 5": 5, "employees 5 to 15": 10, "employees 15 and more": 5
    }  # fmt: skip


def test_bands_may_have_names(bench: Callable[..., Any]) -> None:
    definition = by("demographic", by="employees", bands=[5], names=["Few", "Many"])
    assert sizes(bench(BOOK, [definition]).run(run)) == {"Few": 5, "Many": 15}


def test_levels_hold_equal_values_together(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [by("behavioural", by="employees", levels=2)]).run(run)
    assert sizes(made) == {"low employees": 10, "high employees": 10}
    tied = "select 'a' || cast(i as varchar) as account_id, 4 as employees from range(9) as t(i)"
    assert len(sizes(bench(tied, [by("behavioural", by="employees")]).run(run))) == 1


def test_yes_or_no_and_years(bench: Callable[..., Any]) -> None:
    assert sizes(bench(BOOK, [by("firmographic", by="listed")]).run(run)) == {
        "listed": 7,
        "not listed": 13,
    }
    years = sizes(bench(BOOK, [by("firmographic", by="founded_on")]).run(run))
    assert years["2020"] == 4


def test_several_variables_are_crossed(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [by("geographic", by=["country", "size_class"])]).run(run)
    assert sizes(made)["DE, large"] == 5
    assert sizes(made)[""] == 1


def test_the_grid_shows_the_combinations_that_occur(bench: Callable[..., Any]) -> None:
    variables = ["country", {"variable": "employees", "bands": [10], "names": ["few", "many"]}]
    made = bench(BOOK, [by("grid", variables=variables)]).run(run)
    assert named(made) == ["DE, few", "FR, many", "US, many"]


@pytest.mark.parametrize(
    "definition",
    [
        by("geographic", largest=1, unknown=True),
        by("demographic", by="employees", bands=[5, 15]),
        by("behavioural", by="employees"),
        by("firmographic", by="listed"),
        by("firmographic", by="founded_on"),
        by("geographic", by=["country", "size_class"]),
    ],
)
def test_the_condition_of_a_segment_says_who_is_in_it(
    bench: Callable[..., Any], definition: SegmentationDefinition
) -> None:
    made = bench(BOOK, [definition]).run(run)
    words = vocabulary(Units(made.context, "account"), read_variables(made.context))
    found = made.rows("select segment, condition from undecided order by position")
    rules = [{"name": r["segment"], "where": r["condition"]} for r in found]
    assert all(parse_condition(r["where"], words).to_text() for r in rules)
    again = bench(BOOK, [by("rules", segments=rules)]).run(run)
    assert sizes(again) == sizes(made)


@pytest.mark.parametrize(
    ("definition", "missing"),
    [
        (by("technographic"), "The method technographic needs technologies in use"),
        (by("psychographic", question="goal"), "The method psychographic needs survey answers"),
        (by("geographic", by="region"), "The method geographic needs region"),
    ],
)
def test_without_its_data_nobody_is_placed_and_it_is_said(
    bench: Callable[..., Any], definition: SegmentationDefinition, missing: str
) -> None:
    made = bench(BOOK, [definition])
    made.know_of("region")
    made.run(run)
    rows = made.rows("select distinct segment, reason from assignments")
    assert [r["segment"] for r in rows] == [""]
    assert str(rows[0]["reason"]).startswith(missing)
    assert any(missing in note and "Add a source" in note for note in made.context.notes)


def test_a_misspelt_variable_is_no_missing_data(bench: Callable[..., Any]) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'country'"):
        bench(BOOK, [by("geographic", by="contry")]).run(run)


def test_words_cannot_be_cut_into_bands(bench: Callable[..., Any]) -> None:
    with pytest.raises(InvalidDefinition, match="'country' is none"):
        bench(BOOK, [by("geographic", bands=[1])]).run(run)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"bands": [5, 1]}, "rise"),
        ({"bands": [1], "levels": 3}, "either bands or levels"),
        ({"bands": [1], "names": ["a"]}, "2 parts need 2 names"),
        ({"bands": [1], "names": ["a", "a"]}, "same name"),
        ({"by": ["country", "employees"], "bands": [1]}, "method grid"),
    ],
)
def test_cuts_that_cannot_be_are_refused(
    bench: Callable[..., Any], settings: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidDefinition, match=words):
        bench(BOOK, [by("demographic", **{"by": "employees", **settings})]).run(run)


def test_the_latest_answer_to_a_question(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [by("psychographic", question="Main goal")])
    made.feed(
        "account_answers",
        """select account_id, question, answer, cast(day as date) as answered_on from (values
            ('a00', 'Main goal', 'save', '2026-01-01'), ('a00', 'Main goal', 'grow', '2026-02-01'),
            ('a00', 'Main goal', 'sell', '2026-07-15'), ('a01', 'Main goal', 'save', '2026-01-01'),
            ('a02', 'Budget', 'much', '2026-01-01')) as t(account_id, question, answer, day)""",
    )
    rows = made.run(run).rows("select account_id, segment from assignments where segment <> ''")
    assert {(r["account_id"], r["segment"]) for r in rows} == {("a00", "grow"), ("a01", "save")}


TECHNOLOGIES = """
    select account_id, technology, cast(since as date) as since, cast(until as date) as until
    from (values ('a00', 'SAP', null, null), ('a00', 'Oracle', null, null),
        ('a01', 'SAP', '2020-01-01', '2025-01-01'), ('a02', 'SAP', null, '2027-01-01'),
        ('a03', 'Sage', '2027-01-01', null)) as t(account_id, technology, since, until)
"""


def test_technologies_in_use_on_the_day(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [by("technographic", "all")])
    made.feed("account_technologies", TECHNOLOGIES)
    found = sizes(made.run(run))
    assert (found["Uses SAP"], found["Uses Oracle"], found[""]) == (2, 1, 18)
    assert named(made) == ["Uses SAP", "Uses Oracle"]


def test_the_first_technology_named_wins(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [by("technographic", technologies=["Oracle", "SAP"])])
    made.feed("account_technologies", TECHNOLOGIES)
    assert sizes(made.run(run)) == {"Uses Oracle": 1, "Uses SAP": 1, "": 18}
