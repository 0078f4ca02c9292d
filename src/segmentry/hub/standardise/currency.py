"""Currencies."""

from collections.abc import Mapping, Sequence

from segmentry.hub.places.currency_names import currency_of
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType


class Currency(ValueStandardiser):
    """Gives the ISO 4217 code of a currency, from a code, sign or name.

    A sign that several countries share is read as that of the column's default country, else as
    the most traded currency: $ is USD, £ is GBP, ¥ is JPY.
    """

    outputs = (Output("", ColumnType.TEXT),)
    example = ("€", "EUR")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        return {"": [currency_of(value, reading.default_country) for value in values]}
