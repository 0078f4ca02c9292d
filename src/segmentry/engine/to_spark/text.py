"""Text: blanks, small letters, and regular expressions."""

from sqlglot import exp

from segmentry.engine.to_spark.parts import Rules, refused, spark
from segmentry.engine.to_spark.patterns import java_pattern, java_replacement

_BLANKS = " \u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))


def _trim(node: exp.Expr) -> exp.Expr:
    if node.args.get("expression") is None:
        node.set("expression", exp.Literal.string(_BLANKS))
        node.set("position", node.args.get("position") or "BOTH")
    return node


def _pattern(node: exp.Expr) -> exp.Expr:
    pattern = node.expression
    if not pattern.is_string:
        raise refused(node, "a pattern that is no text")
    pattern.replace(exp.Literal.string(java_pattern(pattern.name)))
    return node


def _replace_pattern(node: exp.Expr) -> exp.Expr:
    modifiers, pattern = node.args.get("modifiers"), node.expression.name
    if "g" not in (modifiers.name if modifiers else "") and not (
        pattern.startswith("^") or pattern.endswith("$")
    ):
        raise refused(node, "replacing the first match only")
    replacement = node.args["replacement"]
    replacement.replace(exp.Literal.string(java_replacement(replacement.name)))
    node.set("modifiers", None)
    return _pattern(node)


def _lower(node: exp.Expr) -> exp.Expr:
    # letter by letter, as DuckDB does; Java knows a sigma at the end of a word
    return spark("lower(translate(:x, 'İΣ', 'iσ'))", x=node.this)


RULES: Rules = {
    exp.Trim: _trim,
    exp.Lower: _lower,
    exp.RegexpExtract: _pattern,
    exp.RegexpLike: _pattern,
    exp.RegexpReplace: _replace_pattern,
}
