"""One value, or one range of values, of a variable: in words and in SQL."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from segmentry.engine.sql import identifier, literal
from segmentry.errors import InvalidDefinition
from segmentry.model.types import ColumnType

_NUMBER = r"(-?\d+(?:\.\d+)?)"
_RANGES = (
    (re.compile(rf"below {_NUMBER}"), "highest"),
    (re.compile(rf"{_NUMBER} and more"), "lowest"),
    (re.compile(rf"{_NUMBER} to below {_NUMBER}"), "both"),
)
_TRUTH = {"yes": True, "no": False}


@dataclass(frozen=True)
class Level:
    """A value of a variable, or a range: from `lowest`, up to but without `highest`."""

    variable: str
    text: str
    type: ColumnType
    lowest: float | None = None
    highest: float | None = None

    @property
    def when(self) -> str:
        """The condition in SQL."""
        name = identifier(self.variable)
        if self.type is ColumnType.BOOLEAN:
            return f"{name} = {literal(_TRUTH[self.text])}"
        if not self.type.is_numeric:
            return f"{name} = {literal(self.text)}"
        ends = ((">=", self.lowest), ("<", self.highest))
        return " and ".join(f"{name} {sign} {_told(end)}" for sign, end in ends if end is not None)


def ranges(variable: str, type_: ColumnType, edges: Sequence[float]) -> list[Level]:
    """The ranges between edges, with those below the first and from the last on."""
    if not edges:
        return []
    first, last = _told(edges[0]), _told(edges[-1])
    inner = [
        Level(variable, _between(type_, low, high), type_, low, high)
        for low, high in pairwise(edges)
    ]
    return [
        Level(variable, f"below {first}", type_, None, edges[0]),
        *inner,
        Level(variable, f"{last} and more", type_, edges[-1], None),
    ]


def read_level(variable: str, type_: ColumnType, text: str, where: str) -> Level:
    """A level as people write it."""
    if type_ is ColumnType.BOOLEAN:
        return Level(variable, _truth(variable, text, where), type_)
    if not type_.is_numeric:
        return Level(variable, text, type_)
    if type_ is ColumnType.INTEGER and (whole := re.fullmatch(r"-?\d+", text.strip())):
        return Level(variable, text, type_, float(whole[0]), float(whole[0]) + 1)
    for pattern, end in _RANGES:
        if found := pattern.fullmatch(text.strip()):
            numbers = [float(n) for n in found.groups()]
            lowest = numbers[0] if end in ("lowest", "both") else None
            return Level(variable, text, type_, lowest, None if end == "lowest" else numbers[-1])
    raise InvalidDefinition(
        f"'{text}' is no range of '{variable}', which is a number.",
        where=where,
        next_step="Write 'below 50', '50 to below 200' or '200 and more'.",
    )


def _between(type_: ColumnType, low: float, high: float) -> str:
    if type_ is ColumnType.INTEGER and high == low + 1:
        return _told(low)
    return f"{_told(low)} to below {_told(high)}"


def round_edge(value: float) -> float:
    """A limit as people would set it: two digits that count."""
    return float(f"{value:.2g}")


def _truth(variable: str, text: str, where: str) -> str:
    said = {"true": "yes", "false": "no"}.get(text.lower(), text.lower())
    if said in _TRUTH:
        return said
    raise InvalidDefinition(
        f"'{text}' is no value of '{variable}'.", where=where, next_step="Write 'yes' or 'no'."
    )


def _told(number: float) -> str:
    """Written out, never with an exponent."""
    return str(int(number)) if number == int(number) else f"{number:.10f}".rstrip("0")
