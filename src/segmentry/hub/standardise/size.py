"""Head counts and ranges of them."""

from collections.abc import Mapping

from segmentry.hub.spelling.ranges import WrittenRange
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType

_PEOPLE = (
    "employees?|empl|staff|people|persons?|headcount|fte|ftes|workers|members|users|seats|"
    "mitarbeiter|mitarbeitende|beschäftigte|employés|salariés|collaborateurs|empleados|"
    "dipendenti|addetti|medewerkers|werknemers|funcionários|colaboradores|ansatte|anställda"
)
# Spreadsheets turn these head-count ranges into days of the year.
_MADE_A_DATE = {r"^(?:nov-50|50-nov)$": "11-50", r"^(?:0?2-oct|oct-0?2|feb-10|10-feb)$": "2-10"}


class Size(SqlStandardiser):
    """Reads a number of people, or a range of it as its middle, rounded down."""

    outputs = (
        Output("", ColumnType.INTEGER),
        Output("from", ColumnType.INTEGER),
        Output("to", ColumnType.INTEGER),
    )
    example = ("51-200 employees", "125")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        for date, size in _MADE_A_DATE.items():
            value = f"regexp_replace({value}, '(?i){date}', '{size}', 'g')"
        written = WrittenRange(value, reading, "decimal(18,4)", words=_PEOPLE, whole=True)
        start, end = (f"cast(floor({part}) as bigint)" for part in (written.start, written.end))
        sound = f"{end} is null or {start} <= {end}"
        middle = f"coalesce(cast(floor(({start} + {end}) / 2.0) as bigint), {start})"
        return {
            "": f"case when {sound} then {middle} end",
            "from": f"case when {sound} then {start} end",
            "to": f"case when {start} <= {end} then {end} end",
        }
