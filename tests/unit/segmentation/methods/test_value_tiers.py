"""Tiers by shares of accounts, shares of value, or amounts; ties go together."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import SegmentationDefinition
from segmentry.segmentation import run

BOOK = (
    "select 'a' || lpad(cast(i as varchar), 3, '0') as account_id, "
    "cast(i as decimal(18, 4)) as cltv from range(101) as t(i)"
)


def tiers(**settings: Any) -> SegmentationDefinition:
    return SegmentationDefinition(
        name="tiers", method="value_tiers", place="segmentations/tiers.yaml", settings=settings
    )


def sizes(made: Any) -> Counter[str]:
    return Counter(r["segment"] for r in made.rows("select segment from assignments"))


def test_the_default_tiers_hold_5_15_30_and_50_percent(bench: Callable[..., Any]) -> None:
    # the account worth nothing has no tier
    assert sizes(bench(BOOK, [tiers()]).run(run)) == {"A": 5, "B": 15, "C": 30, "D": 50}


def test_equal_values_are_in_the_same_tier(bench: Callable[..., Any]) -> None:
    tied = "select 'a' || cast(i as varchar) as account_id, 5.0 as cltv from range(10) as t(i)"
    assert sizes(bench(tied, [tiers()]).run(run)) == {"A": 10}


def test_shares_of_value(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [tiers(by="value", tiers=["Few", "Many"], limits=[0.5])]).run(run)
    few = sizes(made)["Few"]
    total = sum(range(101))
    assert sum(range(101 - few, 101)) >= total / 2 > sum(range(102 - few, 101))


def test_amounts(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [tiers(by="amounts", tiers=["A", "B", "C"], limits=[90, 10])]).run(run)
    assert sizes(made) == {"A": 11, "B": 80, "C": 9}
    rules = made.rows("select sentence from undecided order by position")
    assert [r["sentence"] for r in rules] == [
        "Customer lifetime value at least 90",
        "Customer lifetime value at least 10",
        "Customer lifetime value below 10",
    ]


def test_cut_points_tell_the_limits_as_they_turned_out(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [tiers()]).run(run)
    rows = made.rows("select score, lowest, highest, accounts from cut_points order by score")
    assert rows[-1] == {"score": 4, "lowest": 96.0, "highest": 100.0, "accounts": 5}
    assert [r["accounts"] for r in rows] == [50, 30, 15, 5]


def test_the_reason_is_the_value(bench: Callable[..., Any]) -> None:
    made = bench(BOOK, [tiers()]).run(run)
    assert (
        made.value("select reason from assignments where account_id = 'a100'")
        == "Customer lifetime value is 100 EUR; tier A begins at 96 EUR"
    )


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"tiers": ["A", "B"]}, "2 tiers need 1 limits"),
        ({"tiers": ["A", "A"], "limits": [0.5]}, "same name"),
        ({"limits": [0.5, 0.2, 0.8]}, "rise"),
        ({"by": "amounts", "limits": [1, 2, 3]}, "fall"),
        ({"by": "amounts"}, "need 3 limits"),
    ],
)
def test_limits_that_cannot_be_are_refused(
    bench: Callable[..., Any], settings: dict[str, Any], words: str
) -> None:
    with pytest.raises(InvalidDefinition, match=words):
        bench(BOOK, [tiers(**settings)]).run(run)


def test_a_variable_in_words_is_refused(bench: Callable[..., Any]) -> None:
    with pytest.raises(InvalidDefinition, match=r"'label_x' is none.*cltv"):
        bench(
            "select 'a' as account_id, 1.0 as cltv, 'x' as label_x", [tiers(variable="label_x")]
        ).run(run)


def test_without_the_variable_nobody_has_a_tier(bench: Callable[..., Any]) -> None:
    made = bench("select 'a' as account_id, 1 as employees", [tiers()])
    made.know_of("cltv")
    made.run(run)
    row = made.rows("select segment, reason from assignments")[0]
    assert row["segment"] == ""
    assert "value_tiers needs cltv" in row["reason"]
    assert any("Add a source that tells cltv" in note for note in made.context.notes)


@pytest.mark.parametrize("how", ["accounts", "value"])
@pytest.mark.parametrize("worth", ["null", "0"])
def test_without_any_value_nobody_has_a_tier(
    bench: Callable[..., Any], how: str, worth: str
) -> None:
    book = (
        f"select 'a' || i as account_id, cast({worth} as decimal(18, 4)) as cltv "
        "from range(3) as t(i)"
    )
    made = bench(book, [tiers(by=how)]).run(run)
    rows = made.rows("select segment, reason from assignments")
    assert [tuple(r.values()) for r in rows] == [
        ("", "Customer lifetime value is unknown or not above 0")
    ] * 3
    assert made.context.notes == [
        "tiers: nobody has a tier: Customer lifetime value is above 0 for no account."
    ]
