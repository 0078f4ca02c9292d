"""Which segmentations have segments that nobody drew."""

import pytest

from segmentry.model.definitions import SegmentationDefinition
from segmentry.review.given import given_by_the_data

_WORDS = ("lifecycle_stage", "country", "customer")


def _given(method: str, *conditions: str) -> bool:
    rules = [{"name": str(at), "where": where} for at, where in enumerate(conditions)]
    definition = SegmentationDefinition(
        name="plan", method=method, version="v1", settings={"segments": rules} if rules else {}
    )
    return given_by_the_data([definition], _WORDS) == {"plan"}


@pytest.mark.parametrize("method", ["geographic", "firmographic", "demographic"])
def test_values_that_occur(method: str) -> None:
    assert _given(method)


@pytest.mark.parametrize("method", ["rfm", "value_tiers", "reference_plan", "grid"])
def test_scales_that_somebody_chose(method: str) -> None:
    assert not _given(method)


def test_rules_that_only_name_the_values_of_one_variable() -> None:
    assert _given(
        "rules", "lifecycle_stage = 'customer'", "lifecycle_stage not in ('customer', 'lapsed')"
    )


@pytest.mark.parametrize(
    "conditions",
    [
        ("lifecycle_stage = 'customer' and country = 'ES'",),
        ("lifecycle_stage = 'customer'", "country = 'ES'"),
        ("net_revenue > 1000",),
        ("count(orders, last_days(30)) = 0",),
    ],
)
def test_rules_that_somebody_thought_of(conditions: tuple[str, ...]) -> None:
    assert not _given("rules", *conditions)
