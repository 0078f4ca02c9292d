"""Accounts in the same groups share a pattern."""

from collections.abc import Callable
from typing import Any

from segmentry.engine.patterns import BIT_COLUMNS, PATTERN_OF, Patterns, bit
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType

GROUPS = 130  # more than two words of bits


def found(context: Any, everybody: str = "") -> Patterns:
    columns = [Column("number", ColumnType.INTEGER, ""), *BIT_COLUMNS]
    context.load("groups", columns, [{"number": n, **bit(n)} for n in range(GROUPS)])
    context.load(
        "is_in",
        [Column("account_id", ColumnType.TEXT, ""), Column("number", ColumnType.INTEGER, "")],
        # c is told of twice
        [
            {"account_id": account, "number": number}
            for account, number in (("a", 0), ("a", 59), ("b", 60), ("b", 129), ("c", 60),
                                    ("c", 129), ("c", 129), ("d", 119))
        ],
    )  # fmt: skip
    patterns = Patterns(context, "test_", GROUPS)
    patterns.find(
        "select i.account_id, g.word, g.bit as bits from is_in as i "
        "join groups as g on g.number = i.number",
        everybody,
    )
    return patterns


def groups_of(context: Any, patterns: Patterns) -> dict[str, list[int]]:
    rows = context.engine.query(
        f"select a.account_id, g.number from {patterns.of_accounts} as a "
        f"join {patterns.masks} as p on p.pattern = a.pattern "
        f"join groups as g on {patterns.is_in('p', 'g')} order by 1, 2"
    ).to_pylist()
    told: dict[str, list[int]] = {}
    for row in rows:
        told.setdefault(row["account_id"], []).append(row["number"])
    return told


def test_every_account_is_in_its_groups_and_no_others(bench: Callable[..., Any]) -> None:
    context = bench().context
    told = groups_of(context, found(context))
    assert told == {"a": [0, 59], "b": [60, 129], "c": [60, 129], "d": [119]}


def test_the_same_groups_are_one_pattern(bench: Callable[..., Any]) -> None:
    context = bench().context
    patterns = found(context)
    rows = context.engine.query(
        f"select account_id, pattern from {patterns.of_accounts} order by 1"
    ).to_pylist()
    of = {row["account_id"]: row["pattern"] for row in rows}
    assert of["b"] == of["c"]
    assert len(set(of.values())) == 3


def test_a_number_belongs_to_one_account_and_tells_its_pattern(bench: Callable[..., Any]) -> None:
    context = bench().context
    patterns = found(context)
    rows = context.engine.query(
        f"select account, pattern, {PATTERN_OF.format('account')} as told "
        f"from {patterns.of_accounts}"
    ).to_pylist()
    assert len({row["account"] for row in rows}) == 4
    assert all(row["pattern"] == row["told"] for row in rows)


def test_accounts_in_no_group_are_told_of_when_asked_for(bench: Callable[..., Any]) -> None:
    context = bench().context
    patterns = found(context, everybody="select * from (values ('a'), ('z')) as e (account_id)")
    ids = context.engine.query(f"select account_id from {patterns.of_accounts} order by 1")
    assert ids.column(0).to_pylist() == ["a", "z"]
    assert groups_of(context, patterns) == {"a": [0, 59]}
