"""The shipped templates: each fits one segment, and says all that a strategy needs."""

from collections import Counter

import pytest

from segmentry.errors import UnknownName
from segmentry.kpis import KPIS
from segmentry.segmentation.plan_cells import NAMED_CELLS
from segmentry.segmentation.rfm_maps import MAPS
from segmentry.strategies.templates import (
    StrategyTemplate,
    all_templates,
    template_for,
    template_named,
)


def test_names_are_used_once() -> None:
    assert max(Counter(t.name for t in all_templates()).values()) == 1


@pytest.mark.parametrize("cell", NAMED_CELLS, ids=lambda c: c.name)
def test_every_named_cell_of_the_reference_plan_has_one(cell: object) -> None:
    found = template_for("reference_plan", "reference_plan", cell.name)  # type: ignore[attr-defined]
    assert found is not None


@pytest.mark.parametrize("map_", sorted(MAPS))
def test_every_rfm_group_has_one(map_: str) -> None:
    missing = [b.name for b in MAPS[map_] if template_for("any", "rfm", b.name) is None]
    assert missing == []


def test_a_template_of_a_segmentation_fits_no_other() -> None:
    assert template_for("lifecycle", "rules", "Lapsed") is not None
    assert template_for("other", "rules", "Lapsed") is None
    assert template_for("sizes", "demographic", "Champions") is None


@pytest.mark.parametrize("template", all_templates(), ids=lambda t: t.name)
def test_nothing_is_left_unsaid(template: StrategyTemplate) -> None:
    said = template.model_dump()
    assert [n for n in ("title", "objective", "kpi", "message", "offer") if not said[n]] == []
    assert template.channels


def test_their_kpis_are_there() -> None:
    assert {t.kpi for t in all_templates()} <= set(KPIS.all)


def test_an_unknown_template_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'at_risk'") as error:
        template_named("at_rsk", "strategies/a.yaml, line 2")
    assert error.value.where == "strategies/a.yaml, line 2"
