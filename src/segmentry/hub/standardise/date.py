"""Days."""

from collections.abc import Mapping

from segmentry.hub.spelling.moments import timestamp
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Date(SqlStandardiser):
    """Reads a day in the column's formats (ISO 8601 by default); of a time its day in UTC."""

    outputs = (Output("", ColumnType.DATE),)
    example = ("2024-03-01T09:30:00Z", "2024-03-01")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        return {"": f"cast({timestamp(value, reading.formats)} as date)"}
