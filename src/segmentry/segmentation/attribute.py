"""Methods that divide by what is known of an account: its place, size, industry, behaviour …"""

from decimal import Decimal
from typing import ClassVar

from pydantic import Field, field_validator, model_validator

from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.base import Method, Placement
from segmentry.segmentation.crossing import cross
from segmentry.segmentation.dimension import Dimension, check_cut


class AttributeMethod(Method):
    """Divides by one variable, or by the combinations of a few."""

    usual: ClassVar[tuple[str, ...]]
    """The variables that are used when the definition names none."""

    by: tuple[str, ...] = ()
    """One variable or a few; without it the usual one of this method."""
    largest: int = Field(default=12, ge=1, le=200)
    """Values with the most accounts that stand for themselves; the rest are 'other'."""
    bands: tuple[Decimal, ...] = ()
    """For one variable in numbers: limits of bands, rising."""
    levels: int | None = Field(default=None, ge=2, le=10)
    """For variables in numbers: so many groups of equal size, by value; three by default."""
    names: tuple[str, ...] = ()
    """Names of the bands or levels of one variable, the lowest first."""
    unknown: bool = False
    """Accounts without a value form a segment of their own; otherwise they are in none."""

    @field_validator("by", mode="before")
    @classmethod
    def _one_or_more(cls, given: object) -> object:
        return (given,) if isinstance(given, str) else given

    @model_validator(mode="after")
    def _bands_of_one(self) -> "AttributeMethod":
        check_cut(self.bands, self.levels, self.names)
        if len(self._by) > 1 and (self.bands or self.names):
            raise ValueError("bands and names fit one variable; use the method grid for several")
        return self

    @property
    def _by(self) -> tuple[str, ...]:
        return self.by or self.usual

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return tuple(self._dimension(name) for name in self._by)

    def place(self, accounts: Accounts) -> Placement:
        return cross(accounts, [self._fitting(accounts, d) for d in self.dimensions], self._subject)

    @property
    def _subject(self) -> str:
        return f"The method {type(self).__module__.rpartition('.')[2]}"

    def _dimension(self, name: str) -> Dimension:
        return Dimension(
            variable=name,
            largest=self.largest,
            bands=self.bands,
            levels=self.levels,
            names=self.names,
            unknown=self.unknown,
        )

    @staticmethod
    def _fitting(accounts: Accounts, dimension: Dimension) -> Dimension:
        """Levels go for the numbers among several variables; words keep their values."""
        variable = accounts.variables.get(dimension.variable)
        if dimension.levels and variable and not variable.type.is_numeric:
            return dimension.model_copy(update={"levels": None})
        return dimension
