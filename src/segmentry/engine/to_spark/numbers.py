"""Numbers: division by 0, rounding, and the types that functions give."""

from sqlglot import exp

from segmentry.engine.to_spark.parts import REAL, Rules, spark


def _divide(node: exp.Expr) -> exp.Expr:
    """Always of doubles; by 0 it is infinite, where Spark fails."""
    below = node.expression.unnest()
    plain = "cast(:a as double) / cast(:b as double)"
    if isinstance(below, exp.Nullif) or (below.is_number and float(below.name or 1) != 0):
        return exp.paren(spark(plain, a=node.this, b=node.expression))
    return spark(
        f"case when :b = 0 then cast(:a as double) * double('infinity') else {plain} end",
        a=node.this,
        b=node.expression,
    )


def _round(node: exp.Expr) -> exp.Expr:
    digits = node.args.get("decimals")
    if digits is None or not node.this.is_type(*REAL):
        return node
    return spark(f"(round(:x * 1e{digits.name}) / 1e{digits.name})", x=node.this)


def _log(node: exp.Expr) -> exp.Expr:
    return spark("log10(:x)", x=node.this) if node.args.get("expression") is None else node


def _floor(node: exp.Expr) -> exp.Expr:
    """A double stays one, however large."""
    if not node.this.is_type(*REAL):
        return node
    name = "floor" if isinstance(node, exp.Floor) else "ceil"
    return spark(f"if(abs(:x) < 9e15, cast({name}(:x) as double), :x)", x=node.this)


def _sign(node: exp.Expr) -> exp.Expr:
    return spark("cast(sign(:x) as tinyint)", x=node.this)


def _is_nan(node: exp.Expr) -> exp.Expr:
    return spark("case when :x is not null then isnan(:x) end", x=node.this)


RULES: Rules = {
    exp.Div: _divide,
    exp.Round: _round,
    exp.Log: _log,
    exp.Floor: _floor,
    exp.Ceil: _floor,
    exp.Sign: _sign,
    exp.IsNan: _is_nan,
}
