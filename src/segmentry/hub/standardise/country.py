"""Countries."""

from collections.abc import Mapping, Sequence

from segmentry.hub.places.country_names import country_of
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType


class Country(ValueStandardiser):
    """Gives the ISO 3166 code of a country, from a code or its name in many languages."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("Deutschland", "DE")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        return {"": [country_of(value) for value in values]}
