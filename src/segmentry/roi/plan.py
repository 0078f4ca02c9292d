"""What can be measured of each launch: whose members, of which day, over which months."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from segmentry.engine.run_context import RunContext
from segmentry.model.plans import LaunchDefinition
from segmentry.model.tables import Table
from segmentry.roi.windows import NoWindows, Windows, windows_of


@dataclass(frozen=True)
class Plan:
    """A launch, and how it is measured; or the reason why it cannot be."""

    launch: LaunchDefinition
    cohort_on: date
    segments: tuple[str, ...]
    windows: Windows | NoWindows
    lost: tuple[tuple[str, str], ...] = ()
    """Segments that no run has known, each with what to do."""
    left_out: tuple[str, ...] = ()
    """Segments of the same segmentation that are not acted on."""

    @property
    def name(self) -> str:
        return self.launch.name

    @property
    def is_late(self) -> bool:
        """The history of memberships begins after the launch."""
        return self.cohort_on > self.launch.launched_on


@dataclass(frozen=True)
class _History:
    """What the memberships tell of a segmentation."""

    since: date
    segments: tuple[str, ...]


def plan_launches(context: RunContext, first_month: date | None) -> tuple[Plan, ...]:
    """How every launch is measured."""
    histories = _histories(context)
    launches = sorted(context.definitions.launches, key=lambda launch: launch.name)
    return tuple(_plan(launch, histories, first_month, context.as_of) for launch in launches)


def _histories(context: RunContext) -> dict[str, _History]:
    rows = context.query(
        "known_segments",
        "segments that any run has known, and since when",
        "select segmentation, segment, min(since) as since from ("
        f"select segmentation, segment, valid_from as since from {Table.MEMBERSHIPS} "
        f"union all select segmentation, segment, null from {Table.SEGMENT_STATS}) as known "
        "group by segmentation, segment order by segmentation, segment",
    ).to_pylist()
    names = dict.fromkeys(r["segmentation"] for r in rows)
    return {
        name: _history([r for r in rows if r["segmentation"] == name], context) for name in names
    }


def _history(rows: list[dict[str, object]], context: RunContext) -> _History:
    days = [d for r in rows if isinstance(d := r["since"], date)]
    return _History(min(days, default=context.as_of), tuple(str(r["segment"]) for r in rows))


def _plan(
    launch: LaunchDefinition,
    histories: Mapping[str, _History],
    first_month: date | None,
    as_of: date,
) -> Plan:
    history = histories.get(launch.segmentation)
    if history is None:
        reason = _unknown("segmentation", launch.segmentation, histories)
        return Plan(launch, launch.launched_on, (), NoWindows(reason))
    cohort_on = max(launch.launched_on, history.since)
    wanted = tuple(dict.fromkeys(launch.segments)) or history.segments
    known = tuple(s for s in wanted if s in history.segments)
    lost = tuple(
        (s, _unknown("segment", s, history.segments)) for s in wanted if s not in history.segments
    )
    windows = _windows(launch, first_month, as_of)
    if not known:
        windows = NoWindows(" ".join(reason for _, reason in lost) or "It has no segments.")
    left_out = tuple(s for s in history.segments if s not in wanted)
    return Plan(launch, cohort_on, known, windows, lost, left_out)


def _windows(
    launch: LaunchDefinition, first_month: date | None, as_of: date
) -> Windows | NoWindows:
    if first_month is None:
        return NoWindows("No source gives orders, subscriptions or deals won.")
    return windows_of(launch, first_month, as_of)


def _unknown(kind: str, name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, list(known), n=1)
    advice = f" Did you mean '{close[0]}'?" if close else ""
    return f"No run has known a {kind} called '{name}'.{advice}"
