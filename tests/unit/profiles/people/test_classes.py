"""The model of people: what each agreement is worth."""

import pytest

from segmentry.profiles.people.classes import _KNOWN, Patterns, person_log_odds
from segmentry.profiles.people.evidence import FIELDS

Levels = tuple[str, ...]


def pattern(**told: str) -> Levels:
    return tuple(told.get(f, "same" if f == "source" else "-") for f in FIELDS)


SAME = pattern(given="same rare", family="same rare", mail="same", account="same")
COLLEAGUES = pattern(given="other", family="other", mail="domain", account="same")
NAMESAKES = pattern(given="same usual", family="same usual", mail="other", account="other")
STRANGERS = pattern(given="other", family="other", mail="other", account="other")


def odds(*patterns: tuple[Levels, float], persons: int = 1000) -> list[float]:
    levels, pairs = zip(*patterns, strict=True)
    found: list[float] = person_log_odds(Patterns(levels, pairs, persons, 1.0)).tolist()
    return found


def test_no_pairs_have_no_odds() -> None:
    assert person_log_odds(Patterns((), (), 0, 0.0)).tolist() == []


def test_one_person_is_told_from_colleagues_and_namesakes() -> None:
    same, colleagues, namesakes, strangers = odds(
        (SAME, 200.0), (COLLEAGUES, 2000.0), (NAMESAKES, 50.0), (STRANGERS, 497_250.0)
    )
    assert same > 3
    assert max(colleagues, namesakes, strangers) < -1


def test_what_is_not_told_says_nothing() -> None:
    bare = pattern(given="same known", family="same known", account="same")
    with_phone = pattern(given="same known", family="same known", account="same", phone="same")
    other_phone = pattern(given="same known", family="same known", account="same", phone="other")
    several = ((bare, 100.0), (with_phone, 100.0), (other_phone, 5.0), (STRANGERS, 499_295.0))
    alone, more, less, _ = odds(*several)
    assert more > alone > less


def test_many_namesakes_do_not_become_one_person() -> None:
    """However many there are, a name that is common says no more than a name."""
    _, namesakes, _ = odds((SAME, 100.0), (NAMESAKES, 5000.0), (STRANGERS, 494_900.0))
    assert namesakes < 0


@pytest.mark.parametrize("field", sorted(_KNOWN))
def test_shares_of_a_class_are_whole(field: str) -> None:
    totals = [sum(shares) for shares in zip(*_KNOWN[field].values(), strict=True)]
    assert totals == pytest.approx([1.0] * 5, abs=0.06)


def test_a_shared_given_name_says_less_among_few_people() -> None:
    """Two of thirteen may have one name by chance; two of ten thousand hardly, if nobody else."""
    alike = pattern(given="same known", family="other", account="same")
    one = pattern(given="short", family="same known", mail="same")
    few, many = (
        odds((alike, 1.0), (one, 1.0), (STRANGERS, 75.0), persons=persons)[0]
        for persons in (13, 10_000)
    )
    assert few < many - 0.5
    assert few < 1


def test_few_pairs_do_not_settle_how_many_are_one() -> None:
    """One sure pair does not make a doubtful one sure."""
    sure = pattern(given="same known", family="same known", mail="same")
    doubtful = pattern(given="same known", family="other", account="same")
    beside = odds((doubtful, 1.0), (sure, 3.0), (STRANGERS, 75.0), persons=13)[0]
    assert beside < 2


def test_among_few_people_strangers_drawn_tell_nothing_of_shared_names() -> None:
    """Everybody who shares a name is compared there, so no pair that is drawn does."""
    alike = pattern(given="same known", family="other", mail="domain", account="same")
    several = ((alike, 1.0), (SAME, 3.0), (COLLEAGUES, 20.0), (STRANGERS, 300.0))
    assert odds(*several, persons=27)[0] < 0
