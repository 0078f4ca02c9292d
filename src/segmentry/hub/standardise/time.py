"""Points in time."""

from collections.abc import Mapping

from segmentry.hub.spelling.moments import timestamp
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class Time(SqlStandardiser):
    """Reads a point in time in the column's formats and gives it in UTC; ISO 8601 by default."""

    outputs = (Output("", ColumnType.TIME),)
    example = ("2024-03-01T09:30:00+01:00", "2024-03-01 08:30:00")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        return {"": timestamp(value, reading.formats)}
