"""Further columns of the sources become variables with the type of their values."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segmentry.model.tables import Table

Variables = Callable[..., Any]


@pytest.fixture
def attribute(variables: Variables) -> Callable[..., Any]:
    """The column of a variable made of one attribute's values."""

    def make(name: str, *values: str | None) -> tuple[str, list[Any]]:
        accounts = [f"a{n}" for n in range(len(values))]
        facts = [
            {"account_id": a, "attribute": name, "value": v}
            for a, v in zip(accounts, values, strict=True)
            if v is not None
        ]
        made = variables(
            {Table.PROFILES: [{"account_id": a} for a in accounts], Table.ATTRIBUTES: facts}
        )
        (row,) = made.rows("select variable from variable_facts where \"group\" = 'given'")
        column = row["variable"]
        rows = made.rows(f'select "{column}" as v from variable_values order by account_id')
        return column, [r["v"] for r in rows]

    return make


@pytest.mark.parametrize(
    ("values", "typed"),
    [
        (["1", "2.5", None], [1.0, 2.5, None]),
        (["true", "FALSE", None], [True, False, None]),
        (["2020-01-31", "2021-02-01"], [date(2020, 1, 31), date(2021, 2, 1)]),
        (["gold", "2"], ["gold", "2"]),
        (["1e3", "-4"], [1000.0, -4.0]),
    ],
)
def test_the_values_tell_the_type(attribute: Any, values: list[Any], typed: list[Any]) -> None:
    assert attribute("tier", *values) == ("tier", typed)


@pytest.mark.parametrize(
    ("name", "variable"),
    [
        ("Loyalty Tier", "loyalty_tier"),
        ("industry", "industry_given"),
        ("2nd contact", "attribute_2nd_contact"),
        ("顧客", "attribute_"),
        ('a"b; drop', "a_b_drop"),
    ],
)
def test_names_become_words_of_conditions(attribute: Any, name: str, variable: str) -> None:
    assert attribute(name, "x", "y")[0] == variable


def test_conditions_may_use_them(variables: Variables) -> None:
    tables = {
        Table.PROFILES: [{"account_id": "a"}],
        Table.ATTRIBUTES: [{"account_id": "a", "attribute": "seats", "value": "7"}],
    }
    made = variables(tables, own={"twice": "seats_given * 2"})
    assert float(made.value("select twice from variable_values")) == 14.0


def test_groups_of_companies_are_known(variables: Variables) -> None:
    tree = [
        {"account_id": "a", "ultimate_id": "a", "level": 0},
        {"account_id": "b", "parent_id": "a", "ultimate_id": "a", "level": 1},
        {"account_id": "c", "parent_id": "a", "ultimate_id": "a", "level": 1},
    ]
    profiles = [{"account_id": i} for i in "abc"]
    made = variables({Table.PROFILES: profiles, Table.ACCOUNT_TREE: tree})
    rows = made.rows("select has_parent, subsidiaries from variable_values order by account_id")
    assert [tuple(r.values()) for r in rows] == [(False, 2), (True, 0), (True, 0)]
