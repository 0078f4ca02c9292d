"""Lists of named values, as GA4 exports its parameters: `[{"key": …, "value": {…}}]`.

Each name becomes a column `list.name`.
"""

import duckdb

from segmentry.sources.formats.part import literal

_SHAPE = '[{"key": "VARCHAR", "value": "JSON"}]'
_TYPED = ("string_value", "int_value", "float_value", "double_value")
MOST_NAMES = 200


def names_in(connection: duckdb.DuckDBPyConnection, relation: str, json: str) -> list[str]:
    """The names in a column of such lists, in the order of the alphabet; empty for other lists."""
    rows = connection.execute(
        f"""
        with lists as (select {json} as list from ({relation})),
        named as (select unnest({_pairs("list")}) as pair from lists where list is not null)
        select distinct pair.key as name, bool_and(pair.key is not null) over () as are_named
        from named order by name limit {MOST_NAMES + 1}
        """
    ).fetchall()
    are_named = bool(rows) and all(named for _, named in rows)
    return [name for name, _ in rows] if are_named and len(rows) <= MOST_NAMES else []


def value_of(json: str, name: str) -> str:
    """SQL of the value under a name, as text; its type does not matter."""
    found = f"list_filter({_pairs(json)}, lambda p: p.key = {literal(name)})[1].value"
    typed = ", ".join(f"json_extract_string({found}, '$.{kind}')" for kind in _TYPED)
    plain = f"case when json_type({found}) <> 'OBJECT' then json_extract_string({found}, '$') end"
    return f"coalesce({typed}, {plain})"


def _pairs(json: str) -> str:
    return f"from_json({json}, {literal(_SHAPE)})"
