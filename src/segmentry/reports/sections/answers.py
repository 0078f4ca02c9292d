"""What everybody asks first: what should be done next, was it worth it, are we where we meant."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.launches import Launch, launches_of
from segmentry.reports.reading import Reading
from segmentry.reports.sections import kpis, review, roi

_SHOWN = 4
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[\"'A-Z0-9])")


@dataclass(frozen=True)
class Task:
    """A finding that waits for a decision, in a sentence."""

    subject: str
    sentence: str
    proposal: str


@dataclass(frozen=True)
class Worth:
    """What one launch brought."""

    title: str
    anchor: str
    verdict: str
    told: str


@dataclass(frozen=True)
class Answers:
    """The lists, and what to say where one is empty."""

    tasks: tuple[Task, ...]
    undecided: int
    acted_on: str
    worth: tuple[Worth, ...]
    targets: tuple[kpis.Target, ...]


def read(reading: Reading) -> Answers:
    found = review.read(reading)
    is_open = [one for one in found.found if not one.decided and one.message]
    pages = zip(launches_of(reading.run), roi.read(reading), strict=True)
    return Answers(
        tuple(_task(one) for one in _one_of_each(is_open)),
        found.undecided,
        _acted_on(reading),
        tuple(_worth(launch, page) for launch, page in pages),
        kpis.read(reading).targets[:_SHOWN],
    )


def _one_of_each(found: Iterable[review.Found]) -> list[review.Found]:
    """The most urgent of each kind: ten like ones would hide the others."""
    first: dict[str, review.Found] = {}
    for one in found:
        first.setdefault(one.kind, one)
    return list(first.values())[:_SHOWN]


def _task(found: review.Found) -> Task:
    subject = found.where or "All accounts"
    return Task(subject, _SENTENCE.split(found.message)[0], found.proposal)


def _acted_on(reading: Reading) -> str:
    rows = reading.rows(f"select segmentation, segment, strategy from {Table.STRATEGIES}")
    acted = {(r["segmentation"], r["segment"]) for r in rows if r["strategy"]}
    if not acted:
        return "Nobody acts on any segment yet."
    count = f.counted(len(acted), "segment")
    return f"{count} {'has' if len(acted) == 1 else 'have'} a strategy."


def _worth(launch: Launch, page: roi.LaunchPage) -> Worth:
    whole = page.whole
    if not (whole.gain.known and whole.gain_interval.known):
        return Worth(page.title, page.anchor, "Not known", page.reason or whole.gain.detail)
    told = f"{whole.gain} of revenue over {page.months} ({whole.gain_interval})"
    if whole.back.known:
        told += f" for {whole.cost}: a return of {whole.back}"
    verdict = launch.whole.verdict
    if verdict.reason:
        told += f"; {verdict.reason}"
    return Worth(page.title, page.anchor, verdict.word, f"{told}.")
