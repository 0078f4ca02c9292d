"""JSON: one object a line, or an array of objects; nested objects become `outer.inner` columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from segmentry.engine.sql import one_file
from segmentry.errors import UnreadableSource
from segmentry.sources.base import BadRow
from segmentry.sources.formats import delimited
from segmentry.sources.formats.encoding import as_utf8
from segmentry.sources.formats.named_values import names_in, value_of
from segmentry.sources.formats.part import Part, column_names, literal, quoted

_MOST_INNER = 200  # an object with more keys is a dictionary of data, not a set of columns
_LONGEST_OBJECT = 32 << 20
_HEAD = 1 << 20


def read(
    connection: duckdb.DuckDBPyConnection, path: Path, name: str, encoding: str, scratch: Path
) -> Part:
    """The file as a part; a row's line is its line, or its place in the array."""
    text = as_utf8(path, encoding, scratch)
    lines = _lines(text.path, name, scratch) if _is_lines(text.path) else None
    relation = lines.query if lines else _documents(text.path)
    if lines:
        for table, rows in lines.tables.items():
            connection.register(table, rows)
    try:
        bad = _bad_rows(connection, relation, name)
        found = _columns(connection, relation)
    except duckdb.Error as error:
        raise UnreadableSource(
            f"The file is not well-formed JSON ({str(error).splitlines()[0]}).",
            where=name,
            next_step="Export it again, or save it with one object a line.",
        ) from error
    if not found:
        raise UnreadableSource(
            "The file holds no JSON objects.",
            where=name,
            next_step='Rows must be objects such as {"id": 1, "name": "Acme"}.',
        )
    columns, notes = column_names(column.name for column in found)
    return Part(
        name=name,
        query=_query(relation, columns, found, name),
        columns=columns,
        bad_rows=(*(lines.bad_rows if lines else ()), *bad),
        notes=(*text.notes, *notes),
        settings={"format": "json"},
    )


def _is_lines(path: Path) -> bool:
    """Whether the first line is a whole object; a pretty-printed one goes over many lines."""
    with path.open("rb") as file:
        head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"["):
        return False
    first, more, _ = head.partition(b"\n")
    return not more or first.rstrip().endswith(b"}") or not first.rstrip().endswith((b"{", b","))


def _lines(path: Path, name: str, scratch: Path) -> Part:
    """Each line as text; JSON has no raw control characters, so \\x1f never splits it."""
    settings = delimited.DelimitedSettings("utf-8", "\x1f", "", False)
    part = delimited.read(path, name, settings, scratch)
    query = (
        f"select try_cast(column_1 as JSON) as json, column_1 as text, _line from ({part.query}) "
        "where trim(column_1, ' \t') <> ''"
    )
    return Part(name, query, part.columns, part.bad_rows, part.notes, tables=part.tables)


def _documents(path: Path) -> str:
    with path.open("rb") as file:
        array = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"[")
    kind = "array" if array else "unstructured"
    reader = (
        f"read_json_objects({one_file(path)}, format = '{kind}', "
        f"maximum_object_size = {_LONGEST_OBJECT})"
    )
    return (
        "select json, json::VARCHAR as text, range + 1 as _line "
        f"from (select json, row_number() over () - 1 as range from {reader})"
    )


def _bad_rows(connection: duckdb.DuckDBPyConnection, relation: str, name: str) -> list[BadRow]:
    rows = connection.execute(
        f"select _line, json is null, left(text, 10000) from ({relation}) "
        "where json is null or json_type(json) <> 'OBJECT' order by _line"
    ).fetchall()
    return [
        BadRow(
            name,
            line,
            "malformed_json" if broken else "no_object",
            "The line is not well-formed JSON." if broken else "The value is not an object.",
            text,
        )
        for line, broken, text in rows
    ]


@dataclass(frozen=True)
class _Column:
    """A column: where its value stands, and under which name of a list of named values."""

    name: str
    pointer: str
    inside: str = ""


def _columns(connection: duckdb.DuckDBPyConnection, relation: str) -> list[_Column]:
    """The columns in the order first seen; objects and lists of named values become several."""
    columns: list[_Column] = []
    for key, kind in _keys(connection, relation, "json"):
        pointer = f"/{_escaped(key)}"
        value = f"json_extract(json, {literal(pointer)})"
        inner = _keys(connection, relation, value) if kind == "object" else []
        names = names_in(connection, relation, value) if kind == "list" else []
        if inner and len(inner) <= _MOST_INNER:
            columns += [_Column(f"{key}.{k}", f"{pointer}/{_escaped(k)}") for k, _ in inner]
        elif names:
            columns += [_Column(f"{key}.{name}", pointer, name) for name in names]
        else:
            columns.append(_Column(key, pointer))
    return columns


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _keys(
    connection: duckdb.DuckDBPyConnection, relation: str, value: str
) -> list[tuple[str, str]]:
    """Keys of the objects `value`, and whether each holds nothing but objects, or lists."""
    query = f"""
        with objects as (
            select {value} as json, _line from ({relation}) where json_type({value}) = 'OBJECT'
        ),
        keys as (
            select json, _line, unnest(json_keys(json)) as key,
                generate_subscripts(json_keys(json), 1) as place
            from objects
        ),
        kinds as (
            select key, _line, place, json_type(json_extract(
                json, '/' || replace(replace(key, '~', '~0'), '/', '~1')
            )) as kind
            from keys
        )
        select key, case
            when bool_or(kind = 'OBJECT') and bool_and(kind in ('OBJECT', 'NULL')) then 'object'
            when bool_or(kind = 'ARRAY') and bool_and(kind in ('ARRAY', 'NULL')) then 'list'
            else '' end as holds
        from kinds
        group by key
        order by min(_line), min(place), key
    """
    return connection.execute(query).fetchall()


def _query(relation: str, columns: tuple[str, ...], found: Sequence[_Column], name: str) -> str:
    paths = ", ".join(literal(c.pointer) for c in found)
    chosen = ", ".join(
        f"{_value(c, place)} as {quoted(column)}"
        for place, (column, c) in enumerate(zip(columns, found, strict=True), start=1)
    )
    return f"""
        select {chosen}, {literal(name)} as _file, _line
        from (
            select json, json_extract_string(json, [{paths}]) as v, _line
            from ({relation}) where json_type(json) = 'OBJECT'
        )
    """


def _value(column: _Column, place: int) -> str:
    if not column.inside:
        return f"v[{place}]"
    return value_of(f"json_extract(json, {literal(column.pointer)})", column.inside)
