"""What the best customers have in common is learnt, scored, explained, and may be overruled."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.model.definitions import VariableDefinition
from segmentry.model.plans import IdealCustomerDefinition
from segmentry.model.tables import Table
from segmentry.variables import stage

Fitted = Callable[..., Any]
_BUYERS = 200


@pytest.fixture
def fitted(bench: Callable[..., Any]) -> Fitted:
    """The stage over 200 buyers and 20 prospects; banks of 500 people buy for ten times as much.

    Countries go round and say nothing.
    """

    def run(buyers: int = _BUYERS, own: str = "", **said: Any) -> Any:
        made = bench()
        is_bank = "i % 5 = 0"
        made.feed(
            Table.PROFILES,
            "select lpad(cast(i as varchar), 4, '0') as account_id, account_id as label, "
            "cast(null as varchar) as excluded, cast(1 as bigint) as sources, "
            "cast(1 as bigint) as records, "
            f"case when {is_bank} then 'Banking' else 'Retail' end as industry, "
            f"cast(null as varchar) as industry_group, "
            f"cast(case when {is_bank} then 500 else 20 end as bigint) as employees, "
            "case i % 7 when 0 then 'DE' when 1 then 'FR' else 'GB' end as country, "
            + _missing("excluded", "industry", "industry_group", "employees", "country")
            + f" from range({buyers} + 20) as r(i)",
        )
        made.feed(
            Table.ACCOUNT_ORDERS,
            "select lpad(cast(i as varchar), 4, '0') as account_id, "
            "'o' || i as order_key, timestamp '2026-06-01' as ordered_at, "
            "date '2026-06-01' as ordered_on, 'sale' as kind, "
            "cast(null as decimal(18, 4)) as list_amount, "
            f"cast(case when {is_bank} then 10000 + i else 1000 + i end as decimal(18, 4)) "
            "as amount, cast(null as decimal(18, 4)) as cost_amount, cast(null as double) as units,"
            " cast(null as bigint) as lines, cast(null as varchar) as channel, "
            f"cast(null as bigint) as payment_terms_days from range({buyers}) as r(i)",
        )
        made.feed(
            Table.ACCOUNT_TREE,
            "select account_id, cast(null as varchar) as parent_id, account_id as ultimate_id, "
            "0 as level from profiles",
        )
        variables = (VariableDefinition(name=own, expression="orders"),) if own else ()
        ideal = IdealCustomerDefinition(name="ideal", place="ideal_customers/ideal.yaml", **said)
        made.context.definitions = made.context.definitions.model_copy(
            update={"ideal_customers": (ideal,), "variables": variables}
        )
        return made.run(stage.run)

    return run


def _missing(*given: str) -> str:
    from segmentry.model.tables import SCHEMAS

    done = {"account_id", "label", "sources", "records", *given}
    return ", ".join(
        f'cast(null as {c.type}) as "{c.name}"'
        for c in SCHEMAS[Table.PROFILES].columns
        if c.name not in done
    )


def points(made: Any) -> dict[tuple[str, str], float]:
    rows = made.rows("select * from ideal_customers where points is not null")
    return {(r["variable"], r["level"]): r["points"] for r in rows}


def test_what_sets_the_best_apart_is_found_and_nothing_else(fitted: Fitted) -> None:
    found = points(fitted())
    assert set(found) == {(None, None), ("industry", "Banking"), ("industry", "Retail")} | {
        k for k in found if k[0] == "size_class"
    }
    assert found["industry", "Banking"] > 0 > found["industry", "Retail"]
    rows = fitted().rows("select reason from ideal_customers where variable = 'country'")
    assert {r["reason"] for r in rows} == {"the difference may be chance: the interval holds 1"}


def test_evidence_stands_with_every_level(fitted: Fitted) -> None:
    (row,) = fitted().rows("select * from ideal_customers where level = 'Banking'")
    assert (row["share_of_best"], row["share_of_rest"]) == (1.0, 0.0)
    assert (row["n_best"], row["n_rest"]) == (40, 160)
    assert 1 < row["lift_low"] < row["lift"] < row["lift_high"]
    assert row["origin"] == "learnt"


def test_fits_lie_between_0_and_100_and_prospects_have_one(fitted: Fitted) -> None:
    rows = fitted().rows(
        "select industry, orders = 0 as is_prospect, min(ideal_fit) as low, "
        "max(ideal_fit) as high from variable_values group by all order by all"
    )
    assert [tuple(r.values()) for r in rows] == [
        ("Banking", False, 100.0, 100.0),
        ("Banking", True, 100.0, 100.0),
        ("Retail", False, 0.0, 0.0),
        ("Retail", True, 0.0, 0.0),
    ]


def test_the_points_add_up_to_the_fit(fitted: Fitted) -> None:
    made = fitted()
    found = points(made)
    start = found.pop((None, None))
    best = {v: max(p for (n, _), p in found.items() if n == v) for v, _ in found}
    assert start + sum(best.values()) == pytest.approx(100, abs=0.2)


def test_reasons_name_the_values(fitted: Fitted) -> None:
    made = fitted()
    text = str(
        made.value("select any_value(ideal_fit_reasons) from variable_values where employees = 500")
    )
    assert f"industry Banking (+{points(made)['industry', 'Banking']:g})" in text


def test_the_fit_is_a_variable_with_facts(fitted: Fitted) -> None:
    (row,) = fitted().rows("select * from variable_facts where variable = 'ideal_fit'")
    assert (row["group"], row["unit"], row["known"]) == ("fit", "points", 220)
    assert (row["in_words"], row["reads"]) == ("points for industry, size_class", "profiles")


def test_too_few_customers_give_no_profile_but_a_reason(fitted: Fitted) -> None:
    made = fitted(buyers=60)
    (row,) = made.rows("select * from ideal_customers")
    reason = "12 best and 48 other customers are known, 20 of each are needed"
    assert (row["points"], row["variable"], row["reason"]) == (None, None, reason)
    assert f"No ideal customer profile 'ideal': {reason}." in made.context.notes
    (fact,) = made.rows("select known, reason from variable_facts where variable = 'ideal_fit'")
    assert (fact["known"], fact["reason"]) == (0, reason)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"best_by": "monthly_amount"}, "no source gives monthly_amount"),
        ({"variables": ("country",)}, "no value sets the best customers apart by more than chance"),
        ({"variables": ("market_capitalisation",)}, "no source gives a variable to compare"),
        (
            {"customers": "country = 'XX'"},
            "0 best and 0 other customers are known, 20 of each are needed",
        ),
    ],
)
def test_what_cannot_be_learnt_is_told(fitted: Fitted, said: dict[str, Any], reason: str) -> None:
    rows = fitted(**said).rows("select reason from ideal_customers where variable is null")
    assert rows == [{"reason": reason}]


def test_points_by_hand_replace_what_was_learnt(fitted: Fitted) -> None:
    made = fitted(weights={"country": {"DE": 3}, "employees": {"below 100": -1, "100 and more": 0}})
    found = points(made)
    assert found[None, None] == 25.0
    assert found["country", "DE"] == 75.0
    assert found["employees", "below 100"] == -25.0
    assert {r["origin"] for r in made.rows("select origin from ideal_customers")} == {"written"}
    rows = made.rows("select country = 'DE' as de, employees, max(ideal_fit) as fit "
                     "from variable_values group by all order by all")  # fmt: skip
    assert [r["fit"] for r in rows] == [0.0, 25.0, 75.0, 100.0]


def test_points_by_hand_need_no_best_customers(fitted: Fitted) -> None:
    made = fitted(buyers=30, weights={"industry": {"Banking": 1, "Nobody's": 1}})
    rows = made.rows("select level, points, n_best from ideal_customers where variable is not null")
    assert [tuple(r.values()) for r in rows] == [
        ("Banking", 100.0, None), ("Nobody's", 100.0, None),
    ]  # fmt: skip
    assert made.value("select max(ideal_fit) from variable_values") == 100.0


@pytest.mark.parametrize(
    ("said", "error", "message"),
    [
        ({"best_by": "cltw"}, UnknownName, "no variable called 'cltw'.*Did you mean 'cltv'"),
        ({"best_by": "industry"}, InvalidDefinition, "'industry' is no number"),
        ({"variables": ("indstry",)}, UnknownName, "Did you mean 'industry'"),
        ({"variables": ("first_order_on",)}, InvalidDefinition, "is a date"),
        ({"weights": {"employees": {"many": 1}}}, InvalidDefinition, "no range of 'employees'"),
        ({"customers": "lifecyle_stage = 'customer'"}, UnknownName, "lifecycle_stage"),
    ],
)
def test_what_cannot_be_is_an_error(
    fitted: Fitted, said: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        fitted(**said)


def test_a_fit_takes_no_name_of_another_variable(fitted: Fitted) -> None:
    with pytest.raises(InvalidDefinition, match="The fit would be called 'ideal_fit'"):
        fitted(own="ideal_fit")


def test_the_same_accounts_give_the_same_table(fitted: Fitted) -> None:
    sql = "select * from ideal_customers"
    assert fitted().rows(sql) == fitted().rows(sql)
