"""From DuckDB's dialect to Spark's: SQLGlot translates, and the rules add what it leaves out."""

from collections.abc import Callable, Mapping
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.annotate_types import annotate_types
from sqlglot.optimizer.qualify import qualify
from sqlglot.schema import MappingSchema

from segmentry.engine.to_spark import RULES
from segmentry.errors import InternalError

ColumnsOf = Callable[[str], Mapping[str, str]]
"""Names and types of a table's columns; empty where there is no such table."""

_NAMES = {
    "string": "VARCHAR",
    "bigint": "BIGINT",
    "int": "INTEGER",
    "smallint": "SMALLINT",
    "tinyint": "TINYINT",
    "double": "DOUBLE",
    "float": "FLOAT",
    "date": "DATE",
    "boolean": "BOOLEAN",
    "binary": "BLOB",
    "timestamp_ntz": "TIMESTAMP",
    "timestamp": "TIMESTAMP WITH TIME ZONE",
    "void": "VARCHAR",
}


def to_duckdb_type(spark: str) -> str:
    """The name that DuckDB gives to a type of Spark's."""
    if spark.startswith("decimal"):
        return spark.upper()
    if known := _NAMES.get(spark):
        return known
    return exp.DataType.build(spark, dialect="spark").sql("duckdb")


def to_spark(sql: str, columns_of: ColumnsOf) -> str:
    """A query of ours as Spark understands it, with the same answer."""
    try:
        tree = sqlglot.parse_one(sql, read="duckdb")
        schema = {table.name: columns_of(table.name) for table in tree.find_all(exp.Table)}
        _note_types(tree, schema)
        return _with_rules(tree).sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
    except (SqlglotError, RecursionError) as error:
        raise InternalError(f"A query failed: it is not translated: {error}\n{sql}") from error


def _with_rules(tree: exp.Expr) -> exp.Expr:
    for node in reversed(list(tree.walk())):  # the innermost first
        rule = RULES.get(type(node))
        new = rule(node) if rule else node
        if new is not node:
            new.type = node.type
            if node is tree:
                tree = new
            else:
                node.replace(new)
    return tree


# ---- types ---------------------------------------------------------------------------------
# What a cast or a rounding means depends on the type it starts from.


def _note_types(tree: exp.Expr, schema: Mapping[str, Mapping[str, str]]) -> None:
    """Write its type to every node, as far as it is known."""
    nodes = list(tree.walk())
    for number, node in enumerate(nodes):
        node.meta["number"] = number
    known = MappingSchema(
        {name: dict(columns) for name, columns in schema.items() if columns}, dialect="duckdb"
    )
    named = qualify(
        tree.copy(),
        dialect="duckdb",
        schema=known,
        validate_qualify_columns=False,
        identify=False,
        quote_identifiers=False,
    )
    annotate_types(named, schema=known, dialect="duckdb", expression_metadata=_METADATA)
    for node in named.walk():
        place = node.meta.get("number")
        if place is not None:
            nodes[place].type = node.type
            if isinstance(node, exp.Query):
                nodes[place].meta["columns"] = node.named_selects


def _typed(of: Callable[[exp.Expr], exp.DType | None]) -> dict[str, Any]:
    return {"annotator": lambda annotator, node: annotator._set_type(node, of(node))}


def _type_of_literal(node: exp.Expr) -> exp.DType:
    if node.is_string:
        return exp.DType.VARCHAR
    if node.is_int:
        return exp.DType.INT
    return exp.DType.DOUBLE if "e" in node.name.lower() else exp.DType.DECIMAL


def _difference(annotator: Any, node: exp.Sub) -> exp.Expr:
    DuckDB.EXPRESSION_METADATA[exp.Sub]["annotator"](annotator, node)
    if node.left.is_type(exp.DType.DATE) and node.right.is_type(exp.DType.DATE):
        annotator._set_type(node, exp.DType.BIGINT)
    return node


def _product(annotator: Any, node: exp.Mul) -> exp.Expr:
    annotator._annotate_binary(node)
    if node.left.is_type(exp.DType.DECIMAL) and node.right.is_type(exp.DType.DECIMAL):
        annotator._set_type(node, exp.DType.DECIMAL)  # of as many places as both together
    return node


_FUNCTIONS = {"try_strptime": exp.DType.TIMESTAMP}
_AS_FIRST = {"annotator": lambda annotator, node: annotator._annotate_by_args(node, "this")}
_METADATA: dict[type[exp.Expr], dict[str, Any]] = {
    **DuckDB.EXPRESSION_METADATA,
    exp.Div: {"returns": exp.DType.DOUBLE},
    exp.Avg: {"returns": exp.DType.DOUBLE},
    exp.RegexpExtract: {"returns": exp.DType.VARCHAR},
    exp.Literal: _typed(_type_of_literal),
    exp.Anonymous: _typed(lambda node: _FUNCTIONS.get(node.name.lower())),
    exp.Sub: {"annotator": _difference},
    exp.Mul: {"annotator": _product},
    **dict.fromkeys(
        (exp.Round, exp.Median, exp.PercentileCont, exp.Nullif, exp.ArgMax, exp.ArgMin), _AS_FIRST
    ),
}
