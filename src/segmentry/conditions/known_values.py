"""The values that accounts have, so that a misspelt one in a condition is noticed."""

from collections.abc import Callable, Collection
from dataclasses import replace

import pyarrow as pa

from segmentry.conditions.vocabulary import Vocabulary
from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType

MOST_VALUES = 200
"""A variable with more values is free text: nobody lists what it may say."""
_GIVEN = "given"
"""Group of the variables that are further columns of a source."""


def with_known_values(
    vocabulary: Vocabulary, asked: Collection[str], query: Callable[[str], pa.Table]
) -> Vocabulary:
    """The vocabulary with the values of the asked variables, where they are texts and few."""
    groups = _groups(asked, query)
    values = _values(list(groups), query)
    profile = SCHEMAS[Table.PROFILES].names
    words = {
        name: replace(
            vocabulary.variables[name],
            values=tuple(values[name]),
            is_computed=name not in profile and group != _GIVEN,
        )
        for name, group in groups.items()
        if name in vocabulary.variables
    }
    return Vocabulary({**vocabulary.variables, **words}, vocabulary.events)


def _groups(asked: Collection[str], query: Callable[[str], pa.Table]) -> dict[str, str]:
    """Groups of the variables that may have their values listed."""
    names = ", ".join(literal(name) for name in sorted(asked)) or "''"
    rows = query(
        f'select variable, "group" from {Table.VARIABLE_FACTS} where variable in ({names}) '
        f"and type = {literal(ColumnType.TEXT)} and known > 0 "
        f"and distinct_values <= {MOST_VALUES} order by variable"
    ).to_pylist()
    return {row["variable"]: row["group"] for row in rows}


def _values(names: list[str], query: Callable[[str], pa.Table]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in names}
    if names:
        parts = " union all ".join(
            f"select distinct {literal(n)} as variable, {identifier(n)} as value "
            f"from {Table.VARIABLE_VALUES} where {identifier(n)} is not null"
            for n in names
        )
        for row in query(f"select * from ({parts}) as told order by variable, value").to_pylist():
            found[row["variable"]].append(row["value"])
    return found
