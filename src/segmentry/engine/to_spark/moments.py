"""Reads dates by DuckDB's formats on Spark, whose own formats are stricter and other."""

import re
from collections.abc import Callable
from typing import Protocol

_WIDTH = {"d": 2, "m": 2, "H": 2, "I": 2, "M": 2, "S": 2, "j": 3, "y": 2, "Y": 4, "f": 6, "g": 3}
_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_WORDS = {
    "B": _MONTHS.split(),
    "b": [name[:3] for name in _MONTHS.split()],
    "A": _DAYS.split(),
    "a": [name[:3] for name in _DAYS.split()],
    "p": ["am", "pm"],
}
_DIRECTIVE = re.compile(r"%-?(.)|(\s+)|(.)", re.DOTALL)
_SIGNS = re.compile(r"([\\^$.|?*+()\[\]{}])")


def pattern_of(form: str) -> tuple[str, str]:
    """A pattern in Java's words with a group for each directive, and the directives."""
    pattern, found = "", ""
    for directive, blanks, sign in _DIRECTIVE.findall(form):
        if directive in _WIDTH:
            # ++ and {1,n}+ give nothing back: DuckDB reads as far as it can, and does not try again
            pattern += rf"([0-9]{{1,{_WIDTH[directive]}}}+)"
            found += directive
        elif directive in _WORDS:
            pattern += f"({'|'.join(_WORDS[directive])})"
            found += directive
        else:
            pattern += r"\s+" if blanks else _SIGNS.sub(r"\\\1", directive or sign)
    return rf"(?i)^\s*{pattern}\s*\z", found


def moment_sql(form: str) -> str:
    """Spark's SQL for the moment that the text `:value` tells; null where it does not fit."""
    pattern, directives = pattern_of(form)
    shown = "'" + pattern.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def text(directive: str) -> str:
        group = directives.rindex(directive) + 1
        return f"regexp_extract(:value, {shown}, {group})"

    def number(directive: str, otherwise: str = "0") -> str:
        if directive not in directives:
            return otherwise
        return f"try_cast({text(directive)} as int)"

    seconds = number("S")
    if "f" in directives:
        seconds += f" + try_cast(rpad({text('f')}, 6, '0') as decimal(8,0)) / 1000000"
    elif "g" in directives:
        seconds += f" + try_cast(rpad({text('g')}, 3, '0') as decimal(5,0)) / 1000"
    day = f"{_year(directives, number)}, {_month(directives, text, number)}, {number('d', '1')}"
    clock = f"{_hour(directives, text, number)}, {number('M')}"
    moment = f"try_make_timestamp_ntz({day}, {clock}, cast({seconds} as decimal(16,6)))"
    if "j" not in directives:
        return moment
    return f"{moment} + interval 1 day * ({number('j')} - 1)"


class _Number(Protocol):
    """SQL for a directive as a number."""

    def __call__(self, directive: str, otherwise: str = "0") -> str: ...


_Text = Callable[[str], str]


def _year(directives: str, number: _Number) -> str:
    if "Y" in directives or "y" not in directives:
        return number("Y", "1900")
    # two digits up to 68 are of this century
    return f"if({number('y')} < 69, 2000, 1900) + {number('y')}"


def _month(directives: str, text: _Text, number: _Number) -> str:
    for directive in "Bb":
        if directive in directives:
            words = ", ".join(f"'{w}'" for w in _WORDS[directive])
            return f"nullif(array_position(array({words}), lower({text(directive)})), 0)"
    return number("m", "1")


def _hour(directives: str, text: _Text, number: _Number) -> str:
    if "I" not in directives:
        return number("H")
    late = f"if(lower({text('p')}) = 'pm', 12, 0)" if "p" in directives else "0"
    return f"if({number('I')} between 1 and 12, {number('I')} % 12 + {late}, null)"
