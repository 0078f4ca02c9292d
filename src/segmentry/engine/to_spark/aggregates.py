"""Aggregates: which values count, in which order, and what lies between two of them."""

from sqlglot import exp

from segmentry.engine.to_spark.parts import REAL, Rules, refused, spark


def _average(node: exp.Expr) -> exp.Expr:
    return node if node.this.is_type(*REAL) else spark("avg(cast(:x as double))", x=node.this)


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
        # as a name of its own: SQLGlot would write an approximation
        exact = exp.Anonymous(this="percentile_disc", expressions=[share.copy()])
        ranked = exp.Order(expressions=[exp.Ordered(this=value.copy(), nulls_first=True)])
        found: exp.Expr = exp.WithinGroup(this=exact, expression=ranked)
        type_ = _type_of(value)
        return exp.cast(found, type_.copy()) if type_ is not None else found
    return _between("percentile", value, share.copy())


def _median(node: exp.Expr) -> exp.Expr:
    return _between("median", node.this)


def _type_of(value: exp.Expr) -> exp.DataType | None:
    type_ = value.type
    if type_ is not None and type_.is_type(exp.DType.DECIMAL) and len(type_.expressions) < 2:
        raise refused(value, "a quantile of decimals that are not cast to their places")
    return type_


def _between(name: str, value: exp.Expr, *arguments: exp.Expr) -> exp.Expr:
    """What lies between two values; of decimals it is a decimal, cut off after its last place."""
    type_ = _type_of(value)
    if type_ is None or not type_.is_type(exp.DType.DECIMAL):
        return exp.Anonymous(this=name, expressions=[value.copy(), *arguments])
    scale = int(type_.expressions[1].name)
    whole = spark(f"cast(:x * 1{'0' * scale} as double)", x=value)
    found = exp.Anonymous(this=name, expressions=[whole, *arguments])
    unit = f"0.{'0' * (scale - 1)}1BD" if scale else "1BD"
    return spark(f"cast(cast(:found as bigint) * {unit} as {type_.sql('spark')})", found=found)


RULES: Rules = {
    exp.Avg: _average,
    exp.ArgMax: _extreme,
    exp.ArgMin: _extreme,
    exp.PercentileDisc: _quantile,
    exp.PercentileCont: _quantile,
    exp.Median: _median,
}
