"""One variable cut into parts: by its values, by bands, or by levels of equal size."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from segmentry.engine.sql import identifier, literal
from segmentry.model.types import ColumnType
from segmentry.segmentation.accounts import Accounts, Variable

OTHER = "other"
UNKNOWN = "unknown"
_LEVELS = {2: ("low", "high"), 3: ("low", "medium", "high")}


@dataclass(frozen=True)
class Parts:
    """A dimension on the data of a run: SQL of an account's part, and the parts in order."""

    sql: str
    names: tuple[str, ...]
    rules: tuple[str, ...]
    conditions: tuple[str, ...]
    """Each part as a condition, to make a rule of it."""


class Dimension(BaseModel):
    """A variable and how it is cut."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)

    variable: str
    largest: int = Field(default=12, ge=1, le=200)
    """Values with the most accounts that stand for themselves; the rest are 'other'."""
    bands: tuple[Decimal, ...] = ()
    """Limits of bands, rising: 10, 100 makes below 10, 10 to 100, 100 and more."""
    levels: int | None = Field(default=None, ge=2, le=10)
    """So many groups of equal size, by value."""
    names: tuple[str, ...] = ()
    """Names of the bands or levels, the lowest first."""
    unknown: bool = False
    """Accounts without a value form a part of their own; otherwise they are in none."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: Any) -> Any:
        return {"variable": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _cut_one_way(self) -> "Dimension":
        check_cut(self.bands, self.levels, self.names)
        return self

    def on(self, accounts: Accounts, subject: str) -> Parts:
        """Cut the variable on the accounts in scope."""
        accounts.need_chosen(subject, self.variable)
        variable = accounts.variables[self.variable]
        if self.bands or self.levels:
            accounts.need_number(subject, self.variable)
        parts = self._parts(accounts, variable)
        if not self.unknown:
            return parts
        unknown = f"{_lower(variable.label)} {UNKNOWN}"
        return Parts(
            f"coalesce({parts.sql}, {literal(unknown)})",
            (*parts.names, unknown),
            (*parts.rules, unknown),
            (*parts.conditions, f"{variable.name} is null"),
        )

    def _parts(self, accounts: Accounts, variable: Variable) -> Parts:
        if variable.type.is_numeric:
            return (
                self._bands(accounts, variable) if self.bands else self._levels(accounts, variable)
            )
        if variable.type is ColumnType.BOOLEAN:
            return _yes_no(variable)
        return self._values(accounts, variable)

    def _values(self, accounts: Accounts, variable: Variable) -> Parts:
        value = identifier(variable.name)
        if variable.type.is_temporal:
            value = f"cast(year({value}) as varchar)"
        found = accounts.query(
            f"values_of_{variable.name}",
            "the values with the most accounts",
            f"select {value} as part, count(*) as accounts from {identifier(accounts.table)} "
            f"where {value} is not null group by 1 order by 2 desc, 1 limit {self.largest + 1}",
        )
        values = [str(part) for part in found.column("part").to_pylist()]
        names = _in_order(accounts, variable, values[: self.largest])
        rules = tuple(f"{variable.label} is {name}" for name in names)
        spoken = f"year({variable.name})" if variable.type.is_temporal else variable.name
        each = tuple(f"{spoken} = {_spoken(variable, name)}" for name in names)
        if len(values) <= self.largest:
            return Parts(value, names, rules, each)
        other = f"{OTHER} {_lower(variable.label)}"
        listed = ", ".join(literal(name) for name in names)
        not_listed = ", ".join(_spoken(variable, name) for name in names)
        return Parts(
            f"case when {value} in ({listed}) then {value} "
            f"when {value} is not null then {literal(other)} end",
            (*names, other),
            (*rules, f"{variable.label} is none of the {self.largest} largest"),
            (*each, f"{spoken} not in ({not_listed})"),
        )

    def _bands(self, accounts: Accounts, variable: Variable) -> Parts:
        unit = accounts.unit(variable)
        ranges = [f"below {self.bands[0]:,}"]
        ranges += [f"{low:,} to {high:,}" for low, high in pairwise(self.bands)]
        ranges += [f"{self.bands[-1]:,} and more"]
        rules = [f"{variable.label} {r}{' ' + unit if unit else ''}" for r in ranges]
        names = self.names or tuple(f"{_lower(variable.label)} {r}" for r in ranges)
        column = identifier(variable.name)
        tests = [f"{column} < {limit:f}" for limit in self.bands]
        limits = [f"{limit:f}" for limit in self.bands]
        spoken = _ranges(variable.name, limits, "<", ">=")
        return Parts(_steps(column, tests, names), names, tuple(rules), spoken)

    def _levels(self, accounts: Accounts, variable: Variable) -> Parts:
        levels = self.levels or 3
        names = self.names or level_names(variable.label, levels)
        column = identifier(variable.name)
        limits = level_limits(accounts, variable.name, levels)
        tests = [f"{column} <= {limit}" for limit in limits]
        rules = tuple(
            f"{variable.label}: part {at} of {levels} by value, the lowest first"
            for at in range(1, levels + 1)
        )
        spoken = _ranges(variable.name, limits, "<=", ">")
        return Parts(_steps(column, tests, names), names, rules, spoken)


def check_cut(bands: Sequence[Decimal], levels: int | None, names: Sequence[str]) -> None:
    """Bands or levels, rising, with a name for each or none."""
    if bands and levels:
        raise ValueError("give either bands or levels, not both")
    if any(a >= b for a, b in pairwise(bands)):
        raise ValueError("bands must rise from the lowest limit to the highest")
    parts = len(bands) + 1 if bands else levels or (3 if names else 0)
    if names and len(names) != parts:
        raise ValueError(f"{parts} parts need {parts} names, not {len(names)}")
    if len(set(names)) < len(names):
        raise ValueError("two parts have the same name")


def level_names(label: str, levels: int) -> tuple[str, ...]:
    words = _LEVELS.get(levels)
    if words:
        return tuple(f"{word} {_lower(label)}" for word in words)
    return tuple(f"{_lower(label)} {at} of {levels}" for at in range(1, levels + 1))


def level_limits(accounts: Accounts, name: str, levels: int, where: str = "true") -> list[str]:
    """The highest value of each level but the last, as SQL; equal values share a level."""
    column = identifier(name)
    shares = ", ".join(
        f"quantile_disc({column}, {at}.0 / {levels}) as level_{at}" for at in range(1, levels)
    )
    found = accounts.query(
        f"levels_of_{name}",
        "where one level ends and the next begins",
        f"select {shares} from {identifier(accounts.table)} where {where}",
    )
    values = found.to_pylist()[0].values()
    return ["null" if v is None else f"{Decimal(str(v)):f}" for v in values]


def _steps(column: str, tests: Sequence[str], names: Sequence[str]) -> str:
    steps = " ".join(
        f"when {test} then {literal(name)}" for test, name in zip(tests, names[:-1], strict=True)
    )
    return f"case {steps} when {column} is not null then {literal(names[-1])} end"


def _yes_no(variable: Variable) -> Parts:
    word = _lower(variable.label)
    names = (word, f"not {word}")
    column, yes, no = identifier(variable.name), literal(names[0]), literal(names[1])
    sql = f"case when {column} then {yes} when not {column} then {no} end"
    return Parts(sql, names, names, (variable.name, f"not {variable.name}"))


def _spoken(variable: Variable, value: str) -> str:
    """A value in the language of conditions."""
    return value if variable.type.is_temporal else literal(value)


def _ranges(name: str, limits: Sequence[str], below: str, above: str) -> tuple[str, ...]:
    inner = [f"{name} {above} {low} and {name} {below} {high}" for low, high in pairwise(limits)]
    return (f"{name} {below} {limits[0]}", *inner, f"{name} {above} {limits[-1]}")


def _in_order(accounts: Accounts, variable: Variable, values: list[str]) -> tuple[str, ...]:
    """Size bands from small to large; other values by the accounts that have them."""
    if variable.name != "size_class":
        return tuple(values)
    bands = [band.name for band in accounts.context.definitions.workspace.size_bands]
    return tuple(sorted(values, key=lambda v: bands.index(v) if v in bands else len(bands)))


def _lower(label: str) -> str:
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
