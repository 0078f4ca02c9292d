"""Tells from its values whether a column writes 1.5 or 1,5."""

import re
from collections.abc import Sequence
from typing import Literal

_NUMBER = re.compile(r"[^\d.,]*([\d.,]*\d)[^\d.,]*")


def sniff_decimal_mark(values: Sequence[str]) -> Literal[".", ","]:
    """The decimal mark of a column: what the values themselves say, '.' when they do not."""
    votes = {".": 0, ",": 0}
    for value in values:
        if mark := _mark(value):
            votes[mark] += 1
    return "," if votes[","] > votes["."] else "."


def _mark(value: str) -> str:
    """The decimal mark that this value alone proves, or nothing."""
    found = _NUMBER.fullmatch(value.strip())
    if not found:
        return ""
    digits = found.group(1)
    dots, commas = digits.count("."), digits.count(",")
    if dots and commas:
        return "." if digits.rfind(".") > digits.rfind(",") else ","
    if dots + commas != 1:
        # 1.234.567: a mark that repeats parts thousands, so the other one is the decimal mark
        return {(True, False): ",", (False, True): "."}.get((dots > 1, commas > 1), "")
    mark = "." if dots else ","
    # 1,234 may be a thousand or one and a bit: it proves nothing
    return "" if len(digits) - digits.rfind(mark) - 1 == 3 else mark
