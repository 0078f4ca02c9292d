"""Conditions as SQL, run on real accounts: a busy, b with one order, c with nothing known."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
import sqlglot

from segmentry.conditions import Compiled, Vocabulary, compile_all, parse_expression
from segmentry.errors import InvalidCondition

Values = Callable[..., list[Any]]


@pytest.fixture
def values(vocabulary: Vocabulary, database: duckdb.DuckDBPyConnection, as_of: date) -> Values:
    """The value of an expression for a, b and c."""

    def run(text: str) -> list[Any]:
        compiled = compile_all([parse_expression(text, vocabulary)], as_of=as_of)
        rows = database.execute(f"{_sql(compiled)} order by v.account_id").fetchall()
        return [value for (value,) in rows]

    return run


def _sql(compiled: Compiled) -> str:
    features = ", ".join(f"{f.name} as ({f.sql})" for f in compiled.features)
    sql = f"select {', '.join(compiled.expressions)} from {compiled.source}"
    return f"with {features} {sql}" if features else sql


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # three-valued: unknown stays unknown, unless the rest decides
        ("cltv > 1", [True, None, None]),
        ("not cltv > 1", [False, None, None]),
        ("vip or cltv > 1", [True, None, None]),
        ("vip and cltv > 1", [True, False, None]),
        ("industry not in ('Retail')", [True, None, None]),
        ("industry is null", [False, True, True]),
        ("coalesce(industry, 'none') = 'none'", [False, True, True]),
        # division by zero is unknown
        ("1 / purchase_frequency", [1 / 12, None, None]),
        ("5 % purchase_frequency", [5, None, None]),
        ("purchase_frequency / 8", [1.5, 0.0, None]),
        ("7 / 2", [3.5, 3.5, 3.5]),
        ("aov * 2", [Decimal("301.0000"), Decimal("0.0000"), None]),
        ("aov / 2", [75.25, 0.0, None]),
        ("ln(aov - 150.5)", [None, None, None]),
        ("sqrt(purchase_frequency - 1)", [11**0.5, None, None]),
        ("floor(-cltv)", [-9001, None, None]),
        ("round(cltv, 1)", [9000.3, None, None]),
        ("power(purchase_frequency, 2)", [144.0, 0.0, None]),
        ("greatest(purchase_frequency, 1)", [12, 1, 1]),
        ("nullif(size_class, 'small')", ["large", None, None]),
        ("case when vip then 'x' when not vip then 'y' end", ["x", "y", None]),
        ("upper(size_class)", ["LARGE", "SMALL", None]),
        ("starts_with(industry, 'Ba') and ends_with(industry, 'ng')", [True, None, None]),
        ("industry like 'ba%' or industry ilike 'BA%'", [True, None, None]),
        ('"odd ""name""" = \'O\'\'Hara\'', [True, None, None]),
        # dates
        ("days_since(created_on)", [2192, 31, None]),
        ("months_since(created_on)", [72, 1, None]),
        ("days_since(seen_at)", [1, None, None]),
        ("days_between(created_on, as_of)", [2192, 31, None]),
        ("year(created_on) * 100 + month(created_on)", [202001, 202512, None]),
        ("created_on < '2021-01-01'", [True, False, None]),
        ("seen_at >= '2026-01-30'", [True, None, None]),
        ('"as_of" < as_of', [True, None, None]),
    ],
)
def test_values_of_variables(text: str, expected: list[Any], values: Values) -> None:
    assert values(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what comes after the date of the data is not there
        ("count(orders)", [4, 1, 0]),
        ("max(orders, amount)", [Decimal("1000.0000"), Decimal("10.0000"), None]),
        # 90 days back from 31 January is 2 November, which is outside
        ("count(orders, last_days(90))", [2, 1, 0]),
        ("count(orders, last_days(91))", [3, 1, 0]),
        ("count(orders, between_days_ago(180, 90))", [1, 0, 0]),
        ("count(orders, between_days_ago(90, 180))", [1, 0, 0]),
        ("count(orders, last_months(3))", [3, 1, 0]),
        ("count(orders, last_months(2))", [2, 0, 0]),
        ("count(orders, before('2025-11-02'))", [1, 0, 0]),
        ("count(orders, after('2025-11-02'))", [2, 1, 0]),
        ("count(orders, kind = 'sale', channel = 'web' or amount < 0)", [2, 1, 0]),
        ("count(orders, channel <> 'web')", [1, 0, 0]),
        ("sum(orders, amount, kind = 'sale')", [Decimal("1300.3000"), Decimal("10.0000"), 0]),
        ("sum(orders, amount, kind = 'none')", [0, 0, 0]),
        ("sum(orders, amount * 2, kind = 'return')", [Decimal("-100.0000"), 0, 0]),
        ("avg(orders, amount)", [1250.3 / 4, 10.0, None]),
        ("avg(orders, amount, kind = 'none')", [None, None, None]),
        ("median(orders, amount)", [150.15, 10.0, None]),
        ("count_distinct(orders, channel)", [2, 1, None]),
        ("first(orders, ordered_on)", [date(2024, 5, 1), date(2025, 11, 3), None]),
        ("last(orders, ordered_on)", [date(2026, 1, 31), date(2025, 11, 3), None]),
        # two orders on the last day: the greater value, whatever the order of the rows
        ("last(orders, amount)", [Decimal("200.2000"), Decimal("10.0000"), None]),
        ("last(orders, channel)", ["web", "web", None]),
        # the first order has no channel: the first known one counts
        ("first(orders, channel)", ["web", "web", None]),
        ("days_since(last(orders, ordered_on))", [0, 89, None]),
        ("sum(engagements, duration_seconds)", [0.3, 0.0, 0.0]),
        ("sum(orders, amount) / count(orders)", [1250.3 / 4, 10.0, None]),
        # the deals of a have no known amount; the others have no deals
        ("sum(opportunities, amount, outcome = 'won')", [None, 0, 0]),
        # a deal without a date is not later than the date of the data
        ("count(opportunities, outcome = 'won')", [2, 0, 0]),
        ("count(opportunities)", [2, 0, 0]),
        ("last(opportunities, stage)", ["Closed", None, None]),
        # people
        ("any_contact(seniority = 'C-level' and email_consent)", [True, False, False]),
        ("any_contact(email_consent)", [True, False, False]),
        ("all_contacts(seniority <> 'VP')", [True, False, None]),
        ("all_contacts(email_consent)", [False, False, None]),
        ("no_contact(seniority = 'VP')", [True, False, True]),
        ("not any_contact(seniority = 'VP')", [True, False, True]),
        ("count(contacts, seniority = 'staff')", [1, 0, 0]),
        # the owners of b and c have left
        ("any_contact(seniority = 'owner')", [False, False, False]),
        ("count(contacts)", [2, 1, 0]),
        # nobody feeds answers: everything about them is unknown
        ("count(answers)", [None, None, None]),
        ("count(answers) > 0 or vip", [True, None, None]),
        ("sum(answers, score) > 1", [None, None, None]),
    ],
)  # fmt: skip
def test_values_of_events(text: str, expected: list[Any], values: Values) -> None:
    assert values(text) == pytest.approx(expected)


def _compile(texts: Sequence[str], vocabulary: Vocabulary, as_of: date) -> Compiled:
    return compile_all([parse_expression(t, vocabulary) for t in texts], as_of=as_of)


def test_one_pass_per_table_and_equal_figures_shared(vocabulary: Vocabulary, as_of: date) -> None:
    compiled = _compile(
        ["count(orders, amount > 1) > 1", "count(orders, amount > 1.0) > 2",
         "avg(orders, amount) > 1",
         "sum(orders, amount, last_days(5) and amount > 1) > 1",
         "sum(orders, amount, last_days(5), amount > 1) > 9",
         "any_contact(has_email)", "count(contacts, has_email) > 3", "no_contact(has_email)"],
        vocabulary, as_of,
    )  # fmt: skip
    assert [f.name for f in compiled.features] == ["features_orders", "features_contacts"]
    orders, contacts = (f.sql for f in compiled.features)
    assert [orders.count(f" as features_orders_{n}") for n in range(1, 6)] == [1, 1, 1, 1, 0]
    assert contacts == (
        'select account_id, count(*) filter (where "has_email") as features_contacts_1 '
        "from account_contacts where left_on is null group by account_id"
    )
    assert compiled.joins.count("left join") == 2


def test_the_sql_is_lean(vocabulary: Vocabulary, as_of: date) -> None:
    compiled = _compile(
        ["count(orders, last_days(90), amount > 500) >= 3 and size_class = 'large'"],
        vocabulary, as_of,
    )  # fmt: skip
    assert compiled.features[0].sql == (
        "select account_id, count(*) filter (where \"ordered_on\" > date '2025-11-02' "
        'and "amount" > 500) as features_orders_1 from account_orders '
        "where \"ordered_on\" <= date '2026-01-31' group by account_id"
    )
    assert (
        compiled.joins == " left join features_orders on features_orders.account_id = v.account_id"
    )
    assert compiled.expressions == (
        "coalesce(features_orders_1, 0) >= 3 and v.\"size_class\" = 'large'",
    )


def test_without_events_there_is_nothing_to_join(vocabulary: Vocabulary, as_of: date) -> None:
    compiled = _compile(["vip", "count(answers) > 1"], vocabulary, as_of)
    assert (compiled.features, compiled.joins) == ((), "")


def test_names_and_base_can_be_chosen(vocabulary: Vocabulary, as_of: date) -> None:
    items = [parse_expression("count(orders)", vocabulary)]
    compiled = compile_all(items, as_of=as_of, base="profiles", prefix="rules")
    assert compiled.source == (
        "profiles as v left join rules_orders on rules_orders.account_id = v.account_id"
    )


def test_money_sums_do_not_depend_on_the_order_of_rows(vocabulary: Vocabulary, as_of: date) -> None:
    compiled = _compile(["sum(orders, amount)", "sum(orders, units)"], vocabulary, as_of)
    assert 'cast(sum("amount") as decimal(18,4))' in compiled.features[0].sql
    assert 'cast(sum(try_cast("units" as decimal(28, 6))) as double)' in compiled.features[0].sql


def test_sql_that_doubles_at_every_level_is_refused(vocabulary: Vocabulary, as_of: date) -> None:
    text = "created_on"
    for _ in range(14):
        text = f"case when months_since({text}) > 1 then as_of end"
    with pytest.raises(InvalidCondition, match="too large"):
        _compile([text], vocabulary, as_of)


def test_injected_text_stays_data(values: Values) -> None:
    assert values("size_class = '''; drop table variable_values; --'") == [False, False, None]
    assert values("size_class = 'large'") == [True, False, None]


EVERYTHING = (
    "abs(cltv) + round(cltv, 1) + floor(cltv) + ceil(cltv) + ln(cltv)",
    "sqrt(cltv) + power(cltv, 2)",
    "least(cltv, 1) + greatest(cltv, 1) + coalesce(cltv, 1) + nullif(cltv, 1) + -cltv % 3",
    "lower(industry) = upper(industry) or length(industry) > 3 or starts_with(industry, 'it''s')",
    "ends_with(industry, 'a\\b') or contains(industry, 'x') or industry not ilike 'a%'",
    "year(created_on) + month(created_on) + days_since(seen_at) + months_since(created_on)",
    "days_between(created_on, as_of) between 1 and 2 and created_on is not null",
    "sum(orders, amount) + avg(orders, amount) + min(orders, amount) + max(orders, amount)",
    "median(orders, lines) + count_distinct(orders, channel, last_months(3)) + sum(orders, units)",
    "last(orders, channel) = first(orders, channel, amount > 1)",
    "all_contacts(has_email) or no_contact(has_email) or any_contact(not has_email)",
)


@pytest.mark.parametrize("text", EVERYTHING)
def test_everything_runs_and_translates_to_spark(
    text: str, vocabulary: Vocabulary, database: duckdb.DuckDBPyConnection, as_of: date
) -> None:
    sql = _sql(_compile([text], vocabulary, as_of))
    assert len(database.execute(sql).fetchall()) == 3
    spark = sqlglot.transpile(sql, "duckdb", "spark", unsupported_level=sqlglot.ErrorLevel.RAISE)[0]
    assert sqlglot.parse_one(spark, read="spark").sql("spark") == spark


def test_deep_but_allowed_conditions_go_all_the_way(
    vocabulary: Vocabulary, database: duckdb.DuckDBPyConnection, as_of: date
) -> None:
    found = parse_expression("1" + " + 1" * 97, vocabulary)
    assert found.from_dict(found.to_dict(), vocabulary) == found
    assert found.to_sentence().endswith("1 + 1")
    compiled = compile_all([found], as_of=as_of)
    assert database.execute(_sql(compiled)).fetchall() == [(98,)] * 3
