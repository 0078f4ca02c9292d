"""The reference plan: company size, industry and purchase behaviour crossed."""

from decimal import Decimal
from typing import ClassVar

from pydantic import Field, field_validator

from segmentry.engine.sql import identifier
from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.base import Method, Placement, Segment
from segmentry.segmentation.dimension import level_limits
from segmentry.segmentation.matching import Cell, first_match
from segmentry.segmentation.plan_cells import NAMED_CELLS, OUTSIDE, PlanCell
from segmentry.segmentation.words import joined

_Two = tuple[Decimal, Decimal]


class ReferencePlan(Method):
    """Company size x industry x purchase behaviour, with five named segments."""

    strong: ClassVar[str] = "Clear, complete, and each named cell comes with a strategy."
    weak: ClassVar[str] = "Many thin cells; most accounts may fit none of the named ones."
    use: ClassVar[str] = "A first plan for a company that sells software or services to firms."
    example: ClassVar[str] = (
        "A workflow software company gives banks with frequent large orders an account team, "
        "and technology start-ups a free trial."
    )

    frequency_levels: _Two | None = None
    """Orders in 365 days that are medium, and high; without it terciles of the buyers."""
    aov_levels: _Two | None = None
    """Average order values that are medium, and high; without it terciles of the buyers."""
    startup_employees: int = Field(default=10, ge=1)
    """A startup has at most so many employees."""
    small_employees: int = Field(default=99, ge=1)
    """A small company has at most so many; a startup is small too."""
    mid_sized_employees: int = Field(default=999, ge=1)
    """A mid-sized company has at most so many; more is large."""
    groups: int = Field(default=5, ge=0, le=50)
    """The largest groups outside the plan that are shown under their own names."""
    small_book: int = Field(default=30, ge=0)
    """With fewer accounts, groups outside the plan have no names of their own."""

    @field_validator("frequency_levels", "aov_levels")
    @classmethod
    def _rising(cls, levels: _Two | None) -> _Two | None:
        if levels and levels[0] >= levels[1]:
            raise ValueError("the limit of high must lie above the limit of medium")
        return levels

    def place(self, accounts: Accounts) -> Placement:
        accounts.need("The reference plan", "industry_group", "orders", "purchase_frequency", "aov")
        if not {"employees", "size_class"} & accounts.variables.keys():
            accounts.need("The reference plan", "employees")
        planned = accounts.keep(
            "planned",
            "size, industry and purchase behaviour of each account",
            self._planned(accounts),
        )
        cells = (*NAMED_CELLS, *self._largest_outside(accounts, planned))
        reason = _reason(accounts)
        placed = [Cell(c.name, c.when, reason) for c in cells] + [Cell(OUTSIDE, "true", reason)]
        segments = [Segment(c.name, c.rule) for c in cells]
        return Placement(
            first_match(planned, placed),
            (*segments, Segment(OUTSIDE, "everyone who fits none of the above")),
        )

    def _planned(self, accounts: Accounts) -> str:
        kept = [
            identifier(name)
            for name in ("employees", "industry_group", "purchase_frequency", "aov", "orders")
            if name in accounts.variables
        ]
        frequency = self._level(accounts, "purchase_frequency", self.frequency_levels)
        order_value = self._level(accounts, "aov", self.aov_levels)
        return (
            f"select account_id, {', '.join(kept)}, {self._size(accounts)} as size, "
            f"{frequency} as frequency_level, {order_value} as aov_level "
            f"from {identifier(accounts.table)}"
        )

    def _size(self, accounts: Accounts) -> str:
        given = "size_class" if "size_class" in accounts.variables else "cast(null as varchar)"
        if "employees" not in accounts.variables:
            return given
        return (
            f"case when employees <= {self.startup_employees} then 'startup' "
            f"when employees <= {self.small_employees} then 'small' "
            f"when employees <= {self.mid_sized_employees} then 'mid-sized' "
            f"when employees is not null then 'large' else {given} end"
        )

    def _level(self, accounts: Accounts, name: str, amounts: _Two | None) -> str:
        """Accounts without orders have no purchase behaviour and do not enter the quantiles."""
        if amounts:
            tests = [f"{name} < {limit:f}" for limit in amounts]
        else:
            limits = level_limits(accounts, name, 3, "orders > 0")
            tests = [f"{name} <= {limit}" for limit in limits]
        return (
            f"case when orders is null or orders = 0 or {name} is null then null "
            f"when {tests[0]} then 'low' when {tests[1]} then 'medium' else 'high' end"
        )

    def _largest_outside(self, accounts: Accounts, planned: str) -> tuple[PlanCell, ...]:
        inside = " or ".join(f"({cell.when})" for cell in NAMED_CELLS)
        found = accounts.query(
            "outside_the_plan",
            "the largest groups that none of the named segments holds",
            "select size, industry_group, frequency_level, aov_level, count(*) as accounts "
            f"from {identifier(planned)} where not coalesce({inside}, false) "
            "and size is not null and industry_group is not null "
            f"and (select count(*) from {identifier(planned)}) >= {self.small_book} "
            f"group by 1, 2, 3, 4 order by 5 desc, 1, 2, 3 nulls last, 4 nulls last "
            f"limit {self.groups}",
        ).to_pylist()
        return tuple(
            PlanCell.of_group(r["size"], r["industry_group"], r["frequency_level"], r["aov_level"])
            for r in found
        )


def _reason(accounts: Accounts) -> str:
    """'Purchase frequency is 3 orders a year (low), …, 120 employees (mid-sized) and …'."""

    def said(name: str, level: str, *, first: bool = False) -> str:
        value = accounts.said(accounts.variables[name], first=first)
        in_brackets = f"case when {level} is null then '' else concat(' (', {level}, ')') end"
        return f"concat({value}, {in_brackets})"

    bought = (
        f"case when frequency_level is null then 'No orders' else concat("
        f"{said('purchase_frequency', 'frequency_level', first=True)}, ', ', "
        f"{said('aov', 'aov_level')}) end"
    )
    size = "coalesce(concat('size is ', size), 'size is unknown')"
    if "employees" in accounts.variables:
        size = said("employees", "size")
    return joined([bought, size, accounts.said(accounts.variables["industry_group"])])
