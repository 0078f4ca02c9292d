"""Splink's scores: the same each time, in our unit, in silence, and leaving nothing behind."""

import logging
from collections.abc import Callable
from math import log
from typing import Any

import pytest

from segmentry.errors import UserError
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.matching import splink_scores
from segmentry.profiles.matching.splink_model import COMPARED, settings, words
from segmentry.profiles.matching.splink_scores import score

pytestmark = pytest.mark.usefixtures("splink_installed")

_TEXTS = (
    "name", "domain", "phone", "phone_end", "registration_id", "registration_shape", "street",
    "street_word", "street_words", "house",
    "postal_code", "city", "country",
)  # fmt: skip
Row = dict[str, object]
Scored = list[dict[str, Any]]


def company(number: int, **said: object) -> Row:
    told = {
        "name": f"firm {chr(97 + number % 26)}{number}",
        "domain": f"f{number}.com",
        "city": "x",
    }
    return {**told, **said}


PAIRED = [company(n // 2) for n in range(60)]


@pytest.fixture
def scored(bench: Callable[..., Any]) -> Callable[[list[Row]], Any]:
    """A bench with `scored` for every pair of these companies."""

    def make(rows: list[Row]) -> Any:
        made = bench()
        columns = [Column("id", T.INTEGER, ""), *(Column(c, T.TEXT, "") for c in _TEXTS)]
        numbered = [{"id": n, **r} for n, r in enumerate(rows, 1)]
        made.context.load("companies", columns, numbered)
        made.context.keep(
            "candidates",
            "",
            "select x.id as a, y.id as b from companies as x join companies as y on x.id < y.id",
        )
        score(made.context, made.context.engine)
        return made

    return make


def _rows(made: Any) -> Scored:
    return list(made.rows("select * from scored order by a, b"))


def test_pairs_that_agree_score_high_and_others_low(scored: Callable[[list[Row]], Any]) -> None:
    found = {(r["a"], r["b"]): r for r in _rows(scored(PAIRED))}
    assert all(found[n, n + 1]["weight"] > 200 for n in range(1, 61, 2))
    assert {found[n, n + 1]["words"] for n in range(1, 61, 2)} == {
        "same domain, same name, same city"
    }
    apart = [r for pair, r in found.items() if pair[0] % 2 == 0 or pair[1] != pair[0] + 1]
    assert all(r["weight"] < 0 and "another domain" in r["words"] for r in apart)


def test_twice_the_same(scored: Callable[[list[Row]], Any]) -> None:
    assert _rows(scored(PAIRED)) == _rows(scored(PAIRED))


def test_the_weight_is_splinks_in_hundredths_of_natural_log_odds() -> None:
    assert pytest.approx(100 * log(2**10)) == 10 * splink_scores._HUNDREDTHS


@pytest.mark.parametrize("rows", [[], [company(1)], [company(1), {}], [{}, {}, {}]])
def test_where_nothing_is_told_nothing_is_scored(
    scored: Callable[[list[Row]], Any], rows: list[Row]
) -> None:
    assert _rows(scored(rows)) == []


@pytest.mark.parametrize("field", ["name", "domain", "registration_id", "phone_end"])
def test_one_field_alone_does_not_fail(scored: Callable[[list[Row]], Any], field: str) -> None:
    rows: list[Row] = [{field: f"value {n // 2}", "registration_shape": "9"} for n in range(20)]
    found = {(r["a"], r["b"]): r["weight"] for r in _rows(scored(rows))}
    assert found[1, 2] > found.get((1, 3), -600)


def test_from_two_companies_nothing_is_learnt_but_they_are_scored(
    scored: Callable[[list[Row]], Any],
) -> None:
    (pair,) = _rows(scored([company(1), company(1)]))
    assert pair["words"] == "same domain, same name, same city"
    assert -600 < pair["weight"] < 600


def test_nothing_is_said_and_nothing_left_behind(
    scored: Callable[[list[Row]], Any],
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    level = logging.getLogger("splink").level
    made = scored(PAIRED)
    assert capsys.readouterr() == ("", "")
    assert caplog.records == []
    assert logging.getLogger("splink").level == level
    left = made.rows("select table_name from information_schema.tables order by 1")
    names = {r["table_name"] for r in left}
    assert {"companies", "candidates", "scored"} <= names
    assert [n for n in names if "splink" in n] == []
    assert made.value("select current_setting('threads')") == 2


def test_what_splink_complains_of_is_told_in_our_words(
    scored: Callable[[list[Row]], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from splink.internals.exceptions import SplinkException

    def fail(*_: object) -> None:
        raise SplinkException("no luck\nat all")

    monkeypatch.setattr(splink_scores, "_learn", fail)
    with pytest.raises(UserError, match="Splink could not score these pairs: no luck") as raised:
        scored(PAIRED)
    assert "likely" in raised.value.next_step


def test_each_level_has_its_words() -> None:
    for field, compared in COMPARED.items():
        (comparison,) = settings([field], 0.1)["comparisons"]
        shown = [level["label_for_charts"] for level in comparison["comparison_levels"]]
        assert shown == ["not told", *compared.levels.values(), compared.otherwise]
        assert f"when 0 then '{compared.otherwise}'" in words([field])
        assert f"when {len(compared.levels)} then '{shown[1]}'" in words([field])
