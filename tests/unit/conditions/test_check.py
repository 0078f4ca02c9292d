"""Names and types are checked before anything runs."""

from dataclasses import replace

import pytest

from segmentry.conditions import Vocabulary, parse_condition, parse_expression
from segmentry.errors import InvalidCondition, UnknownName
from segmentry.model.types import ColumnType as T


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("1", T.INTEGER), ("1.0", T.INTEGER), ("1.5", T.NUMBER), ("'x'", T.TEXT),
        ("true", T.BOOLEAN),
        ("date '2026-01-31'", T.DATE), ("as_of", T.DATE), ("aov", T.MONEY), ("aov + 1", T.MONEY),
        ("aov - 0.5", T.MONEY), ("aov * 12", T.MONEY), ("aov * 0.5", T.NUMBER),
        ("aov * aov", T.NUMBER),
        ("aov + 0.00001", T.NUMBER), ("aov / 2", T.NUMBER), ("purchase_frequency / 2", T.NUMBER),
        ("purchase_frequency * 2", T.INTEGER), ("purchase_frequency % 2", T.INTEGER),
        ("-aov", T.MONEY), ("coalesce(aov, 0)", T.MONEY), ("coalesce(aov, cltv)", T.NUMBER),
        ("greatest(purchase_frequency, 0.5)", T.NUMBER), ("least(created_on, seen_at)", T.TIME),
        ("case when vip then 1 else 2.5 end", T.NUMBER), ("case when vip then aov end", T.MONEY),
        ("floor(cltv)", T.INTEGER), ("round(aov, 2)", T.MONEY), ("ln(aov)", T.NUMBER),
        ("days_since(created_on)", T.INTEGER), ("year(seen_at)", T.INTEGER),
        ("count(orders)", T.INTEGER), ("sum(orders, amount)", T.MONEY),
        ("sum(orders, units)", T.NUMBER),
        ("sum(orders, lines)", T.INTEGER), ("avg(orders, amount)", T.NUMBER),
        ("median(orders, lines)", T.NUMBER), ("min(orders, ordered_on)", T.DATE),
        ("last(orders, channel)", T.TEXT), ("count_distinct(orders, channel)", T.INTEGER),
        ("no_contact(has_email)", T.BOOLEAN), ("sum(orders, amount - cost_amount)", T.MONEY),
    ],
)  # fmt: skip
def test_the_type_of_an_expression(text: str, type_: T, vocabulary: Vocabulary) -> None:
    assert parse_expression(text, vocabulary).type is type_


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("size_class > 3", "A text cannot be put together with a number"),
        ("cltv = 'x'", "A number cannot be put together with a text"),
        ("cltv = true", "A number cannot be put together with true or false"),
        ("cltv in (1, 'x')", "A number cannot be put together with a text"),
        ("created_on > 5", "A date cannot be put together with a number"),
        ("created_on = 'soon'", "Write dates as date '2026-01-31'"),
        ("cltv between 'a' and 'b'", "A number cannot be put together"),
        ("case when vip then 1 else 'x' end = 1", "A number cannot be put together with a text"),
        ("coalesce(cltv, 'x') = 1", "A number cannot be put together with a text"),
        ("vip + 1 > 2", r"'\+' needs numbers, not true or false"),
        ("created_on - created_on > 2", "days_between"),
        ("-size_class = 'x'", "'-' needs numbers, not a text"),
        ("vip > false", "True and false have no order for '>'"),
        ("vip between false and true", "no order"),
        ("cltv", "A condition must be true or false, not a number"),
        ("cltv and vip", "Each part of 'and' must be true or false"),
        ("vip or 1", "Each part of 'or' must be true or false"),
        ("not cltv", "What follows 'not' must be true or false"),
        ("case when cltv then vip end", "What follows 'when' must be true or false"),
        ("cltv like 'x'", "'like' looks into texts, not into a number"),
        ("abs('x') > 1", r"abs\(\) needs a number here, not a text"),
        ("lower(cltv) = 'x'", r"lower\(\) needs a text here"),
        ("year('soon') > 1", r"year\(\) needs a date here"),
        ("round(cltv, purchase_frequency) > 1", "a whole number, written out"),
        ("nullif(1) = 1", r"nullif\(\) takes 2 arguments, not 1"),
        ("round(1, 2, 3) = 1", r"round\(\) takes 1 to 2 arguments, not 3"),
        ("least() = 1", r"least\(\) takes 1 or more arguments, not 0"),
        ("last_days(90)", "looks at the date of events"),
        ("count(contacts, last_days(90)) > 1", "'contacts' has no date"),
        ("last(contacts, seniority) = 'x'", "'contacts' has no date"),
        ("count(orders, last_days(-1)) > 1", "a whole number"),
        ("count(orders, last_days(1.5)) > 1", "a whole number"),
        ("count(orders, last_days(lines)) > 1", "a whole number"),
        ("count(orders, before(ordered_on)) > 1", "a date, written out"),
        ("count(orders, amount) > 1", "must be true or false, not a number"),
        ("sum(orders) > 1", "needs a field after the table"),
        ("sum(orders, channel) > 1", r"sum\(\) needs a number, not a text"),
        ("sum(orders, ordered_on) > 1", r"sum\(\) needs a number, not a date"),
        ("max(contacts, has_email) = true", r"max\(\) needs a number, date or text"),
        ("count(orders, count(orders) > 1) > 1", "inside another figure"),
    ],
)
def test_wrong_types_are_refused(text: str, message: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(InvalidCondition, match=message):
        parse_condition(text, vocabulary)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sise_class = 'x'", "no variable called 'sise_class'. Did you mean 'size_class'"),
        ("count(ordres) > 1", "no table of events called 'ordres'. Did you mean 'orders'"),
        (
            "count(orders, amont > 1) > 1",
            "no field of orders called 'amont'. Did you mean 'amount'",
        ),
        ("count(orders, cltv > 1) > 1", "no field of orders called 'cltv'"),
        ("account_id = 'x'", "no variable called 'account_id'"),
        ("sum(orders, account_id) > 1", "no field of orders called 'account_id'"),
        ("rouns(cltv) > 1", "no function called 'rouns'. Did you mean 'round'"),
    ],
)
def test_unknown_names_get_a_suggestion(text: str, message: str, vocabulary: Vocabulary) -> None:
    with pytest.raises(UnknownName) as caught:
        parse_condition(text, vocabulary)
    assert message in str(caught.value)


def test_texts_that_are_dates_become_dates(vocabulary: Vocabulary) -> None:
    found = parse_condition("created_on between '2020-01-01' and '2026-01-31'", vocabulary)
    assert found.to_text() == "created_on between date '2020-01-01' and date '2026-01-31'"


def test_a_text_compared_with_a_text_stays_one(vocabulary: Vocabulary) -> None:
    found = parse_condition("size_class = '2020-01-01'", vocabulary)
    assert found.to_text() == "size_class = '2020-01-01'"


@pytest.mark.parametrize(
    "text", ["industry = 'Bnking'", "'Bnking' <> industry", "industry in ('Bnking')"]
)
def test_a_misspelt_value_is_a_warning(text: str, vocabulary: Vocabulary) -> None:
    found = parse_condition(text, vocabulary, where="x.yaml")
    assert len(found.warnings) == 1
    said = str(found.warnings[0])
    assert said.startswith("x.yaml, character ")
    assert said.endswith(": No account has industry 'Bnking'. Did you mean 'Banking'?")


def test_a_value_that_resembles_none_is_a_warning_too(vocabulary: Vocabulary) -> None:
    (warning,) = parse_condition("industry <> 'Oil'", vocabulary).warnings
    assert str(warning) == (
        "character 13: No account has industry 'Oil'. "
        "Its values are such as 'Banking', 'Insurance', 'Retail'."
    )


def test_of_computed_variables_only_a_near_miss_is_a_warning(vocabulary: Vocabulary) -> None:
    computed = replace(vocabulary.variables["size_class"], is_computed=True)
    words = Vocabulary({**vocabulary.variables, "size_class": computed}, vocabulary.events)
    assert parse_condition("size_class = 'startup'", words).warnings == ()
    (warning,) = parse_condition("size_class = 'lagre'", words).warnings
    assert warning.next_step == "Did you mean 'large'?"


@pytest.mark.parametrize("text", ['industry = "Retail"', 'industry in ("Retail", "It\'s")'])
def test_text_in_double_quotes_is_told_to_need_single_ones(
    text: str, vocabulary: Vocabulary
) -> None:
    with pytest.raises(UnknownName, match="'Retail'") as caught:
        parse_condition(text, vocabulary)
    hint = "Double quotes are for names; write a text in single quotes: 'Retail'."
    assert caught.value.next_step.startswith(hint)


def test_a_plain_unknown_name_is_told_nothing_of_quotes(vocabulary: Vocabulary) -> None:
    with pytest.raises(UnknownName) as caught:
        parse_condition("industry = Retail", vocabulary)
    assert "quotes" not in str(caught.value)


def test_known_values_give_no_warning(vocabulary: Vocabulary) -> None:
    assert parse_condition("industry in ('Banking', 'Retail')", vocabulary).warnings == ()


def test_names_are_found_in_any_case(vocabulary: Vocabulary) -> None:
    found = parse_condition("CLTV > 1 AND Count(Orders, Amount > 1) > 2", vocabulary)
    assert found.to_text() == "cltv > 1 and count(orders, amount > 1) > 2"
