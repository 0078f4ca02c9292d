"""What the words of a name tell, and how alike two names are."""

from collections.abc import Callable
from math import log
from time import perf_counter
from typing import Any

import pytest

from segmentry.profiles.matching.names import compare_names

Named = Callable[..., Any]


def names(*written: str, **said: str) -> dict[str, dict[str, str]]:
    return {f"a:{n:02}": {"name_key": name, **said} for n, name in enumerate(written)}


def worth(made: Any) -> dict[str, int]:
    return {r["word"]: r["worth"] for r in made.rows("select * from word_worth")}


def test_a_word_is_worth_more_the_fewer_names_have_it(named: Named) -> None:
    told = worth(named(names("hansa werft", "hansa kontor", "hansa hafen")))
    assert told["werft"] == told["kontor"] == round(1000 * log(4))
    assert told["hansa"] == round(1000 * log(4 / 3))


def test_a_name_used_often_does_not_make_its_words_common(named: Named) -> None:
    once = worth(named(names("hansa werft", "elbe kontor")))
    often = worth(named(names("hansa werft", "elbe kontor", *["hansa werft"] * 50)))
    assert once == often


def test_a_word_twice_in_a_name_counts_once(named: Named) -> None:
    made = named(names("new york new", "elbe"))
    told = made.rows("""
        select n.name, v.word, w.place from name_words as w
        join word_worth as v on v.word_id = w.word_id
        join company_names as n on n.name_id = w.name_id order by 1, 3
    """)
    assert [tuple(r.values()) for r in told] == [
        ("elbe", "elbe", 1), ("new york new", "new", 1), ("new york new", "york", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "other", "share"),
    [
        ("nordlicht", "nordlciht", 800),  # two letters changed places
        ("meyer", "meier", 800),
        ("bergman", "bergmann", 800),
        ("logistik", "log", 700),  # shortened
        ("acme", "acne", 800),
        ("sun", "son", None),  # too short to be a slip
        ("norma", "narbo", None),  # two slips
        ("lo", "logistik", None),  # too short to be a beginning
        ("kontor", "tor", None),  # an end is no beginning
        ("line19", "line29", None),  # a digit is no slip
    ],
)
def test_words_that_may_be_one(named: Named, word: str, other: str, share: int | None) -> None:
    made = named(names(word, other))
    found = made.rows(
        "select x.word, y.word as other, l.share from like_words as l "
        "join word_worth as x on x.word_id = l.word_id "
        "join word_worth as y on y.word_id = l.other_id"
    )
    expected = [(word, other, share), (other, word, share)] if share else []
    assert sorted(tuple(r.values()) for r in found) == sorted(expected)


def test_initials_are_of_three_words_and_more(named: Named) -> None:
    made = named(names("international business machines", "hansa werft", "a b c d"))
    told = made.rows("select name, initials from company_names order by name")
    assert [r["initials"] for r in told] == ["abcd", None, "ibm"]


def likeness(paired: Named, first: str, second: str, *others: str) -> str:
    # a phone in common makes a pair of them, whatever the names
    made = paired(names(first, second, phone_key="+4930123456") | {
        f"b:{n}": {"name_key": name} for n, name in enumerate(others)
    })  # fmt: skip
    compare_names(made.context, made.names)
    found = made.rows("select likeness from name_likeness as l "
                      "join company_names as m on m.name_id = l.a "
                      "join company_names as n on n.name_id = l.b "
                      f"where m.name in ('{first}', '{second}') "
                      f"and n.name in ('{first}', '{second}')")  # fmt: skip
    return str(found[0]["likeness"])


# names that have nothing in common with the two, so that a shared word is a rare thing
STRANGERS = tuple(f"{a}{b}o {b}{a}u" for a in "kmtrs" for b in "aeiou")


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("bergmann sohn", "bergmannsohn", "near"),
        ("bergmann sohn", "sohn bergmann", "near"),
        ("nordlicht energie", "nordlicht energia", "near"),
        ("nordlicht energie", "nordlciht energie", "most"),
        ("nordlicht", "nordlicht energie", "part"),
        ("hansa werft kiel nord elbe", "hansa werft kiel nord weser", "most"),
        ("hansa werft", "hansa kontor", "some"),
        ("international business machines", "ibm", "initials"),
        ("ibm", "international business machines", "initials"),
        ("hansa werft", "elbe kontor", "other"),
        ("a", "b", "other"),
        ("kita 100", "kita 101", "some"),  # numbered on purpose
        ("ttl optik", "vtl optik", "some"),  # a letter of a short word makes another word
        ("ttl optik", "ttloptyk", "near"),
    ],
)
def test_how_alike_two_names_are(paired: Named, first: str, second: str, expected: str) -> None:
    assert likeness(paired, first, second, *STRANGERS).split()[0] == expected


def test_what_many_names_share_is_usual(paired: Named) -> None:
    common = tuple(f"hansa {stranger.split()[0]}" for stranger in STRANGERS)
    assert likeness(paired, "hansa werft", "hansa werft kiel", *STRANGERS) == "part rare"
    assert likeness(paired, "hansa", "hansa werft", *STRANGERS) == "part known"
    assert likeness(paired, "hansa", "hansa werft", *common) == "part usual"


def test_likeness_does_not_depend_on_the_order_of_names(paired: Named) -> None:
    pairs = [("hansa werft kiel", "hansa werft"), ("zeta werft", "alfa werft")]
    for first, second in pairs:
        assert likeness(paired, first, second) == likeness(paired, second, first)


def test_very_long_names_take_no_time(paired: Named) -> None:
    # letter by letter, all pairs of sixty such names would take most of a minute
    letters = "abcdefghijklmnopqrstuvwxyz"
    long = [f"hansa {n} {letters[n % 26] * 6_000}" for n in range(60)]
    made = paired(names(*long, phone_key="+4930123456"))
    start = perf_counter()
    compare_names(made.context, made.names)
    assert made.value("select count(*) from name_likeness") == 60 * 59 // 2
    assert perf_counter() - start < 5
