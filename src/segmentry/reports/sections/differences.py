"""Differences: what makes the members of a segment differ from the rest."""

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from segmentry.model.tables import Table
from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.view import Row

_SHOWN = 5
_LIMIT = 2.0


@dataclass(frozen=True)
class Difference:
    """A variable in which a segment stands out."""

    what: str
    inside: f.Shown
    outside: f.Shown
    effect: f.Shown
    interval: str
    clear: bool
    strength: str
    figure: Markup
    members: f.Shown


@dataclass(frozen=True)
class Group:
    """The strongest differences of one segment."""

    segment: str
    anchor: str
    differences: tuple[Difference, ...]
    note: str


@dataclass(frozen=True)
class Part:
    """The differences of one segmentation."""

    title: str
    anchor: str
    groups: tuple[Group, ...]


def read(reading: Reading) -> tuple[Part, ...]:
    found = by_segment(reading)
    return tuple(
        Part(
            s.title,
            f"differences-{s.name}",
            tuple(
                Group(
                    segment.name,
                    segment.anchor,
                    () if segment.small else tuple(found[s.name, segment.key]),
                    f"hidden: {reading.floor_words}" if segment.small else "nothing stands out",
                )
                for segment in s.largest
                if segment.accounts
            ),
        )
        for s in reading.segmentations
    )


def by_segment(reading: Reading) -> dict[tuple[str, str], list[Difference]]:
    """The strongest differences of every segment, without the variables that make it."""
    found: defaultdict[tuple[str, str], list[Difference]] = defaultdict(list)
    for row in reading.rows(
        f"select * from {Table.SEGMENT_DIFFERENCES} "
        f"order by segmentation, segment, rank, variable, level"
    ):
        strongest = found[row["segmentation"], row["segment"]]
        # that a segment differs in what makes it is no news; runs of old do not say what does
        if len(strongest) < _SHOWN and not row.get("defines"):
            strongest.append(_difference(reading, row))
    return found


def _difference(reading: Reading, row: Row) -> Difference:
    label, few = reading.label(row["variable"]), row["n_inside"] < reading.facts.privacy_floor
    level = f.country(row["level"]) if row["variable"] == "country" else row["level"]
    what = f"{label}: {level}" if level is not None else label
    low, high = row["effect_low"], row["effect_high"]
    inside = f.hidden(reading.floor_words) if few else _value(reading, row, row["inside"])
    clear = low is not None and high is not None and (low > 0 or high < 0)
    bounds = f"{f.signed(low)} to {f.signed(high)}" if low is not None else "interval unknown"
    effect = f.signed(row["effect"])
    return Difference(
        what=what,
        inside=inside,
        outside=_value(reading, row, row["outside"]),
        effect=effect,
        interval=bounds,
        clear=clear,
        strength=_strength(row["effect"], clear=clear),
        figure=figures.interval(row["effect"], low, high, _LIMIT, f"{effect}, {bounds}"),
        members=reading.group_size(row["n_inside"]),
    )


def _value(reading: Reading, row: Row, value: float) -> f.Shown:
    fact = reading.variables.get(row["variable"])
    if row["level"] is not None or (fact and fact["type"] == "BOOLEAN"):
        return f.percent(value)
    return reading.value(row["variable"], value)


def _strength(effect: float, *, clear: bool) -> str:
    """Words for an effect; the limits are Cohen's, the usual ones."""
    if not clear:
        return "not clear"
    size = abs(effect)
    degree = "much" if size >= 0.8 else "clearly" if size >= 0.5 else "somewhat"
    return f"{degree} {'higher' if effect > 0 else 'lower'}"
