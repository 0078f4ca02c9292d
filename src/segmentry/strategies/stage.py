"""The stage: every segment with what is done for it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress

from segmentry.engine.run_context import RunContext
from segmentry.errors import UnknownName
from segmentry.model.plans import StrategyDefinition
from segmentry.model.tables import Table
from segmentry.strategies.faults import faults
from segmentry.strategies.filling import filled
from segmentry.strategies.templates import FILLED, template_for

Row = dict[str, object]
_SAID = (*FILLED, "status", "target", "by", "owner", "budget", "start", "end")


def run(context: RunContext) -> None:
    """Write STRATEGIES: segments in their order, then strategies whose segment is gone."""
    context.say("Looking at what is done for each segment")
    segments = _segments(context)
    problems = _problems(context, segments)
    rows = [row for segment in segments for row in _of_segment(context, segment, problems)]
    known = {(s["segmentation"], s["segment"]) for s in segments}
    rows += [
        _strategy(s, None, problems)
        for s in context.definitions.strategies
        if (s.segmentation, s.segment) not in known
    ]
    context.write_rows(Table.STRATEGIES, "the segments and what is done for them", rows)


def _segments(context: RunContext) -> Sequence[Mapping[str, object]]:
    rows: list[dict[str, object]] = context.query(
        "segments_to_act_on",
        "every segment with its size",
        f"select segmentation, segment, method, accounts from {Table.SEGMENT_STATS} "
        "order by segmentation, position",
    ).to_pylist()
    return rows


def _problems(context: RunContext, segments: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """What is wrong with each strategy; said in the notes of the run as well."""
    names = [d.name for d in context.definitions.segmentations]
    by_segmentation = {
        n: [str(s["segment"]) for s in segments if s["segmentation"] == n] for n in names
    }
    problems: dict[str, str] = {}
    for strategy in context.definitions.strategies:
        found = list(faults(strategy, names, by_segmentation))
        if found:
            problems[strategy.name] = " ".join(f"{e.what} {e.next_step}".strip() for e in found)
        context.notes.extend(f"Strategy '{strategy.name}': {e}" for e in found)
    return problems


def _of_segment(
    context: RunContext, segment: Mapping[str, object], problems: Mapping[str, str]
) -> Iterator[Row]:
    place = (segment["segmentation"], segment["segment"])
    acting = [s for s in context.definitions.strategies if (s.segmentation, s.segment) == place]
    if not acting:
        yield _nobody(segment)
    for strategy in acting:
        yield _strategy(strategy, segment["accounts"], problems)


def _nobody(segment: Mapping[str, object]) -> Row:
    """A segment that nobody acts on, with what its template proposes."""
    name, method = str(segment["segmentation"]), str(segment["method"])
    row: Row = {
        "segmentation": name,
        "segment": segment["segment"],
        "accounts": segment["accounts"],
        "is_template": False,
    }
    template = template_for(name, method, str(segment["segment"]))
    if template is None:
        return row
    said = {n: getattr(template, n) for n in FILLED}
    return {**row, **_written(said), "template": template.name, "is_template": True}


def _strategy(strategy: StrategyDefinition, accounts: object, problems: Mapping[str, str]) -> Row:
    whole = strategy
    with suppress(UnknownName):  # told as a problem
        whole = filled(strategy)
    return {
        "segmentation": strategy.segmentation,
        "segment": strategy.segment,
        "strategy": strategy.name,
        **_written({n: getattr(whole, n) for n in _SAID}),
        "template": strategy.template or None,
        "accounts": accounts,
        "is_template": False,
        "problem": problems.get(strategy.name),
    }


def _written(said: Mapping[str, object]) -> Row:
    """As the table keeps it: lists in one text, nothing said is no value."""
    listed = {n: ", ".join(v) if isinstance(v, tuple) else v for n, v in said.items()}
    return {n: None if v == "" else v for n, v in listed.items()}
