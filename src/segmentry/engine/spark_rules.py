"""What DuckDB and Spark mean differently by the same words: one rule for each kind of node."""

from collections.abc import Callable

from sqlglot import exp, parse_one

from segmentry.engine.spark_moments import moment_sql
from segmentry.engine.spark_patterns import java_pattern, java_replacement
from segmentry.errors import InternalError

Rule = Callable[[exp.Expr], exp.Expr]

_WHOLE = (*exp.DataType.INTEGER_TYPES,)
_REAL = (exp.DType.DOUBLE, exp.DType.FLOAT)
_TEXT = (*exp.DataType.TEXT_TYPES,)
_ONE = exp.Literal.number(1)
_BLANKS = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def _spark(text: str, **parts: exp.Expr | str | None) -> exp.Expr:
    """Spark's own SQL with our parts where `:name` stands."""
    tree = parse_one(text, read="spark")
    for place in list(tree.find_all(exp.Placeholder)):
        part = parts[place.name]
        new = exp.Literal.string(part) if isinstance(part, str) else part
        if new is None:
            raise InternalError(f"A query failed: nothing stands for {place.name} in {text}")
        if place is tree:
            return new.copy()
        place.replace(exp.paren(new.copy()) if isinstance(new, exp.Binary) else new.copy())
    return tree


def _refused(node: exp.Expr, why: str) -> InternalError:
    return InternalError(f"A query failed: {why} is not translated: {node.sql('duckdb')}")


# ---- casts ---------------------------------------------------------------------------------


def _cast(node: exp.Expr) -> exp.Expr:
    to, given = node.args["to"], node.this
    cast = "try_cast" if isinstance(node, exp.TryCast) else "cast"
    if to.is_type(*_WHOLE):
        return _to_whole(node, given, cast, to.sql("spark"))
    if to.is_type(exp.DType.DECIMAL) and given.is_type(*_REAL):
        return _to_decimal(given, cast, to)
    if to.is_type(*_TEXT) and given.is_type(*_REAL):
        return _spark(_DOUBLE_AS_TEXT, x=given)
    if to.is_type(*_REAL) and given.is_type(*_TEXT):
        # Java takes 1d and 0x1p3 for numbers
        return _spark(
            f"{cast}(case when :x not rlike '[xX]|[0-9.][dDfF]\\\\s*$' then :x end as double)",
            x=given,
        )
    if to.is_type(exp.DType.DATE) and given.is_type(*_TEXT) and not given.is_string:
        return _spark(f"{cast}({_DAY_IN_TEXT} as date)", x=given)
    return node


def _to_whole(node: exp.Expr, given: exp.Expr, cast: str, type_: str) -> exp.Expr:
    """Numbers are rounded, where Spark cuts off."""
    if given.is_type(*_REAL):
        return _spark(f"{cast}(rint(:x) as {type_})", x=given)
    if given.is_type(exp.DType.DECIMAL):
        return _spark(f"{cast}(round(:x) as {type_})", x=given)
    if given.is_type(*_TEXT):
        return _spark(f"{cast}(round({cast}(:x as decimal(38,10))) as {type_})", x=given)
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
    return _spark(f"{cast}({whole} * {unit} as decimal({width},{scale}))", x=given)


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


# ---- numbers -------------------------------------------------------------------------------


def _divide(node: exp.Expr) -> exp.Expr:
    """Always of doubles; by 0 it is infinite, where Spark fails."""
    below = node.expression.unnest()
    plain = "cast(:a as double) / cast(:b as double)"
    if isinstance(below, exp.Nullif) or (below.is_number and float(below.name or 1) != 0):
        return exp.paren(_spark(plain, a=node.this, b=node.expression))
    return _spark(
        f"case when :b = 0 then cast(:a as double) * double('infinity') else {plain} end",
        a=node.this,
        b=node.expression,
    )


def _round(node: exp.Expr) -> exp.Expr:
    digits = node.args.get("decimals")
    if digits is None or not node.this.is_type(*_REAL):
        return node
    return _spark(f"(round(:x * 1e{digits.name}) / 1e{digits.name})", x=node.this)


def _log(node: exp.Expr) -> exp.Expr:
    return _spark("log10(:x)", x=node.this) if node.args.get("expression") is None else node


def _floor(node: exp.Expr) -> exp.Expr:
    """A double stays one, however large."""
    if not node.this.is_type(*_REAL):
        return node
    name = "floor" if isinstance(node, exp.Floor) else "ceil"
    return _spark(f"if(abs(:x) < 9e15, cast({name}(:x) as double), :x)", x=node.this)


def _sign(node: exp.Expr) -> exp.Expr:
    return _spark("cast(sign(:x) as tinyint)", x=node.this)


def _is_nan(node: exp.Expr) -> exp.Expr:
    return _spark("case when :x is not null then isnan(:x) end", x=node.this)


def _average(node: exp.Expr) -> exp.Expr:
    return node if node.this.is_type(*_REAL) else _spark("avg(cast(:x as double))", x=node.this)


# ---- text ----------------------------------------------------------------------------------


def _trim(node: exp.Expr) -> exp.Expr:
    if node.args.get("expression") is None:
        node.set("expression", exp.Literal.string(_BLANKS))
        node.set("position", node.args.get("position") or "BOTH")
    return node


def _pattern(node: exp.Expr) -> exp.Expr:
    pattern = node.expression
    if not pattern.is_string:
        raise _refused(node, "a pattern that is no text")
    pattern.replace(exp.Literal.string(java_pattern(pattern.name)))
    return node


def _replace_pattern(node: exp.Expr) -> exp.Expr:
    modifiers, pattern = node.args.get("modifiers"), node.expression.name
    if "g" not in (modifiers.name if modifiers else "") and not (
        pattern.startswith("^") or pattern.endswith("$")
    ):
        raise _refused(node, "replacing the first match only")
    replacement = node.args["replacement"]
    replacement.replace(exp.Literal.string(java_replacement(replacement.name)))
    node.set("modifiers", None)
    return _pattern(node)


def _lower(node: exp.Expr) -> exp.Expr:
    # letter by letter, as DuckDB does; Java knows a sigma at the end of a word
    return _spark("lower(translate(:x, 'İΣ', 'iσ'))", x=node.this)


# ---- dates ---------------------------------------------------------------------------------

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
        raise _refused(node, f"a difference in {unit}s")
    return _spark(f"({_DISTANCES[unit]})", b=node.this, a=node.expression)


def _difference(node: exp.Expr) -> exp.Expr:
    if node.this.is_type(exp.DType.DATE) and node.expression.is_type(exp.DType.DATE):
        return _spark("datediff(:b, :a)", b=node.this, a=node.expression)
    return node


def _without_zone(node: exp.Expr) -> exp.Expr:
    return exp.cast(node.copy(), exp.DataType.build("timestamp_ntz", dialect="spark"))


def _range(node: exp.Expr) -> exp.Expr:
    """All values from one up to another, which is not among them."""
    if not node.args.get("is_end_exclusive") or isinstance(node.parent, exp.Table):
        return node
    return _values_up_to(node)


def _values_up_to(node: exp.Expr) -> exp.Expr:
    start, end, step = (node.args.get(part) for part in ("start", "end", "step"))
    by = ", :step" if step is not None else ""
    text = f"if(:start < :end, filter(sequence(:start, :end{by}), x -> x < :end), array())"
    return _spark(text, start=start, end=end, step=step)


def _range_as_table(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.GenerateSeries):
        return node
    rows = _spark("(select explode(:list) as range)", list=_values_up_to(node.this))
    rows.set("alias", node.args.get("alias"))
    return rows


# ---- aggregates ----------------------------------------------------------------------------


def _extreme(node: exp.Expr) -> exp.Expr:
    """A value that is unknown is not chosen; in an order, the unknown comes last."""
    order = node.args["expression"]
    if isinstance(order, exp.Struct):
        order.set("expressions", [part for p in order.expressions for part in _unknown_last(p)])
    known = exp.Not(this=exp.Is(this=node.this.copy(), expression=exp.null()))
    if isinstance(node.this, exp.Struct):
        return node
    if isinstance(node.parent, exp.Filter):
        where = node.parent.expression
        where.set("this", exp.and_(where.this, known))
        return node
    return exp.Filter(this=node.copy(), expression=exp.Where(this=known))


def _unknown_last(part: exp.Expr) -> list[exp.Expr]:
    value = part.expression if isinstance(part, exp.PropertyEQ) else part
    name = part.name or "part"
    flag = exp.Is(this=value.copy(), expression=exp.null())
    return [exp.PropertyEQ(this=exp.to_identifier(f"{name}_unknown"), expression=flag), part]


def _quantile(node: exp.Expr) -> exp.Expr:
    shares, value = node.expression, node.this
    is_discrete = isinstance(node, exp.PercentileDisc)
    listed = shares.expressions if isinstance(shares, exp.Array) else [shares]
    found = [_one_quantile(value, share, is_discrete) for share in listed]
    return exp.Array(expressions=found) if isinstance(shares, exp.Array) else found[0]


def _one_quantile(value: exp.Expr, share: exp.Expr, is_discrete: bool) -> exp.Expr:
    if is_discrete:
        found = _spark("percentile_disc(:q) within group (order by :x)", q=share, x=value)
        return exp.cast(found, value.type.copy()) if value.type else found
    found = exp.Anonymous(this="percentile", expressions=[value.copy(), share.copy()])
    return _between(found, value)


def _median(node: exp.Expr) -> exp.Expr:
    return _between(exp.Anonymous(this="median", expressions=[node.this.copy()]), node.this)


def _between(found: exp.Expr, value: exp.Expr) -> exp.Expr:
    """What lies between two values has the type of both; between whole numbers it is a double."""
    if value.is_type(exp.DType.DECIMAL) and value.type and value.type.expressions:
        return _to_decimal(found, "cast", value.type)
    return found


# ---- shapes --------------------------------------------------------------------------------


def _bracket(node: exp.Expr) -> exp.Expr:
    """An element that is not there is unknown."""
    if isinstance(node.this, exp.Map) or node.this.is_type(exp.DType.MAP):
        return node
    (place,) = node.expressions
    if place.is_string:
        return node
    # SQLGlot counts from 0, both engines from 1
    at = place.to_py() + 1 if isinstance(place, exp.Literal | exp.Neg) else None
    next_one = exp.Literal.number(at) if at is not None else exp.Add(this=place, expression=_ONE)
    return _spark("try_element_at(:list, :at)", list=node.this, at=next_one)


def _select(node: exp.Expr) -> exp.Expr:
    """`* replace (…)` becomes the list of columns."""
    listed: list[exp.Expr] = []
    for part in node.expressions:
        star = part.this if isinstance(part, exp.Column) else part
        replaces = isinstance(star, exp.Star) and star.args.get("replace")
        if replaces and len(node.expressions) > 1:
            raise _refused(node, "a star that replaces beside other columns")
        new = {p.alias.lower(): p for p in replaces or ()}
        of = part.args.get("table") if isinstance(part, exp.Column) else None
        columns = node.meta["columns"] if replaces else ()
        listed += [new.get(c.lower()) or exp.column(c, table=of, quoted=True) for c in columns]
        listed += () if replaces else (part,)
    node.set("expressions", listed)
    return node


def _union(node: exp.Expr) -> exp.Expr:
    """Columns of the same name come together; what one side does not have is unknown there."""
    if not node.args.get("by_name"):
        return node
    sides = [node.this, node.expression]
    told = [side.meta["columns"] for side in sides]
    every = list(dict.fromkeys(name for columns in told for name in columns))
    node.set("by_name", None)
    for place, side, columns in zip(("this", "expression"), sides, told, strict=True):
        node.set(place, _with_columns(side, columns, every))
    node.meta["columns"] = every
    return node


def _with_columns(side: exp.Expr, columns: list[str], every: list[str]) -> exp.Expr:
    known = {c.lower() for c in columns}
    listed = [
        exp.column(name, quoted=True)
        if name.lower() in known
        else exp.alias_(exp.null(), name, quoted=True)
        for name in every
    ]
    rows = exp.Subquery(this=side.copy(), alias=exp.TableAlias(this=exp.to_identifier("side")))
    return exp.select(*listed).from_(rows)


def _strptime(node: exp.Expr) -> exp.Expr:
    if node.name.lower() != "try_strptime":
        return node
    value, form = node.expressions
    return exp.paren(_spark(moment_sql(form.name), value=value))


RULES: dict[type[exp.Expr], Rule] = {
    exp.Cast: _cast,
    exp.TryCast: _cast,
    exp.Div: _divide,
    exp.Round: _round,
    exp.Log: _log,
    exp.Avg: _average,
    exp.Floor: _floor,
    exp.Ceil: _floor,
    exp.Sign: _sign,
    exp.IsNan: _is_nan,
    exp.Trim: _trim,
    exp.Lower: _lower,
    exp.RegexpExtract: _pattern,
    exp.RegexpLike: _pattern,
    exp.RegexpReplace: _replace_pattern,
    exp.DateDiff: _distance,
    exp.Sub: _difference,
    exp.TimestampTrunc: _without_zone,
    exp.UnixToTime: _without_zone,
    exp.GenerateSeries: _range,
    exp.ArgMax: _extreme,
    exp.ArgMin: _extreme,
    exp.PercentileDisc: _quantile,
    exp.PercentileCont: _quantile,
    exp.Median: _median,
    exp.Bracket: _bracket,
    exp.Select: _select,
    exp.Table: _range_as_table,
    exp.Union: _union,
    exp.Anonymous: _strptime,
}
