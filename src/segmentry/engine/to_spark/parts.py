"""What the rules are written with: Spark's own SQL around parts of our queries."""

from collections.abc import Callable

from sqlglot import exp, parse_one

from segmentry.errors import InternalError

Rule = Callable[[exp.Expr], exp.Expr]
Rules = dict[type[exp.Expr], Rule]

WHOLE = tuple(exp.DataType.INTEGER_TYPES)
REAL = (exp.DType.DOUBLE, exp.DType.FLOAT)
TEXT = tuple(exp.DataType.TEXT_TYPES)


def spark(text: str, **parts: exp.Expr | str | None) -> exp.Expr:
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


def refused(node: exp.Expr, why: str) -> InternalError:
    return InternalError(f"A query failed: {why} is not translated: {node.sql('duckdb')}")
