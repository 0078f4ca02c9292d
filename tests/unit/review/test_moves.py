"""Who moved between segments since the run before."""

from collections.abc import Callable
from datetime import date
from typing import Any

from segmentry.review.stage import run

from .conftest import AS_OF, BEFORE, accounts

NOW = str(AS_OF)
Book = Callable[..., Any]


def moves(made: Any) -> dict[tuple[str, str], tuple[int, float | None]]:
    rows = made.rows("select * from segment_moves")
    return {(r["from_segment"], r["to_segment"]): (r["accounts"], r["share"]) for r in rows}


def test_moves_are_counted_with_their_share(book: Book) -> None:
    a = accounts(10)
    placed = [("One", n, BEFORE, None) for n in a[:6]]
    placed += [("One", n, BEFORE, NOW) for n in a[6:]]
    placed += [("Two", n, NOW, None) for n in a[6:9]] + [("Two", "new", NOW, None)]
    found = book(placed).run(run)
    assert moves(found) == {
        ("One", "Two"): (3, 0.3),
        ("One", ""): (1, 0.1),
        ("", "Two"): (1, None),
    }
    (first, *_) = found.rows("select * from segment_moves where from_segment = 'One'")
    assert first["since"] == date(2026, 3, 31)
    assert found.value("select sum(revenue) from segment_moves where to_segment = 'Two'") == 40


def test_a_new_version_of_a_definition_is_no_move(book: Book) -> None:
    placed = [("One", "a", BEFORE, NOW), ("One", "a", NOW, None), ("One", "b", BEFORE, None)]
    assert moves(book(placed).run(run)) == {}


def test_the_first_run_has_no_moves(book: Book) -> None:
    assert moves(book([("One", n, NOW, None) for n in accounts(5)]).run(run)) == {}


def test_who_left_long_ago_does_not_move_again(book: Book) -> None:
    placed = [("One", "a", "2025-01-01", BEFORE), ("Two", "a", BEFORE, None)]
    assert moves(book(placed).run(run)) == {}
