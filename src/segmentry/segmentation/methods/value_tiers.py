"""Tiers by what accounts are worth."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from segmentry.engine.sql import identifier, literal
from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.base import CutPoint, Method, Placement, Segment, nowhere
from segmentry.segmentation.matching import Cell, first_match
from segmentry.segmentation.words import clause, measured

Limits = tuple[Decimal, ...]


class ValueTiers(Method):
    """Tiers of accounts by what they are worth, the most valuable first."""

    strong: ClassVar[str] = "Puts service where the money is."
    weak: ClassVar[str] = "Looks back, or rests on a model; says nothing about why."
    use: ClassVar[str] = "Service levels and account management."
    example: ClassVar[str] = (
        "A packaging supplier gives tier A a named account manager, B an inside sales desk, "
        "C and D the web shop with chat."
    )

    variable: str = "cltv"
    """What an account is worth: any variable in numbers; historic CLTV by default."""
    tiers: tuple[str, ...] = Field(default=("A", "B", "C", "D"), min_length=2)
    """Names, the most valuable first."""
    by: Literal["accounts", "value", "amounts"] = "accounts"
    """Limits as shares of the accounts, shares of the total value, or amounts."""
    limits: tuple[Decimal, ...] = ()
    """Where each tier but the last ends. Shares add up from the top: 0.05, 0.20, 0.50 puts the
    best 5 % in the first tier, the next 15 % in the second. Amounts fall: at least 50,000, …"""

    @model_validator(mode="after")
    def _limits_fit(self) -> "ValueTiers":
        wanted = len(self.tiers) - 1
        if len(set(self.tiers)) < len(self.tiers):
            raise ValueError("two tiers have the same name")
        if len(self._limits) != wanted:
            raise ValueError(f"{len(self.tiers)} tiers need {wanted} limits")
        if self.by == "amounts":
            if any(a <= b for a, b in pairwise(self._limits)):
                raise ValueError("amounts must fall, the highest first")
        elif any(a >= b for a, b in pairwise((Decimal(0), *self._limits, Decimal(1)))):
            raise ValueError("shares must rise and lie between 0 and 1")
        return self

    @property
    def _limits(self) -> Limits:
        is_default = not self.limits and self.by != "amounts" and len(self.tiers) == 4
        return _DEFAULTS[self.by] if is_default else self.limits

    def place(self, accounts: Accounts) -> Placement:
        accounts.need_number("The method value_tiers", self.variable)
        valued = accounts.define(
            "valued",
            "accounts that are worth something; the others have no tier",
            f"select account_id, {identifier(self.variable)} as worth "
            f"from {identifier(accounts.table)} where {identifier(self.variable)} > 0",
        )
        lowest = self._lowest(accounts, valued)
        tiered = accounts.define("tiered", "the tier by value", _tiered_sql(valued, lowest))
        cells = [
            Cell(name, f"tier = {at}", self._reason(accounts, at, lowest))
            for at, name in enumerate(self.tiers, 1)
        ]
        segments, cuts = self._segments(accounts), self._cuts(accounts, tiered)
        if not cuts:
            label = accounts.variables[self.variable].label
            note = f"nobody has a tier: {label} is above 0 for no account."
            return nowhere(accounts, f"{label} is unknown or not above 0", note, segments)
        return Placement(first_match(tiered, cells), segments, cut_points=cuts)

    def _lowest(self, accounts: Accounts, valued: str) -> list[str]:
        """The lowest worth of each tier but the last, as SQL; a tier may be empty through ties."""
        if self.by == "amounts":
            return [f"{limit:f}" for limit in self._limits]
        sql = (_by_accounts if self.by == "accounts" else _by_value)(valued, self._limits)
        row = accounts.query("tier_limits", "the worth at which each tier begins", sql)
        return [_number(value) for value in row.to_pylist()[0].values()]

    def _segments(self, accounts: Accounts) -> tuple[Segment, ...]:
        label = accounts.variables[self.variable].label
        starts = (Decimal(0), *self._limits)
        return tuple(
            Segment(name, self._rule(label, at, starts)) for at, name in enumerate(self.tiers)
        )

    def _rule(self, label: str, at: int, starts: Limits) -> str:
        last = at == len(self.tiers) - 1
        if self.by == "amounts":
            return (
                f"{label} below {starts[-1]:,}" if last else f"{label} at least {starts[at + 1]:,}"
            )
        what = "accounts by" if self.by == "accounts" else "the total of"
        if last:
            return f"the rest of {what} {label}"
        first = f"the top {_percent(starts[at + 1])} of {what} {label}"
        return first if at == 0 else f"the next, up to {_percent(starts[at + 1])} of {what} {label}"

    def _reason(self, accounts: Accounts, at: int, lowest: Sequence[str]) -> str:
        """The value, and where its tier begins, or the one above the last."""
        variable = accounts.variables[self.variable]
        unit = accounts.unit(variable)
        said = clause(variable.label, "worth", variable.type, unit, first=True)
        place = min(at, len(lowest)) - 1
        if place < 0 or lowest[place] == "null":
            return said
        begins = literal(f"; tier {self.tiers[place]} begins at ")
        return f"concat({said}, {begins}, {measured(lowest[place], variable.type, unit)})"

    def _cuts(self, accounts: Accounts, tiered: str) -> tuple[CutPoint, ...]:
        rows = accounts.query(
            "tier_cut_points",
            "the limits as they turned out",
            "select tier, min(worth) as lowest, max(worth) as highest, count(*) as accounts "
            f"from {identifier(tiered)} group by tier order by tier desc",
        ).to_pylist()
        best = len(self.tiers) + 1
        return tuple(
            CutPoint(
                self.variable,
                best - r["tier"],
                float(r["lowest"]),
                float(r["highest"]),
                r["accounts"],
            )
            for r in rows
        )


_DEFAULTS: dict[str, Limits] = {
    "accounts": (Decimal("0.05"), Decimal("0.20"), Decimal("0.50")),
    "value": (Decimal("0.50"), Decimal("0.80"), Decimal("0.95")),
}


def _by_accounts(valued: str, shares: Limits) -> str:
    """An account is in a tier when fewer than that share of accounts is worth more."""
    limits = ", ".join(
        f"-quantile_disc(-worth, {share:f}) as limit_{at}" for at, share in enumerate(shares)
    )
    return f"select {limits} from {identifier(valued)}"


def _by_value(valued: str, shares: Limits) -> str:
    """An account is in a tier when those worth more make up less than that share of the total."""
    limits = ", ".join(
        f"min(worth) filter (where more < {share:f} * cast(total as double)) as limit_{at}"
        for at, share in enumerate(shares)
    )
    return (
        f"select {limits} from (select worth, sum(value) over () as total, "
        "coalesce(sum(value) over (order by worth desc rows between unbounded preceding "
        "and 1 preceding), 0) as more from (select worth, "
        "sum(cast(worth as decimal(28, 4))) as value "
        f"from {identifier(valued)} group by worth) as by_worth) as summed"
    )


def _tiered_sql(valued: str, lowest: list[str]) -> str:
    tests = " ".join(f"when worth >= {limit} then {at}" for at, limit in enumerate(lowest, 1))
    return (
        f"select account_id, worth, case {tests} else {len(lowest) + 1} end as tier "
        f"from {identifier(valued)}"
    )


def _number(value: object) -> str:
    return "null" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _percent(share: Decimal) -> str:
    return f"{share * 100:f}".rstrip("0").rstrip(".") + " %"
