"""Every segment stands with what is done for it, or as one that nobody acts on."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from segmentry.model.definitions import SegmentationDefinition
from segmentry.model.plans import StrategyDefinition
from segmentry.model.tables import Table
from segmentry.strategies import stage

RFM = SegmentationDefinition(name="rfm", method="rfm")
SIZES = SegmentationDefinition(name="sizes", method="demographic")
Made = Callable[..., Any]


@pytest.fixture
def acted(bench: Callable[..., Any]) -> Made:
    """The stage over three segments: `acted([strategy, …])`."""

    def run(strategies: Sequence[StrategyDefinition] = ()) -> Any:
        made = bench(segmentations=[RFM, SIZES])
        made.context.definitions = made.context.definitions.model_copy(
            update={"strategies": tuple(strategies)}
        )
        made.feed(
            Table.SEGMENT_STATS,
            "select * from (values ('rfm', 'Champions', 'rfm', 12, 1), ('rfm', 'New', 'rfm', 3, 2),"
            " ('sizes', 'large', 'demographic', 7, 1)) "
            "as t(segmentation, segment, method, accounts, position)",
        )
        return made.run(stage.run)

    return run


def strategy(name: str = "s", **said: Any) -> StrategyDefinition:
    told = {"segmentation": "rfm", "segment": "Champions", **said}
    return StrategyDefinition(name=name, place=f"strategies/{name}.yaml", **told)


def test_without_strategies_nobody_acts_and_templates_propose(acted: Made) -> None:
    rows = acted().rows(
        "select segmentation, segment, strategy, template, is_template, status from strategies"
    )
    assert [tuple(r.values()) for r in rows] == [
        ("rfm", "Champions", None, "champions", True, None),
        ("rfm", "New", None, "new", True, None),
        ("sizes", "large", None, None, False, None),
    ]


def test_a_strategy_says_all_it_says(acted: Made) -> None:
    said = strategy(
        objective="Keep them",
        kpi="retention_rate",
        target=0.9,
        by=date(2027, 1, 1),
        channels=("visit", "call"),
        owner="Ann",
        budget=Decimal("1000.50"),
        status="running",
    )
    (row,) = acted([said]).rows("select * from strategies where segment = 'Champions'")
    assert row["strategy"] == "s"
    assert (row["objective"], row["kpi"], row["target"]) == ("Keep them", "retention_rate", 0.9)
    assert (row["channels"], row["owner"], row["status"]) == ("visit, call", "Ann", "running")
    assert (row["budget"], row["by"]) == (Decimal("1000.5000"), date(2027, 1, 1))
    assert (row["accounts"], row["is_template"], row["problem"]) == (12, False, None)
    assert row["message"] is None


def test_the_template_fills_only_what_is_not_said(acted: Made) -> None:
    said = strategy(template="champions", objective="Our own words")
    (row,) = acted([said]).rows("select * from strategies where segment = 'Champions'")
    assert row["objective"] == "Our own words"
    assert row["title"] == "Reward the best"
    assert row["kpi"] == "retention_rate"
    assert (row["owner"], row["budget"]) == (None, None)


def test_two_strategies_for_one_segment_both_stand(acted: Made) -> None:
    made = acted([strategy("a"), strategy("b")])
    rows = made.rows("select strategy from strategies where segment = 'Champions'")
    assert [r["strategy"] for r in rows] == ["a", "b"]


def test_a_strategy_whose_segment_is_gone_is_told_and_kept(acted: Made) -> None:
    made = acted([strategy(segment="Champion")])
    (row,) = made.rows("select * from strategies where segment = 'Champion'")
    assert row["accounts"] is None
    assert row["problem"] == (
        "There is no segment of 'rfm' called 'Champion'. Did you mean 'Champions'?"
    )
    assert made.context.notes == [
        "Strategy 's': strategies/s.yaml: There is no segment of 'rfm' called 'Champion'. "
        "Did you mean 'Champions'?"
    ]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"segmentation": "rmf"}, "There is no segmentation called 'rmf'. Did you mean 'rfm'?"),
        (
            {"template": "champion"},
            "There is no template of strategies called 'champion'. Did you mean 'champions'?",
        ),
        (
            {"target": 0.5},
            "A target without a KPI cannot be measured. Name the measure as `kpi`; "
            "`segmentry check` lists them.",
        ),
    ],
)
def test_what_is_wrong_is_told_and_stops_nothing(
    acted: Made, said: dict[str, Any], problem: str
) -> None:
    (row,) = acted([strategy(**said)]).rows("select * from strategies where strategy is not null")
    assert row["problem"] == problem


def test_a_target_of_a_template_with_kpi_is_fine(acted: Made) -> None:
    made = acted([strategy(template="champions", target=0.5)])
    assert made.value("select count(problem) from strategies") == 0
    assert made.context.notes == []
