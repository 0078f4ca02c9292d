"""Head counts and ranges of them."""

import re
from collections.abc import Mapping, Sequence

from segmentry.hub.spelling.ranges import Range, written_range
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType

_PEOPLE = (
    "employees?|empl|staff|people|persons?|headcount|fte|ftes|workers|members|users|seats|"
    "mitarbeiter|mitarbeitende|beschäftigte|employés|salariés|collaborateurs|empleados|"
    "dipendenti|addetti|medewerkers|werknemers|funcionários|colaboradores|ansatte|anställda"
)
# People come whole, so a mark before three digits parts thousands in every country.
_GROUP_MARK = re.compile(r"(?<=\d)[.,](?=\d{3}(?!\d))")
# Spreadsheets turn these head-count ranges into days of the year.
_MADE_A_DATE = {
    re.compile("nov-50|50-nov", re.IGNORECASE): "11-50",
    re.compile("0?2-oct|oct-0?2|feb-10|10-feb", re.IGNORECASE): "2-10",
}


class Size(ValueStandardiser):
    """Reads a number of people, or a range of it as its middle, rounded down.

    An open range is its lower end: 1,000+ counts as 1000.
    """

    outputs = (
        Output("", ColumnType.INTEGER),
        Output("from", ColumnType.INTEGER),
        Output("to", ColumnType.INTEGER),
    )
    example = ("51-200 employees", "125")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        found = [_people(value, reading) for value in values]
        return {
            "": [r and _middle(r) for r in found],
            "from": [r and int(r.start) for r in found],
            "to": [None if r is None or r.end is None else int(r.end) for r in found],
        }


def _people(value: str, reading: Reading) -> Range | None:
    for date, size in _MADE_A_DATE.items():
        value = size if date.fullmatch(value) else value
    value = _GROUP_MARK.sub("", value)
    return written_range(value, reading, words=_PEOPLE, whole=True)


def _middle(people: Range) -> int:
    return int(people.start if people.end is None else (people.start + people.end) / 2)
