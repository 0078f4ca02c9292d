"""A segment's `where` may end in the first accounts by a value."""

import pytest

from segmentry.conditions import Membership, Vocabulary, parse_membership
from segmentry.errors import InvalidCondition, UnknownName


@pytest.mark.parametrize(
    ("text", "canonical", "sentence"),
    [
        ("vip", "vip", "vip is yes"),
        ("vip top 100 by cltv", "vip top 100 by cltv", "vip is yes, among the top 100 by CLTV"),
        ("TOP 1000 BY cltv", "top 1000 by cltv", "among the top 1,000 by CLTV"),
        ("vip\nbottom 20 by aov - 1", "vip bottom 20 by aov - 1",
         "vip is yes, among the bottom 20 by average order value - 1"),
        ("vip top 10 % by sum(orders, amount)", "vip top 10 % by sum(orders, amount)",
         "vip is yes, among the top 10 % by the total amount of orders"),
        ("industry = 'top 5 by cltv'", "industry = 'top 5 by cltv'", "industry is top 5 by cltv"),
    ],
)  # fmt: skip
def test_a_membership(text: str, canonical: str, sentence: str, vocabulary: Vocabulary) -> None:
    found = parse_membership(text, vocabulary)
    assert found.to_text() == canonical
    assert found.to_sentence() == sentence
    assert parse_membership(canonical, vocabulary) == found
    assert Membership.from_dict(found.to_dict(), vocabulary) == found


def test_its_parts(vocabulary: Vocabulary) -> None:
    found = parse_membership("vip bottom 10% by count(orders) / aov", vocabulary)
    assert found.top is not None
    assert (found.top.amount, found.top.is_percent, found.top.is_bottom) == (10, True, True)
    assert found.variables == {"vip", "aov"}
    assert found.events == {"orders"}


@pytest.mark.parametrize(
    "text",
    [
        "vip top 100", "vip top 100 cltv", "vip top 0 by cltv", "vip top 1.5 by cltv",
        "vip top 101 % by cltv", "vip top 10 by industry", "vip top 10 by", "top by cltv",
        "vip top 10 by cltv top 5 by aov", "vip top 10 by cltv and vip", "vip top -5 by cltv",
        "vip top 10 by (select 1)", "vip top 99999999999 by cltv",
    ],
)  # fmt: skip
def test_what_it_refuses(text: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(InvalidCondition):
        parse_membership(text, vocabulary)


def test_a_place_behind_by_is_counted_from_the_beginning(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnknownName, match="character 16: There is no variable called 'ctlv'"):
        parse_membership("vip top 100 by ctlv", vocabulary)


@pytest.mark.parametrize(
    "data",
    [None, {}, {"condition": {"name": "vip"}, "top": {"amount": 5}},
     {"condition": {"name": "vip"}, "top": {"amount": "5; x", "by": {"name": "cltv"}}}],
)  # fmt: skip
def test_broken_data_is_refused(data: dict[str, object], vocabulary: Vocabulary) -> None:
    with pytest.raises(InvalidCondition):
        Membership.from_dict(data, vocabulary)
