"""From text to SQLGlot's tree, with limits so that hostile text can neither hang nor crash."""

from typing import Any, ClassVar

from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.errors import ParseError, TokenError
from sqlglot.parsers.duckdb import DuckDBParser
from sqlglot.tokenizer_core import Token, TokenType

from segmentry.conditions.place import refusal
from segmentry.conditions.tree import MAX_DEPTH
from segmentry.errors import InvalidCondition

MAX_CHARACTERS = 20_000
MAX_NESTING = 30  # SQLGlot needs up to 25 Python frames per bracket; Python allows 1000

ALLOWED = (
    "Allowed are and, or, not, = <> < <= > >=, between, in, like, ilike, is null, + - * / %, "
    "case, brackets, texts, numbers, dates and the functions of the condition language."
)


class _Conditions(DuckDB):
    """DuckDB's grammar without its functions: each call comes through under its own name."""

    class Parser(DuckDBParser):
        FUNCTIONS: ClassVar = {}
        FUNCTION_PARSERS: ClassVar = {}
        NO_PAREN_FUNCTIONS: ClassVar = {}
        NO_PAREN_FUNCTION_PARSERS: ClassVar = {
            "CASE": DuckDBParser.NO_PAREN_FUNCTION_PARSERS["CASE"]
        }


_DIALECT = _Conditions()
_OPENING = {TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE}
_CLOSING = {TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END}


def read(text: str, where: str) -> exp.Expression:
    """SQLGlot's tree of one condition or expression."""
    tokens = tokenize(text, where)
    _check_nesting(tokens, where)
    try:
        found = _DIALECT.parser().parse_into(exp.Condition, tokens, text)
    except ParseError as error:
        raise _unreadable(text, tokens, where, error) from None
    except RecursionError:
        raise too_deep(where, 0) from None
    return _only(found, tokens, where)


def tokenize(text: str, where: str) -> list[Token]:
    if len(text) > MAX_CHARACTERS:
        raise refusal(
            f"The text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read.",
            where,
            -1,
            "Split it into several variables or segments.",
        )
    if "\0" in text:
        raise refusal("The text holds a null character.", where, text.index("\0"), "Remove it.")
    try:
        tokens = _DIALECT.tokenize(text)
    except TokenError:
        raise refusal(
            "A quote or comment is opened and never closed.", where, -1, "Close it."
        ) from None
    if not tokens:
        raise refusal("There is no condition here.", where, -1, "Write one, or write true.")
    return tokens


def too_deep(where: str, at: int) -> InvalidCondition:
    return refusal(
        f"This is nested too deeply; at most {MAX_NESTING} brackets or {MAX_DEPTH} operations may "
        "stand in each other.",
        where,
        at,
        "Take parts out into variables of their own.",
    )


def start(node: exp.Expression) -> int:
    """Where the node begins; only names and literals know, so the first of them tells."""
    spot: Any = node
    while "start" not in spot.meta:
        spot = next(iter(spot.iter_expressions()), None)
        if spot is None:
            return -1
    return int(spot.meta["start"])


def _check_nesting(tokens: list[Token], where: str) -> None:
    depth = 0
    for token in tokens:
        depth += (token.token_type in _OPENING) - (token.token_type in _CLOSING)
        if depth > MAX_NESTING:
            raise too_deep(where, token.start)


def _only(found: list[Any], tokens: list[Token], where: str) -> exp.Expression:
    semicolon = next((t for t in tokens if t.token_type is TokenType.SEMICOLON), None)
    if semicolon:
        raise refusal("';' is not allowed here.", where, semicolon.start, "Write one condition.")
    if len(found) != 1 or not isinstance(found[0], exp.Expression):
        raise refusal("There is no condition here.", where, -1, "Write one, or write true.")
    return found[0]


def _unreadable(text: str, tokens: list[Token], where: str, error: ParseError) -> InvalidCondition:
    at = _spot(text, error)
    token = next((t for t in tokens if t.end >= at), tokens[-1])
    word = text[token.start : token.end + 1]
    is_unexpected = str(error.errors[0]["description"]).startswith("Invalid expression")
    if token is tokens[-1] and not is_unexpected:
        return refusal(f"The text stops too early or in disorder at '{word}'.", where, at, ALLOWED)
    return refusal(f"'{word}' cannot stand here.", where, token.start, ALLOWED)


def _spot(text: str, error: ParseError) -> int:
    """SQLGlot tells the line and the column of the last character."""
    first = error.errors[0]
    before = text.split("\n")[: int(first["line"]) - 1]
    return sum(len(line) + 1 for line in before) + max(int(first["col"]) - 1, 0)
