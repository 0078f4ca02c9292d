"""What a standardiser promises: the same value, however it was written, comes out the same.

Two roads: `SqlStandardiser` gives expressions that run in the engine on every row;
`ValueStandardiser` is Python, called once per distinct value, whose answers the hub keeps in a
dictionary table and joins. A value that cannot be understood gives None in its first output.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from segmentry.model.types import ColumnType


@dataclass(frozen=True)
class Reading:
    """How a column is to be read; what `segmentry init` sniffed or the person wrote."""

    formats: tuple[str, ...] = ()
    """Date formats in strptime's words, tried in order."""
    decimal: str = "."
    """Decimal mark of numbers and amounts: '.' or ','."""
    day_first: bool | None = None
    scale: int = 1
    """Amounts are given in thousands (1000) or millions (1000000)."""
    percent: bool = False
    """Shares are given as percentages without a sign: 25 is a quarter."""
    default_country: str = ""
    """Country for phone numbers and addresses without one, ISO alpha-2."""
    scheme: str = ""
    """Scheme of industry codes where the values do not tell: naics, sic, nace, isic."""
    reserved_domains: bool = False
    """Domains that nobody can register (.example, .test, .invalid) are taken for real."""


@dataclass(frozen=True)
class Output:
    """A column a standardiser gives, named after the field: `suffix` '' is the field itself."""

    suffix: str
    type: ColumnType


class Standardiser(ABC):
    """Understands the values of one kind of field; the file is named after the kind."""

    outputs: ClassVar[tuple[Output, ...]]
    example: ClassVar[tuple[str, str]]
    """A messy value and what its first output is, for the docs and as a test."""
    beside: ClassVar[str] = ""
    """Another field (already standardised) that helps: `country` for phones."""


class SqlStandardiser(Standardiser):
    """Gives DuckDB expressions (only functions that SQLGlot carries over to Spark)."""

    def prepared(self, value: str, reading: Reading) -> Mapping[str, str]:
        """Intermediate expressions by name that the engine shall compute once per row."""
        return {}

    def from_prepared(
        self, value: str, prepared: Mapping[str, str], reading: Reading
    ) -> Mapping[str, str]:
        """Expression per output suffix over the columns that `prepared` became, and that of the
        field `beside` under its name, where a source has it."""
        return self.expressions(value, reading)

    @abstractmethod
    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        """Expression per output suffix; `value` is an SQL expression of type VARCHAR, trimmed,
        empty strings already null."""


class ValueStandardiser(Standardiser):
    """Python, called once per distinct value."""

    @abstractmethod
    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        """One list per output suffix, as long as `values`; None where not understood."""
