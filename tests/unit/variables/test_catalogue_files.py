"""The shipped variables: each can be read, and is explained."""

from collections import Counter

import pytest

from segmentry.conditions import parse_expression
from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import (
    DEFAULT_SIZE_BANDS,
    Definitions,
    SizeBand,
    VariableDefinition,
    WorkspaceSettings,
)
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType
from segmentry.variables.catalogue_files import (
    GROUPS,
    Figures,
    all_variables,
    shipped,
    size_class,
)
from segmentry.variables.known_words import known_words

SETTINGS = WorkspaceSettings(name="test")
ALL = all_variables((), Figures(SETTINGS, 90))
WORDS = known_words(Definitions(workspace=SETTINGS), ColumnType.TEXT)
BEYOND_PROFILES = {"has_parent", "subsidiaries"}


def test_names_are_used_once() -> None:
    assert [n for n, count in Counter(v.name for v in ALL).items() if count > 1] == []


def test_every_group_has_variables() -> None:
    assert {v.group for v in ALL} == set(GROUPS)


@pytest.mark.parametrize("variable", ALL, ids=lambda v: v.name)
def test_each_is_explained(variable: VariableDefinition) -> None:
    assert variable.meaning.endswith(".")
    assert variable.why.endswith(".")
    assert variable.relevance
    assert "{" not in variable.meaning + variable.expression


@pytest.mark.parametrize("variable", [v for v in ALL if v.expression], ids=lambda v: v.name)
def test_each_expression_is_understood(variable: VariableDefinition) -> None:
    parsed = parse_expression(variable.expression, WORDS, where=variable.name)
    assert parsed.type in ColumnType


@pytest.mark.parametrize("variable", [v for v in ALL if v.field], ids=lambda v: v.name)
def test_each_field_is_one_of_the_profile(variable: VariableDefinition) -> None:
    assert variable.field in {*SCHEMAS[Table.PROFILES].names, *BEYOND_PROFILES}


@pytest.mark.parametrize("variable", [v for v in ALL if v.needs], ids=lambda v: v.name)
def test_what_a_variable_needs_is_a_field_or_a_kind(variable: VariableDefinition) -> None:
    table, _, what = variable.needs.partition(".")
    known = {"orders": SCHEMAS[Table.ACCOUNT_ORDERS].names}
    assert what in known.get(table, ("web", "product", "support"))


def test_an_own_variable_may_not_take_a_shipped_name() -> None:
    own = VariableDefinition(name="orders", expression="1")
    with pytest.raises(InvalidDefinition, match="name of a shipped variable"):
        all_variables((own,), Figures(SETTINGS, 90))


def test_the_settings_fill_the_figures() -> None:
    bands = (SizeBand(name="it's small", lowest=1, highest=9), SizeBand(name="big", lowest=10))
    settings = WorkspaceSettings(name="test", size_bands=bands)
    by_name = {v.name: v for v in all_variables((), Figures(settings, 33))}
    assert "recency_days <= 33" in by_name["lifecycle_stage"].expression
    assert "last 33 days" in by_name["lifecycle_stage"].meaning
    assert by_name["size_class"].expression == (
        "case when employees >= 1 and employees <= 9 then 'it''s small' "
        "when employees >= 10 then 'big' end"
    )


def test_the_usual_size_bands_leave_no_gap() -> None:
    ends = [b.highest for b in DEFAULT_SIZE_BANDS]
    assert [b.lowest for b in DEFAULT_SIZE_BANDS][1:] == [e + 1 for e in ends[:-1] if e is not None]
    assert ends[-1] is None
    assert size_class(DEFAULT_SIZE_BANDS).count("when") == 4


def test_the_catalogue_is_read_once() -> None:
    assert shipped() is shipped()
