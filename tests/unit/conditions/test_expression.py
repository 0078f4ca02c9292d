"""Text, tree, data and text again are the same; hypothesis tries trees nobody thought of."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segmentry.conditions import (
    Condition,
    Vocabulary,
    compile_all,
    parse_condition,
    parse_expression,
)
from segmentry.conditions.text import to_text
from segmentry.conditions.tree import (
    ARITHMETIC,
    COMPARISONS,
    Aggregate,
    Arithmetic,
    Between,
    Call,
    Case,
    Comparison,
    In,
    IsNull,
    Like,
    Literal,
    Name,
    Node,
    Not,
    group,
    negative,
    number,
)
from segmentry.errors import UserError

NUMBERS = ("purchase_frequency", "aov", "cltv", "select")
TEXTS = ("size_class", "industry", 'odd "name"')
DATES = ("created_on", "as_of")


def _names(names: tuple[str, ...]) -> st.SearchStrategy[Node]:
    return st.sampled_from(names).map(Name)


_counts = st.integers(0, 400).map(Literal)
_amounts = st.decimals(-99, 99, places=3).map(number).map(Literal)
_words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
_days = st.dates(date(1990, 1, 1), date(2030, 1, 1)).map(Literal)
_dates = _names(DATES) | _days | st.just(Call("as_of"))
_texts = _names(TEXTS) | _words.map(Literal)
_patterns = _words.map(lambda text: text.replace("\\", "%"))


def _calculated(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Arithmetic, st.sampled_from(ARITHMETIC), parts, parts),
        parts.map(negative),
        parts.map(lambda p: Call("abs", (p,))),
        parts.map(lambda p: Call("ln", (p,))),
        st.tuples(parts, parts).map(lambda p: Call("coalesce", p)),
        st.tuples(_dates).map(lambda p: Call("days_since", p)),
        st.builds(lambda w, t, e: Case(((w, t),), e), _compared(parts), parts, st.none() | parts),
    )


def _compared(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    operators = st.sampled_from(COMPARISONS)
    return st.one_of(
        st.builds(Comparison, operators, parts, parts),
        st.builds(Comparison, operators, _names(TEXTS), _texts),
        st.builds(Comparison, operators, _names(DATES), _dates),
        st.builds(Between, parts, parts, parts),
        st.builds(In, parts, st.lists(parts, min_size=1, max_size=3).map(tuple)),
        st.builds(In, _names(TEXTS), st.lists(_words.map(Literal), min_size=1).map(tuple)),
        st.builds(Like, _texts, _patterns, st.booleans()),
        st.builds(IsNull, parts | _texts),
        st.just(Name("vip")),
    )


def _combined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    lists = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(group, st.sampled_from(["all", "any"]), lists) | parts.map(Not)


def _figures() -> st.SearchStrategy[Node]:
    amount = st.just(Name("amount"))
    filters = st.recursive(_filters(), _combined, max_leaves=3)
    some = st.lists(filters, max_size=2).map(tuple)
    functions = st.sampled_from(["sum", "avg", "min", "max", "median", "last", "first"])
    return st.one_of(
        st.builds(lambda f: Aggregate("count", "orders", None, f), some),
        st.builds(lambda n, v, f: Aggregate(n, "orders", v, f), functions, amount, some),
        st.builds(
            lambda f: Aggregate("sum", "engagements", Name("duration_seconds"), f), st.just(())
        ),
    )


def _filters() -> st.SearchStrategy[Node]:
    channel = st.just(Name("channel"))
    return st.one_of(
        _counts.map(lambda n: Call("last_days", (n,))),
        st.tuples(_counts, _counts).map(lambda n: Call("between_days_ago", n)),
        _days.map(lambda d: Call("after", (d,))),
        st.builds(Comparison, st.sampled_from(COMPARISONS), st.just(Name("amount")), _amounts),
        st.builds(Comparison, st.sampled_from(COMPARISONS), channel, _words.map(Literal)),
    )


_numbers = st.recursive(
    _names(NUMBERS) | _amounts | _counts | _figures(), _calculated, max_leaves=5
)
conditions = st.recursive(_compared(_numbers), _combined, max_leaves=5)


@given(tree=conditions)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_tree_survives_text_and_data_and_runs(
    tree: Node, vocabulary: Vocabulary, database: duckdb.DuckDBPyConnection, as_of: date
) -> None:
    found = parse_condition(to_text(tree), vocabulary)
    assert found.tree == tree
    assert parse_condition(found.to_text(), vocabulary) == found
    assert Condition.from_dict(found.to_dict(), vocabulary) == found
    assert found.to_sentence()
    compiled = compile_all([found], as_of=as_of)
    features = ", ".join(f"{f.name} as ({f.sql})" for f in compiled.features)
    sql = f"select {compiled.expressions[0]} from {compiled.source}"
    sql = f"with {features} {sql}" if features else sql
    rows = database.execute(sql).fetchall()
    assert {type(value) for (value,) in rows} <= {bool, type(None)}
    assert sqlglot.parse_one(sqlglot.transpile(sql, "duckdb", "spark")[0], read="spark")


@given(text=st.text(max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read_or_refused_as_ours(text: str, vocabulary: Vocabulary) -> None:
    try:
        found = parse_expression(text, vocabulary)
    except UserError:
        return
    assert parse_expression(found.to_text(), vocabulary) == found


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("(vip and (cltv > 1)) and aov<2", "vip and cltv > 1 and aov < 2"),
        ("vip or not (vip and cltv != 1)", "vip or not (vip and cltv <> 1)"),
        ("not size_class in ('a')", "size_class not in ('a')"),
        ("not cltv is null", "cltv is not null"),
        ("cltv isnull", "cltv is null"),
        ("cltv not between 1 and 2", "cltv not between 1 and 2"),
        ("(cltv + 1) * 2 > -(-3)", "(cltv + 1) * 2 > 3"),
        ("cltv - (aov - 1) > - -cltv", "cltv - (aov - 1) > -(-cltv)"),
        ("1e3 < cltv", "1000 < cltv"),
        ("cltv > 1.50", "cltv > 1.5"),
        ('"select" > 1', '"select" > 1'),
        ('"odd ""name""" = \'it\'\'s\'', '"odd ""name""" = \'it\'\'s\''),
        ("created_on < as_of", "created_on < as_of()"),
        ('created_on < "as_of"', 'created_on < "as_of"'),
        ("case size_class when 'a' then 1 end = 1", "case when size_class = 'a' then 1 end = 1"),
        ("(vip = true) = (cltv > 1)", "(vip = true) = (cltv > 1)"),
    ],
)
def test_the_canonical_text(text: str, canonical: str, vocabulary: Vocabulary) -> None:
    found = parse_condition(text, vocabulary)
    assert found.to_text() == canonical
    assert parse_condition(canonical, vocabulary) == found


def test_the_names_used_are_told(vocabulary: Vocabulary) -> None:
    found = parse_condition("cltv > aov and count(orders, amount > 1) > 2", vocabulary)
    assert found.variables == {"cltv", "aov"}
    assert found.events == {"orders"}


def test_numbers_keep_every_digit(vocabulary: Vocabulary) -> None:
    found = parse_expression("123456789012345678.123456789", vocabulary)
    assert found.tree == Literal(Decimal("123456789012345678.123456789"))
    assert found.from_dict(found.to_dict(), vocabulary) == found
