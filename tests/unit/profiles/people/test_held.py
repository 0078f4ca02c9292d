"""What people say of contacts holds, whatever the evidence."""

from collections.abc import Callable
from hashlib import md5
from typing import Any

from segmentry.model.tables import Table

from .conftest import key_of
from .test_matching import OTHERS, groups, person

People = Callable[..., Any]
TWIN = person("Ada", "Byron", "A", email="ada@gmail.com")
LISTED = OTHERS | {
    "ada": TWIN,
    "twin": {**TWIN, "source": "shop"},
    "third": {**TWIN, "source": "web"},
    "kai": person("Kai", "Olsen", "B", email="kai@b.com"),
    "tom": person("Tom", "Lind", "C", email="tom@c.com"),
}


def test_without_answers_the_evidence_decides(people: People) -> None:
    assert groups(people(LISTED)) == [["ada", "third", "twin"]]


def test_same_takes_along_all_that_the_two_are(people: People) -> None:
    made = people(LISTED, answers=[("third", "kai", "same")])
    assert groups(made) == [["ada", "kai", "third", "twin"]]
    sql = f"select * from contact_identity where contact_key = '{key_of('kai')}'"
    (row,) = made.made.rows(sql)
    assert (row["evidence"], row["confidence"]) == ("a person's answer", 1.0)
    assert row["other_key"] in {key_of(name) for name in ("ada", "twin", "third")}


def test_different_parts_contacts_that_need_no_model(people: People) -> None:
    """One name and one address: nothing but an answer parts them, and the third goes with one."""
    made = people(LISTED, answers=[("ada", "twin", "different")])
    assert made.person("ada") != made.person("twin")
    assert made.person("third") in {made.person("ada"), made.person("twin")}


def test_different_holds_through_others(people: People) -> None:
    answers = [("ada", "kai", "same"), ("kai", "tom", "same"), ("tom", "twin", "different")]
    made = people(LISTED, answers=answers)
    assert len({made.person(name) for name in ("ada", "kai", "tom")}) == 1
    assert made.person("twin") != made.person("ada")


def test_an_answer_that_is_taken_back_no_longer_holds(people: People) -> None:
    answers = [("kai", "tom", "same"), ("kai", "tom", "open")]
    assert groups(people(LISTED, answers=answers)) == groups(people(LISTED))


def test_contradictions_are_told_and_keep_apart(people: People) -> None:
    answers = [("ada", "kai", "same"), ("kai", "tom", "same"), ("ada", "tom", "different")]
    made = people(LISTED, answers=answers)
    assert made.person("ada") != made.person("tom")
    (note,) = [n for n in made.made.context.notes if "contacts said to differ stay apart" in n]
    assert all(key_of(name) in note for name in ("ada", "kai", "tom"))


def test_contacts_that_no_source_tells_any_more_are_passed_over(people: People) -> None:
    answers = [("ada", "gone", "different"), ("kai", "gone", "same")]
    assert groups(people(LISTED, answers=answers)) == groups(people(LISTED))


def test_the_same_answers_give_the_same_bytes(people: People) -> None:
    answers = [("third", "kai", "same"), ("ada", "tom", "different"), ("tom", "other 1", "same")]

    def written() -> list[str]:
        folder = people(LISTED, answers=answers).made.context.folder
        tables = (Table.CONTACT_IDENTITY, Table.CONTACT_PAIRS, Table.PEOPLE)
        return [md5((folder / f"{t}.parquet").read_bytes()).hexdigest() for t in tables]

    assert written() == written()
