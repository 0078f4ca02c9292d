"""The cells of the reference plan."""

from dataclasses import dataclass

from segmentry.engine.sql import literal

OUTSIDE = "Not in the plan"
_SIZES = {
    "startup": ("startup",),
    "small": ("startup", "small"),
    "mid-sized": ("mid-sized",),
    "large": ("large",),
}


@dataclass(frozen=True)
class PlanCell:
    """A cell: its name, and which sizes, industry and levels are in it."""

    name: str
    sizes: tuple[str, ...]
    industry_group: str
    frequency: str | None
    aov: str | None

    @property
    def when(self) -> str:
        sizes = ", ".join(literal(size) for size in self.sizes)
        return (
            f"size in ({sizes}) and industry_group = {literal(self.industry_group)} "
            f"and {_is('frequency_level', self.frequency)} and {_is('aov_level', self.aov)}"
        )

    @property
    def rule(self) -> str:
        behaviour = (
            f"{self.frequency} purchase frequency and {self.aov} average order value"
            if self.frequency
            else "no orders"
        )
        size = " or ".join(self.sizes)
        return f"size {size}, industry group {self.industry_group}, {behaviour}"

    @classmethod
    def of_group(
        cls, size: str, industry_group: str, frequency: str | None, aov: str | None
    ) -> "PlanCell":
        """A group outside the plan, named by what it is."""
        behaviour = f"{frequency} frequency, {aov} order value" if frequency else "no orders"
        name = f"{size[:1].upper()}{size[1:]} {industry_group}, {behaviour}"
        return cls(name, (size,), industry_group, frequency, aov)


def _named(name: str, size: str, industry_group: str, level: str) -> PlanCell:
    return PlanCell(name, _SIZES[size], industry_group, level, level)


NAMED_CELLS = (
    _named("Technology startups", "startup", "technology", "low"),
    _named("Large enterprise financial services", "large", "financial services", "high"),
    _named("Mid-sized healthcare", "mid-sized", "healthcare", "medium"),
    _named("Small retail", "small", "retail", "low"),
    _named("Large enterprise technology", "large", "technology", "high"),
)


def _is(column: str, level: str | None) -> str:
    return f"{column} is null" if level is None else f"{column} = {literal(level)}"
