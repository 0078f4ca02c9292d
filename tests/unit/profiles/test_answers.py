"""What people said of keys: kept for good, and told where it does not fit together."""

from datetime import datetime
from pathlib import Path

import pytest

from segmentry.engine.catalogue import Catalogue
from segmentry.errors import UnknownName, UserError
from segmentry.model.answers import Answer
from segmentry.profiles.answers import Answers, answered, in_force, settle

AT = datetime(2026, 6, 30, 9)


def said(first: str, second: str, what: str, by: str = "Ana") -> Answer:
    return answered(first, second, what, because="looked it up", by=by, at=AT)


def test_what_is_said_is_read_back(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.db")
    first, later = said("b:1", "a:1", "same"), said("a:1", "b:1", "different", by="")
    Answers(catalogue).add([first])
    Answers(catalogue).add([later])
    assert Answers(catalogue).all() == [first, later]
    assert first.keys == later.keys == ("a:1", "b:1")
    assert later.said_by == "unknown"
    catalogue.close()


def test_the_latest_answer_about_a_pair_counts() -> None:
    answers = [said("a:1", "b:1", "same"), said("b:1", "a:1", "different")]
    assert in_force(answers) == [answers[1]]
    assert in_force([*answers, said("a:1", "b:1", "open")]) == []


@pytest.mark.parametrize(
    ("words", "because", "error", "told"),
    [
        (("a:1", "b:1", "sam"), "so", UnknownName, "Did you mean 'same'"),
        (("a:1", "b:1", "same"), "  ", UserError, "needs its reason"),
        (("a:1", "a:1", "same"), "so", UserError, "are one key"),
    ],
)
def test_answers_that_say_nothing_are_refused(
    words: tuple[str, str, str], because: str, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        answered(*words, because=because, by="Ana", at=AT)


def test_answers_about_contacts_are_told_apart_by_their_keys() -> None:
    company, person = said("crm:1", "crm:2", "same"), said("b" * 20, "a" * 20, "same")
    assert (company.is_of_contacts, person.is_of_contacts) == (False, True)
    assert (company.row["account_key"], person.row["contact_key"]) == ("crm:1", "a" * 20)
    assert "account_key" not in person.row


def test_answers_carry_over() -> None:
    settled = settle([said("a", "b", "same"), said("c", "b", "same"), said("d", "c", "different")])
    assert settled.together.nodes() == {"a": "a", "b": "a", "c": "a"}
    assert settled.apart == (("c", "d"),)
    assert (settled.firm, settled.contradictions) == ((), ())


def test_contradicting_answers_are_named_and_keep_the_companies_apart() -> None:
    answers = [
        said("a", "b", "same"), said("b", "c", "same"), said("c", "d", "same"),
        said("a", "c", "different", by="Ben"), said("x", "y", "same"),
    ]  # fmt: skip
    settled = settle(answers)
    (found,) = settled.contradictions
    assert (found.different, found.same) == (answers[3], (answers[0], answers[1]))
    assert str(found) == (
        "a is b (Ana, 2026-06-30); b is c (Ana, 2026-06-30); a is not c (Ben, 2026-06-30)"
    )
    assert settled.together.nodes() == {"x": "x", "y": "x"}
    assert settled.firm == (("a", "b"), ("b", "c"), ("c", "d"))
    assert settled.apart == (("a", "c"),)


def test_an_answer_taken_back_ends_a_contradiction() -> None:
    answers = [said("a", "b", "same"), said("b", "c", "same"), said("a", "c", "different")]
    assert settle([*answers, said("b", "c", "open")]).contradictions == ()


def test_the_order_of_answers_about_other_pairs_changes_nothing() -> None:
    answers = [said("c", "b", "same"), said("a", "c", "same"), said("e", "a", "same")]
    assert settle(answers).together.nodes() == settle(answers[::-1]).together.nodes()
