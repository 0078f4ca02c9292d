"""Regular expressions: from RE2's words, which DuckDB reads, to Java's, with the same matches."""

import re

_TOKEN = re.compile(r"\\[pP]\{[^}]*\}|\\x\{[^}]*\}|\\.|\[:\^?\w+:\]|\(\?[a-z]+[:)]|.", re.DOTALL)
_BLANKS = r"\t\n\f\r "
_OUTSIDE = {
    "$": r"\z",  # Java's own also matches before a last line break
    ".": r"[^\n]",
    r"\s": f"[{_BLANKS}]",
    r"\S": f"[^{_BLANKS}]",
}
_INSIDE = {"[": r"\[", "&": r"\&", r"\s": _BLANKS}


def java_pattern(pattern: str) -> str:
    """The pattern as Java reads it."""
    parts: list[str] = []
    is_class = False
    outside = {**_OUTSIDE, ".": "."} if "(?s" in pattern else _OUTSIDE
    for sign in _TOKEN.findall(pattern):
        if is_class:
            starts = parts[-1] == "[" or parts[-2:] == ["[", "^"]
            if sign == "]" and starts:  # a bracket that comes first is a sign like others
                parts.append(r"\]")
                continue
            is_class = sign != "]"
            parts.append(_INSIDE.get(sign) or _either(sign))
        else:
            is_class = sign == "["
            parts.append(outside.get(sign) or _either(sign))
    return "".join(parts)


def _either(sign: str) -> str:
    if sign.startswith("(?") and "i" in sign:
        return sign.replace("i", "iu")  # letters of all scripts have two sizes
    if sign.startswith("[:"):
        return rf"\p{{{sign[2:-2].capitalize()}}}"
    if sign[:2] in (r"\p", r"\P") and len(sign) > len(r"\p{Sc}"):
        return sign[:3] + "Is" + sign[3:]  # a script: Latin, Greek
    return sign


def java_replacement(replacement: str) -> str:
    """What takes the place of a match, as Java reads it: groups are $1, not \\1."""
    return re.sub(r"\\(\d)", r"$\1", replacement.replace("$", r"\$"))
