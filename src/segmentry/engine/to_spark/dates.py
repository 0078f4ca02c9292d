"""Dates: distances, moments without a zone, and reading by a format."""

from sqlglot import exp

from segmentry.engine.to_spark.moments import moment_sql
from segmentry.engine.to_spark.parts import Rules, refused, spark

_SINCE = "(year(:b) * {n} + {part}(:b)) - (year(:a) * {n} + {part}(:a))"
_DISTANCES = {
    "day": "datediff(cast(:b as date), cast(:a as date))",
    "week": "cast(datediff(trunc(:b, 'week'), trunc(:a, 'week')) / 7 as bigint)",
    "month": _SINCE.format(n=12, part="month"),
    "quarter": _SINCE.format(n=4, part="quarter"),
    "year": "year(:b) - year(:a)",
}


def _distance(node: exp.Expr) -> exp.Expr:
    """How many boundaries of days, months, years lie between two moments."""
    unit = (node.args.get("unit") or exp.var("day")).name.lower().removesuffix("s")
    if unit not in _DISTANCES:
        raise refused(node, f"a difference in {unit}s")
    return spark(f"({_DISTANCES[unit]})", b=node.this, a=node.expression)


def _difference(node: exp.Expr) -> exp.Expr:
    if node.this.is_type(exp.DType.DATE) and node.expression.is_type(exp.DType.DATE):
        return spark("datediff(:b, :a)", b=node.this, a=node.expression)
    return node


def _without_zone(node: exp.Expr) -> exp.Expr:
    return exp.cast(node.copy(), exp.DataType.build("timestamp_ntz", dialect="spark"))


def _strptime(node: exp.Expr) -> exp.Expr:
    if node.name.lower() != "try_strptime":
        return node
    value, form = node.expressions
    return exp.paren(spark(moment_sql(form.name), value=value))


RULES: Rules = {
    exp.DateDiff: _distance,
    exp.Sub: _difference,
    exp.TimestampTrunc: _without_zone,
    exp.UnixToTime: _without_zone,
    exp.Anonymous: _strptime,
}
