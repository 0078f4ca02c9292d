"""Registration numbers of companies: VAT, LEI, EIN and the like."""

from collections.abc import Mapping, Sequence

from segmentry.hub.registers import registration_id
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType


class RegistrationId(ValueStandardiser):
    """Writes a registration number without blanks and marks; a wrong check digit is no number."""

    outputs = (Output("", ColumnType.TEXT),)
    example = ("USt-ID: DE 136,695 976", "DE136695976")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        return {"": [registration_id(value) for value in values]}
