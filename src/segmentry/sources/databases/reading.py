"""The one thing we ever ask a database for: a single query that only reads."""

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from segmentry.errors import InvalidDefinition

_DIALECTS = {
    "postgresql": "postgres",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
    "duckdb": "duckdb",
    "mssql": "tsql",
    "oracle": "oracle",
    "snowflake": "snowflake",
    "bigquery": "bigquery",
    "redshift": "redshift",
    "databricks": "databricks",
    "trino": "trino",
    "clickhouse": "clickhouse",
}
_WRITES = (
    exp.Insert,
    exp.Update,
    exp.Delete,
    exp.Merge,
    exp.Create,
    exp.Drop,
    exp.Alter,
    exp.TruncateTable,
    exp.Copy,
    exp.Command,
    exp.Into,
    exp.Lock,
)


def one_select(query: str, backend: str) -> str:
    """The query without its last semicolon, once it is sure that it reads and does no more."""
    statement = _only_statement(query, backend)
    forbidden = next(statement.find_all(*_WRITES), None)
    if not isinstance(statement, exp.Query) or forbidden:
        raise InvalidDefinition(
            "The setting 'query' does more than read.",
            next_step="Write one SELECT, without INTO and without FOR UPDATE.",
        )
    return query.strip().rstrip(";").rstrip()


def tables_of(query: str, backend: str) -> list[str]:
    """The tables a query reads, without its own steps (WITH)."""
    statement = _only_statement(query, backend)
    steps = {cte.alias_or_name for cte in statement.find_all(exp.CTE)}
    tables = [t for t in statement.find_all(exp.Table) if isinstance(t.this, exp.Identifier)]
    return sorted({".".join(p.name for p in t.parts) for t in tables} - steps)


def _only_statement(query: str, backend: str) -> exp.Expr:
    try:
        found = [s for s in sqlglot.parse(query, dialect=_DIALECTS.get(backend)) if s]
    except SqlglotError as error:
        first_line = str(error).splitlines()[0]
        raise InvalidDefinition(
            f"The setting 'query' cannot be understood ({first_line}).",
            next_step="Try the query in the database's own tool first.",
        ) from error
    if len(found) != 1:
        raise InvalidDefinition(
            f"The setting 'query' holds {len(found)} statements.", next_step="Write one SELECT."
        )
    return found[0]
