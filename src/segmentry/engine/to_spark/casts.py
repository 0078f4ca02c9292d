"""Casts: DuckDB rounds where Spark cuts off, and the two write and read numbers in other words."""

from sqlglot import exp

from segmentry.engine.to_spark.parts import REAL, TEXT, WHOLE, Rules, spark


def _cast(node: exp.Expr) -> exp.Expr:
    to, given = node.args["to"], node.this
    cast = "try_cast" if isinstance(node, exp.TryCast) else "cast"
    if to.is_type(*WHOLE):
        return _to_whole(node, given, cast, to.sql("spark"))
    if to.is_type(exp.DType.DECIMAL) and given.is_type(*REAL):
        return _to_decimal(given, cast, to)
    if to.is_type(*TEXT) and given.is_type(*REAL):
        return spark(_DOUBLE_AS_TEXT, x=given)
    if to.is_type(*REAL) and given.is_type(*TEXT):
        # Java takes 1d and 0x1p3 for numbers
        return spark(
            f"{cast}(case when :x not rlike '[xX]|[0-9.][dDfF]\\\\s*$' then :x end as double)",
            x=given,
        )
    if to.is_type(exp.DType.DATE) and given.is_type(*TEXT) and not given.is_string:
        return spark(f"{cast}({_DAY_IN_TEXT} as date)", x=given)
    return node


def _to_whole(node: exp.Expr, given: exp.Expr, cast: str, type_: str) -> exp.Expr:
    """Numbers are rounded, where Spark cuts off."""
    if given.is_type(*REAL):
        return spark(f"{cast}(rint(:x) as {type_})", x=given)
    if given.is_type(exp.DType.DECIMAL):
        return spark(f"{cast}(round(:x) as {type_})", x=given)
    if given.is_type(*TEXT):
        return spark(f"{cast}(round({cast}(:x as decimal(38,10))) as {type_})", x=given)
    return node


def _to_decimal(given: exp.Expr, cast: str, to: exp.Expr) -> exp.Expr:
    """DuckDB rounds the double itself, Spark its shortest writing."""
    width, scale = (int(p.name) for p in to.expressions)
    unit = f"0.{'0' * (scale - 1)}1BD" if scale else "1BD"
    rounded = f"round(:x * 1e{scale})"
    whole = f"{cast}({rounded} as bigint)"
    if width > 18:  # beyond 64 bits the shortest writing has to do
        whole = (
            f"if(abs({rounded}) < 9e18, try_cast(try_cast({rounded} as bigint) as decimal(38,0)), "
            f"{cast}({rounded} as decimal(38,0)))"
        )
    return spark(f"{cast}({whole} * {unit} as decimal({width},{scale}))", x=given)


_DOUBLE_AS_TEXT = (
    "case when abs(:x) >= 1e-4 and abs(:x) < 1e16 then regexp_replace("
    "cast(cast(cast(:x as string) as decimal(38,20)) as string), '(\\\\.[0-9]+?)0*$', '$1') "
    "when :x = 0 then '0.0' else lower(replace(replace(regexp_replace(regexp_replace("
    "cast(:x as string), 'E(-?)([0-9])$', 'E$10$2'), 'E([0-9])', 'E+$1'), '.0E', 'E'), "
    "'Infinity', 'inf')) end"
)
_DAY_IN_TEXT = (
    "case when :x rlike '^\\\\s*[0-9]{4,6}([-/])[0-9]{1,2}\\\\1[0-9]{1,2}([ T].*)?$' "
    "then replace(:x, '/', '-') end"
)


RULES: Rules = {
    exp.Cast: _cast,
    exp.TryCast: _cast,
}
