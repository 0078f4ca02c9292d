"""Shapes: lists, ranges, stars that replace, and unions by name."""

from sqlglot import exp

from segmentry.engine.to_spark.parts import Rules, refused, spark

_ONE = exp.Literal.number(1)


def _range(node: exp.Expr) -> exp.Expr:
    """All values from one up to another, which is not among them."""
    if not node.args.get("is_end_exclusive") or isinstance(node.parent, exp.Table):
        return node
    return _values_up_to(node)


def _values_up_to(node: exp.Expr) -> exp.Expr:
    start, end, step = (node.args.get(part) for part in ("start", "end", "step"))
    by = ", :step" if step is not None else ""
    text = f"if(:start < :end, filter(sequence(:start, :end{by}), x -> x < :end), array())"
    return spark(text, start=start, end=end, step=step)


def _range_as_table(node: exp.Expr) -> exp.Expr:
    if not isinstance(node.this, exp.GenerateSeries):
        return node
    rows = spark("(select explode(:list) as range)", list=_values_up_to(node.this))
    rows.set("alias", node.args.get("alias"))
    return rows


def _bracket(node: exp.Expr) -> exp.Expr:
    """An element that is not there is unknown."""
    if isinstance(node.this, exp.Map) or node.this.is_type(exp.DType.MAP):
        return node
    (place,) = node.expressions
    if place.is_string:
        return node
    # SQLGlot counts from 0, both engines from 1
    if isinstance(place, exp.Literal | exp.Neg):
        at: exp.Expr = exp.Literal.number(int(place.to_py()) + 1)
    else:
        at = exp.Add(this=place, expression=_ONE)
    return spark("try_element_at(:list, :at)", list=node.this, at=at)


def _select(node: exp.Expr) -> exp.Expr:
    """`* replace (…)` becomes the list of columns."""
    listed: list[exp.Expr] = []
    for part in node.expressions:
        star = part.this if isinstance(part, exp.Column) else part
        replaces = isinstance(star, exp.Star) and star.args.get("replace")
        if replaces and len(node.expressions) > 1:
            raise refused(node, "a star that replaces beside other columns")
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


RULES: Rules = {
    exp.GenerateSeries: _range,
    exp.Table: _range_as_table,
    exp.Bracket: _bracket,
    exp.Select: _select,
    exp.Union: _union,
}
