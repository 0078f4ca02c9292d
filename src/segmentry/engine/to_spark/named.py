"""Functions that SQLGlot knows by their names only."""

from sqlglot import exp

from segmentry.engine.to_spark.moments import moment_sql
from segmentry.engine.to_spark.parts import Rules, spark


def _named(node: exp.Expr) -> exp.Expr:
    name = node.name.lower()
    if name == "try_strptime":
        value, form = node.expressions
        return exp.paren(spark(moment_sql(form.name), value=value))
    if name == "hash":
        # other numbers than DuckDB's, but two are the same where those are; `hash` has 32 bits only
        return exp.Anonymous(this="xxhash64", expressions=node.expressions)
    return node


RULES: Rules = {exp.Anonymous: _named}
