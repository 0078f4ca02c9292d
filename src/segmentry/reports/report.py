"""Writes a run's report: one HTML file that needs nothing but a browser."""

from contextlib import suppress
from functools import cache
from importlib import resources
from pathlib import Path
from types import ModuleType

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from segmentry.errors import StorageFailed
from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.sections import (
    accounts,
    differences,
    ideal_customer,
    kpis,
    method,
    overlaps,
    overview,
    quality,
    review,
    rfm,
    roi,
    segmentations,
    strategies,
    trends,
    variables,
)
from segmentry.reports.view import RunView

_SECTIONS: dict[str, tuple[str, ModuleType]] = {
    "overview": ("Overview", overview),
    "segmentations": ("Segmentations", segmentations),
    "rfm": ("RFM map", rfm),
    "differences": ("Differences", differences),
    "overlaps": ("Overlap", overlaps),
    "trends": ("Trends", trends),
    "kpis": ("KPIs", kpis),
    "strategies": ("Strategies", strategies),
    "ideal_customer": ("Ideal customer", ideal_customer),
    "roi": ("Return", roi),
    "review": ("Review", review),
    "variables": ("Variables", variables),
    "quality": ("Data quality", quality),
    "accounts": ("Accounts", accounts),
    "method": ("Method", method),
}

_NEEDED = {
    "trends": Table.SEGMENT_MONTHS,
    "kpis": Table.KPI_VALUES,
    "strategies": Table.STRATEGIES,
    "ideal_customer": Table.IDEAL_CUSTOMERS,
    "roi": Table.LAUNCH_RETURNS,
    "review": Table.REVIEW_FINDINGS,
}
"""Tables that runs of older versions lack, by the section that tells them."""


def write_report(run: RunView, path: Path) -> Path:
    """Write the report of a run; the same run gives the same bytes."""
    page = render(run)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(page, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise StorageFailed(
            f"The report could not be written: {error.strerror or error}.",
            where=str(path),
            next_step="Choose a folder that may be written and has space.",
        ) from error
    return path


def render(run: RunView) -> str:
    """The report of a run as HTML."""
    reading = Reading(run)
    facts = run.facts
    read = {name: module.read(reading) for name, (_, module) in _SECTIONS.items()}
    # a map without scores would be a heading over nothing
    shown = [name for name in _SECTIONS if name != "rfm" or read[name]]
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            title=f"{facts.workspace}: customer segments",
            workspace=facts.workspace,
            as_of=f.day(facts.as_of),
            run_number=f.count(facts.run_number),
            product_version=facts.product_version,
            floor=reading.floor_words,
            segmentation_links=tuple((s.anchor, s.title) for s in reading.segmentations),
            sections=tuple((name, _SECTIONS[name][0]) for name in shown),
            lacking=tuple(s for s, table in _NEEDED.items() if table in facts.lacking),
            css=_css(),
            **read,
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("segmentry.reports", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        extensions=["jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _css() -> Markup:
    text = (resources.files("segmentry.reports") / "report.css").read_text("utf-8")
    return Markup(text)  # noqa: S704 - our own file
