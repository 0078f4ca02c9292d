"""Amounts and ranges of them."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from segmentry.hub.spelling.ranges import Range, written_range
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType

_SMALLEST = Decimal("0.0001")


class MoneyRange(ValueStandardiser):
    """Reads an amount, or a range of it as its middle; an open range is its lower end."""

    outputs = (
        Output("", ColumnType.MONEY),
        Output("from", ColumnType.MONEY),
        Output("to", ColumnType.MONEY),
    )
    example = ("$1M-$10M", "5500000.0000")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        found = [written_range(value, reading) for value in values]
        return {
            "": [r and _amount(_middle(r)) for r in found],
            "from": [r and _amount(r.start) for r in found],
            "to": [None if r is None or r.end is None else _amount(r.end) for r in found],
        }


def _middle(amounts: Range) -> Decimal:
    return amounts.start if amounts.end is None else (amounts.start + amounts.end) / 2


def _amount(value: Decimal) -> Decimal:
    return value.quantize(_SMALLEST, ROUND_HALF_UP)
