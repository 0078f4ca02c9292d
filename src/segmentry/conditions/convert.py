"""From SQLGlot's tree to ours: what is not converted here is refused."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlglot import exp

from segmentry.conditions.aggregates import CONTACTS, FIGURES
from segmentry.conditions.functions import FUNCTIONS, PERIODS
from segmentry.conditions.literals import as_date
from segmentry.conditions.place import place, refusal
from segmentry.conditions.syntax import ALLOWED, read, start, too_deep
from segmentry.conditions.tree import (
    MAX_DEPTH,
    Aggregate,
    Arithmetic,
    Between,
    Call,
    Case,
    Comparison,
    In,
    IsNull,
    Like,
    Literal,
    Name,
    Node,
    Not,
    group,
    negative,
    number,
)
from segmentry.errors import UnknownName

_COMPARISONS: dict[type, str] = {
    exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">=",
}  # fmt: skip
_ARITHMETIC: dict[type, str] = {
    exp.Add: "+", exp.Sub: "-", exp.Mul: "*", exp.Div: "/", exp.Mod: "%",
}  # fmt: skip
_REFUSED: dict[type, str] = {
    exp.Select: "a subquery", exp.Subquery: "a subquery", exp.Exists: "a subquery",
    exp.Cast: "a cast", exp.TryCast: "a cast", exp.Alias: "'as'", exp.Star: "'*'",
    exp.Lambda: "a lambda", exp.JSONExtract: "a lambda or '->'", exp.Window: "a window function",
    exp.Filter: "filter (where …)", exp.Bracket: "access by [ ]", exp.Array: "a list",
    exp.Struct: "a struct", exp.Tuple: "a list in brackets", exp.Dot: "access by a dot",
    exp.Interval: "an interval", exp.Placeholder: "a parameter", exp.Parameter: "a parameter",
    exp.Distinct: "distinct", exp.Order: "order by", exp.Limit: "limit", exp.DPipe: "'||'",
    exp.Pow: "'^' or '**'", exp.IntDiv: "'//'", exp.Any: "any (…)", exp.All: "all (…)",
    exp.Null: "null", exp.Escape: "escape", exp.NullSafeEQ: "is not distinct from",
    exp.NullSafeNEQ: "is distinct from", exp.RegexpLike: "a regular expression",
    exp.BitwiseAnd: "'&'", exp.BitwiseOr: "'|'", exp.BitwiseNot: "'~'",
    exp.BitwiseLeftShift: "'<<'", exp.BitwiseRightShift: "'>>'", exp.Glob: "glob",
    exp.SimilarTo: "similar to", exp.AtTimeZone: "at time zone", exp.IgnoreNulls: "ignore nulls",
    exp.Concat: "a text straight after a text", exp.JSONExtractScalar: "'->>'",
    exp.RawString: "a text between $$", exp.ByteString: "a text with escapes",
    exp.PositionalColumn: "a column's number", exp.Collate: "collate",
    exp.Kwarg: "a named argument", exp.PropertyEQ: "a named argument",
}  # fmt: skip
_HINTS: dict[type, str] = {
    exp.Null: "Write 'is null' or 'is not null'.",
    exp.Pow: "Write power(x, y).",
    exp.IntDiv: "Write floor(x / y).",
    exp.NullSafeEQ: "Write =, or 'is null'.",
}
_MOST_DIGITS, _MOST_PLACES = 18, 9  # together within the 28 digits Decimal keeps


def parse_tree(text: str, where: str) -> Node:
    """The tree of a text; its names and types are not yet checked."""
    return _Converter(where).convert(read(text, where))


class _Converter:
    def __init__(self, where: str) -> None:
        self.where = where
        self.depth = 0
        self._around = -1

    def convert(self, node: Any) -> Node:
        while isinstance(node, exp.Paren):
            node = node.this
        if self.depth == MAX_DEPTH:
            raise too_deep(self.where, start(node))
        outer, self._around = self._around, self._at(node)
        self.depth += 1
        try:
            return self._method(node)(node)
        finally:
            self.depth -= 1
            self._around = outer

    def _at(self, node: Any) -> int:
        """Where the node begins; null, true and * do not know and take the place around them."""
        return spot if (spot := start(node)) >= 0 else self._around

    def _method(self, node: Any) -> Callable[[Any], Node]:
        kind = type(node)
        if kind in _COMPARISONS:
            return self._comparison
        if kind in _ARITHMETIC:
            return self._arithmetic
        method: Callable[[_Converter, Any], Node] = _METHODS.get(kind, _Converter._refuse)
        return lambda found: method(self, found)

    def _refuse(self, node: Any) -> Node:
        kind = type(node)
        what = _REFUSED.get(kind) or f"SQL's {kind.__name__}"
        raise refusal(
            f"{what[0].upper()}{what[1:]} is not allowed here.",
            self.where,
            self._at(node),
            _HINTS.get(kind, ALLOWED),
        )

    def _all(self, node: exp.And) -> Node:
        return self._group("all", node)

    def _any(self, node: exp.Or) -> Node:
        return self._group("any", node)

    def _group(self, kind: str, node: exp.And | exp.Or) -> Node:
        # A loop: a thousand conditions joined by `and` are a tree a thousand deep in SQLGlot.
        waiting: list[Any] = [node]
        items = []
        while waiting:
            item = waiting.pop()
            while isinstance(item, exp.Paren):
                item = item.this
            if type(item) is type(node):
                waiting += [item.expression, item.this]
            else:
                items.append(self.convert(item))
        return group(kind, tuple(items), self._at(node))

    def _not(self, node: exp.Not) -> Node:
        return Not(self.convert(node.this), at=self._at(node))

    def _comparison(self, node: Any) -> Node:
        operator = _COMPARISONS[type(node)]
        left, right = self.convert(node.this), self.convert(node.expression)
        return Comparison(operator, left, right, at=self._at(node))

    def _arithmetic(self, node: Any) -> Node:
        operator = _ARITHMETIC[type(node)]
        left, right = self.convert(node.this), self.convert(node.expression)
        return Arithmetic(operator, left, right, at=self._at(node))

    def _negative(self, node: exp.Neg) -> Node:
        return negative(self.convert(node.this), self._at(node))

    def _between(self, node: exp.Between) -> Node:
        if node.args.get("symmetric"):
            raise refusal("'symmetric' is not allowed here.", self.where, self._at(node), ALLOWED)
        parts = (self.convert(node.args[key]) for key in ("this", "low", "high"))
        return Between(*parts, at=self._at(node))

    def _in(self, node: exp.In) -> Node:
        options = node.args.get("expressions")
        if not options:
            raise refusal(
                "'in' needs values in brackets.",
                self.where,
                self._at(node),
                "Write for instance country in ('DE', 'FR'); subqueries are not allowed.",
            )
        return In(self.convert(node.this), self._many(options), at=self._at(node))

    def _like(self, node: Any) -> Node:
        pattern = node.expression
        if not (isinstance(pattern, exp.Literal) and pattern.is_string):
            raise refusal(
                "The pattern of 'like' is no text.", self.where, start(pattern),
                "Write it in quotes: name like 'Bank%'.",
            )  # fmt: skip
        if "\\" in pattern.name:
            raise refusal(
                "The pattern of 'like' holds a backslash.", self.where, start(pattern),
                "Use contains(…), starts_with(…) or ends_with(…).",
            )  # fmt: skip
        item = self.convert(node.this)
        like = Like(item, pattern.name, isinstance(node, exp.ILike), at=self._at(node))
        return Not(like, at=like.at) if node.args.get("negate") else like

    def _is(self, node: exp.Is) -> Node:
        if not isinstance(node.expression, exp.Null):
            raise refusal(
                "After 'is' only null or not null may stand.", self.where, self._at(node),
                "Write the condition itself, or put 'not' before it.",
            )  # fmt: skip
        return IsNull(self.convert(node.this), at=self._at(node))

    def _case(self, node: exp.Case) -> Node:
        branches = tuple(
            (self._when(node.this, branch.this), self.convert(branch.args["true"]))
            for branch in node.args["ifs"]
        )
        default = node.args.get("default")
        return Case(branches, self.convert(default) if default else None, at=self._at(node))

    def _when(self, subject: Any, option: Any) -> Node:
        found = self.convert(option)
        return Comparison("=", self.convert(subject), found, at=found.at) if subject else found

    def _literal(self, node: exp.Literal) -> Node:
        if node.is_string:
            return Literal(node.name, at=self._at(node))
        try:
            value = Decimal(node.name)
        except InvalidOperation:
            value = Decimal("NaN")
        places = -int(value.as_tuple().exponent) if value.is_finite() else 0
        if not value.is_finite() or value.adjusted() >= _MOST_DIGITS or places > _MOST_PLACES:
            raise refusal(
                f"The number {node.name[:40]} is too large or fine.", self.where, self._at(node),
                f"Use at most {_MOST_DIGITS} digits before and {_MOST_PLACES} after the point.",
            )  # fmt: skip
        return Literal(number(value), at=self._at(node))

    def _boolean(self, node: exp.Boolean) -> Node:
        return Literal(bool(node.this), at=self._at(node))

    def _cast(self, node: exp.Cast) -> Node:
        is_date = node.to.this is exp.DataType.Type.DATE
        if not (is_date and isinstance(node.this, exp.Literal) and node.this.is_string):
            return self._refuse(node)
        found = as_date(node.this.name)
        if found is None:
            raise refusal(
                f"'{node.this.name[:40]}' is no date.", self.where, self._at(node),
                "Write year, month and day: date '2026-01-31'.",
            )  # fmt: skip
        return Literal(found, at=self._at(node))

    def _column(self, node: exp.Column) -> Node:
        if not isinstance(node.this, exp.Identifier) or len(node.parts) > 1:
            raise refusal(
                f"'{'.'.join(p.name for p in node.parts)[:80]}': a dot or * is not allowed here.",
                self.where, self._at(node), "Write the name of the variable alone.",
            )  # fmt: skip
        if node.name.lower() == "as_of" and not node.this.args.get("quoted"):
            return Call("as_of", at=self._at(node))
        return Name(node.name, at=self._at(node), is_quoted=bool(node.this.args.get("quoted")))

    def _call(self, node: exp.Anonymous) -> Node:
        name, at = node.name.lower(), self._at(node)
        if name in FIGURES:
            return self._aggregate(name, node.expressions, at)
        if name in ("cast", "try_cast"):
            raise refusal("A cast is not allowed here.", self.where, at, ALLOWED)
        if name not in FUNCTIONS and name not in PERIODS:
            known = [*FUNCTIONS, *PERIODS, *FIGURES]
            raise UnknownName("function", node.name[:80], known, where=place(self.where, at))
        return Call(name, self._many(node.expressions), at=at)

    def _aggregate(self, name: str, arguments: list[Any], at: int) -> Node:
        if FIGURES[name].over_contacts:
            return Aggregate(name, CONTACTS, None, self._many(arguments), at=at)
        found = self._many(arguments)
        if not (found and isinstance(found[0], Name)):
            raise refusal(
                f"{name}() must begin with the table it looks at.", self.where, at,
                f"Write for instance {name}(orders, …).",
            )  # fmt: skip
        taken = 1 if name == "count" else 2
        value = found[1] if taken == 2 and len(found) > 1 else None
        return Aggregate(name, found[0].name, value, found[taken:], at=at)

    def _many(self, nodes: list[Any]) -> tuple[Node, ...]:
        return tuple(self.convert(node) for node in nodes)


_METHODS: dict[type, Callable[[_Converter, Any], Node]] = {
    exp.And: _Converter._all,
    exp.Or: _Converter._any,
    exp.Not: _Converter._not,
    exp.Neg: _Converter._negative,
    exp.Between: _Converter._between,
    exp.In: _Converter._in,
    exp.Like: _Converter._like,
    exp.ILike: _Converter._like,
    exp.Is: _Converter._is,
    exp.Case: _Converter._case,
    exp.Literal: _Converter._literal,
    exp.Boolean: _Converter._boolean,
    exp.Cast: _Converter._cast,
    exp.Column: _Converter._column,
    exp.Anonymous: _Converter._call,
}
