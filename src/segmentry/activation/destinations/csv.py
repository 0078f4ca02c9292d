"""A CSV file of members."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from segmentry.activation.destinations.base import Member
from segmentry.activation.file_destination import FileDestination
from segmentry.activation.values import as_text


class Csv(FileDestination):
    """A CSV file that other programs read, in UTF-8 with a header."""

    delimiter: Literal[",", ";", "\t", "|"] = ","
    """Sign between the columns."""
    spreadsheet_safe: bool = True
    """Put a ' before text that a spreadsheet would run as a formula."""

    def write(
        self, path: Path, columns: tuple[str, ...], members: Iterable[Member]
    ) -> dict[str, str]:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=self.delimiter, lineterminator="\n")
            writer.writerow(columns)
            for member in members:
                writer.writerow([self._cell(member.get(name)) for name in columns])
        return {}

    def _cell(self, value: object) -> str:
        text = as_text(value)
        is_text = isinstance(value, str | list)
        return "'" + text if is_text and self.spreadsheet_safe and _FORMULA.match(text) else text


_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d .,()/-]*$)")
"""A phone number or an amount with a sign is no formula."""
