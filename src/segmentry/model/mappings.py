"""What the columns of a source mean: the words of `tables:` in its file."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from segmentry.model.written import Definition

Form = Literal["", "salesforce_id", "minor_units", "first_of_list", "person", "hashed", "content"]


class Mark(Definition):
    """A column that tells a field's value by itself, before the field's own column is asked."""

    column: str
    """Column that is looked at."""
    values: tuple[str, ...] = ("true", "1", "yes")
    """Values that count; capitals do not matter."""
    means: str
    """What the field then is, for instance won."""

    _words = field_validator("values", mode="before")(lambda given: _as_texts(given))


class LeaveOut(Definition):
    """Rows that are set aside by what a column says: deleted ones, tests, duplicates."""

    column: str
    """Column that is looked at."""
    values: tuple[str, ...] = ()
    """Rows with one of these values are set aside; capitals do not matter."""
    keep: tuple[str, ...] = ()
    """Only rows with one of these values, or none, are kept."""
    newest_by: tuple[str, ...] = ()
    """Of rows with the same value only the newest is kept: the latest by these columns."""
    rule: str = Field(default="left_out", pattern="^[a-z][a-z0-9_]*$")
    """Name of the rule, as `segmentry rejects` and `allow` say it."""
    reason: str = "the source's definition leaves such rows out"
    """Why, in words."""
    told: bool = True
    """Whether such rows are shown as set aside; not where another table takes them."""

    _words = field_validator("values", "keep", mode="before")(lambda given: _as_texts(given))

    @model_validator(mode="after")
    def _one_way(self) -> "LeaveOut":
        if sum(map(bool, (self.values, self.keep, self.newest_by))) != 1:
            raise ValueError("give either values, keep or newest_by")
        if self.newest_by and not self.told:
            raise ValueError("rows left out by newest_by are always told")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        return (self.column, *self.newest_by)


class FieldChange(Definition):
    """What a file says of a field in addition to its preset."""

    column: str | None = None
    """Column of the source."""
    constant: str | int | float | bool | None = None
    """The same value for every row, instead of a column."""
    otherwise: tuple[str, ...] = ()
    """Further columns, in this order, for rows where the column is empty."""
    joined: tuple[str, ...] = ()
    """Columns whose values are put behind it: keys that are made of several parts."""
    part: str = ""
    """Name of the value inside a column that holds JSON objects."""
    form: Form = ""
    """How values are written: `salesforce_id` in 15 or 18 letters, `minor_units` as cents,
    `first_of_list` as a;b. `person` hides e-mail addresses and `hashed` all values of a key;
    `content` makes a key of what the column and those of `joined` say, where there are no ids."""
    marks: tuple[Mark, ...] = ()
    """Columns that tell the value by themselves; the first that does counts."""
    formats: tuple[str, ...] = ()
    """Date formats in strptime's words, tried in order."""
    decimal: Literal[".", ","] = "."
    """Decimal mark of numbers and amounts."""
    scale: int = Field(default=1, ge=1)
    """Amounts are given in thousands (1000) or millions (1000000)."""
    percent: bool = False
    """Shares are given as percentages without a sign: 25 is a quarter."""
    scheme: str = ""
    """Scheme of industry codes where they do not tell: naics, sic, nace or isic."""
    values: dict[str, str] = Field(default_factory=dict)
    """What the source's values mean in ours, for instance `Closed Won: won`; empty for nothing."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        return {"column": given} if isinstance(given, str) else given

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that it names."""
        marks = tuple(m.column for m in self.marks)
        return tuple(filter(None, (self.column, *self.otherwise, *self.joined, *marks)))


class FieldMapping(FieldChange):
    """Where a field of a standard table comes from, and how it is to be read."""

    @model_validator(mode="after")
    def _column_or_constant(self) -> "FieldMapping":
        if (self.column is None) == (self.constant is None):
            raise ValueError("give either a column or a constant")
        return self


class TableChange(Definition):
    """What a file says of a standard table in addition to its preset."""

    fields: Mapping[str, FieldChange | None] = Field(default_factory=dict)
    """Our field, then where it comes from; `~` for a field of the preset that is not wanted."""
    attributes: dict[str, str] = Field(default_factory=dict)
    """Further columns of a company kept under a name of your own: `name: column`."""
    one_row_per_key: bool = False
    """Many rows tell about one company: the last known value of each field counts."""
    allow: tuple[str, ...] = ()
    """Checks that are switched off, for instance `zero_price`."""
    leave_out: tuple[LeaveOut, ...] = ()
    """Rows that are set aside by what a column says."""


class TableMapping(TableChange):
    """How a source fills one standard table."""

    fields: Mapping[str, FieldMapping]
    """Our field, then where it comes from."""


def _as_texts(given: Any) -> Any:
    """YAML reads true and 1 as other things than text."""
    if not isinstance(given, list | tuple):
        return given
    return tuple(str(v).lower() if isinstance(v, bool) else str(v) for v in given)
