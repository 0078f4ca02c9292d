"""The shipped templates of strategies: one file a group of segments, one entry a segment."""

from functools import cache
from importlib.resources import files

from pydantic import model_validator
from ruamel.yaml import YAML

from segmentry.errors import UnknownName
from segmentry.model.written import Definition

FILLED = ("title", "objective", "kpi", "message", "channels", "offer", "service_level", "notes")
"""What a template can say for a strategy. Targets, owners, budgets and dates are people's."""


class StrategyTemplate(Definition):
    """What is usually done for a segment of this kind."""

    name: str
    """Name that strategies call it by."""
    method: str = ""
    """Method of the segmentations it fits."""
    segmentation: str = ""
    """Segmentation it fits, by name."""
    segment: str
    """Segment it fits."""
    title: str
    """Name for people."""
    objective: str
    """What it is to reach, in words."""
    kpi: str
    """KPI that tells whether it works."""
    message: str
    """What the segment is told."""
    channels: tuple[str, ...]
    """How it is told."""
    offer: str
    """What it is offered."""
    service_level: str
    """How it is served."""
    notes: str = ""
    """Anything else."""

    @model_validator(mode="after")
    def _fits_something(self) -> "StrategyTemplate":
        if bool(self.method) == bool(self.segmentation):
            raise ValueError("give either a method or a segmentation")
        return self

    def fits(self, segmentation: str, method: str, segment: str) -> bool:
        """Whether it is made for such a segment."""
        return self.segment == segment and (
            self.method == method or self.segmentation == segmentation
        )


@cache
def all_templates() -> tuple[StrategyTemplate, ...]:
    """Every shipped template, group by group."""
    folder = files("segmentry.strategies") / "template_files"
    texts = [f.read_text("utf-8") for f in sorted(folder.iterdir(), key=lambda f: f.name)]
    entries = [e for text in texts for e in YAML(typ="safe", pure=True).load(text).items()]
    return tuple(StrategyTemplate(name=name, **said) for name, said in entries)


def template_named(name: str, where: str = "") -> StrategyTemplate:
    """The template of that name; raises UnknownName with the nearest one."""
    known = {t.name: t for t in all_templates()}
    if name not in known:
        raise UnknownName("template of strategies", name, known, where=where)
    return known[name]


def template_for(segmentation: str, method: str, segment: str) -> StrategyTemplate | None:
    """The template made for such a segment."""
    return next((t for t in all_templates() if t.fits(segmentation, method, segment)), None)
