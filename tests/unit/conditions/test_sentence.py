"""Conditions read as plain English."""

import pytest

from segmentry.conditions import Vocabulary, parse_condition


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "size_class = 'large' and industry in ('Banking', 'Insurance') "
            "and (purchase_frequency >= 12 or aov > 10000)",
            "size class is large and industry is Banking or Insurance and "
            "(purchase frequency is at least 12 or average order value is more than 10,000)",
        ),
        ("industry in ('a', 'b', 'c')", "industry is a, b or c"),
        ("industry not in ('a', 'b')", "industry is none of a or b"),
        ("industry <> ''", "industry is not empty"),
        ("vip", "vip is yes"),
        ("not vip", "vip is no"),
        ("not (vip or cltv <= 1)", "not (vip is yes or CLTV is at most 1)"),
        ("cltv is null and aov is not null", "CLTV is unknown and average order value is known"),
        ("cltv between 1 and 2.5", "CLTV is between 1 and 2.5"),
        ("created_on >= date '2026-01-31'", "created on is on or after 31 January 2026"),
        ("created_on < as_of", "created on is before the date of the data"),
        ("industry like 'Ba%'", "industry starts with Ba"),
        ("industry not ilike '%ba%'", "industry does not contain ba in any case"),
        ("industry like 'B_n%g'", "industry looks like B_n%g"),
        ("contains(industry, 'an')", "industry contains an"),
        ("days_since(created_on) > 30", "days since created on is more than 30"),
        (
            "count(orders, last_days(90), amount > 500) >= 3",
            "the number of orders in the last 90 days where amount is more than 500 is at least 3",
        ),
        (
            "sum(orders, amount, kind = 'sale' and amount > 1) > 1000000",
            "the total amount of orders where kind is sale and amount is more than 1 "
            "is more than 1,000,000",
        ),
        (
            "any_contact(seniority = 'C-level' and email_consent)",
            "at least one contact matches (seniority is C-level and email consent is yes)",
        ),
        (
            "last(orders, ordered_on) < '2026-01-01'",
            "the latest ordered on of orders is before 1 January 2026",
        ),
        ("case when vip then 1 else 2 end = 1", "[1 if vip is yes, otherwise 2] is 1"),
        ("greatest(cltv, aov, 1) > 2",
         "the greatest of CLTV, average order value and 1 is more than 2"),
    ],
)  # fmt: skip
def test_the_sentence(text: str, sentence: str, vocabulary: Vocabulary) -> None:
    assert parse_condition(text, vocabulary).to_sentence() == sentence
