"""What stands out: the few sentences that a decision maker should leave with."""

from collections.abc import Iterable

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.segments import Segment, Segmentation

_WEIGHTY = 3
_LEAST_LEAD = 0.05  # a lead of a few points is chance
_LEAST_RATIO = 1.3
_BY_VALUE_ITSELF = frozenset(("value_tiers",))  # that their best tier is worth most says nothing


def find(reading: Reading) -> tuple[str, ...]:
    """Where the value lies, how it moves, which segments carry it, and who acts."""
    return (
        *_concentration(reading),
        *_movement(reading),
        *_weighty(reading),
        *_nobody_acts(reading),
    )


def _concentration(reading: Reading) -> Iterable[str]:
    totals = reading.totals
    tenth = totals.accounts // 10
    # a tenth of a handful would be a single company's figure
    if tenth < max(2, reading.facts.privacy_floor) or not totals.value or totals.value < 0:
        return
    [row] = reading.rows(
        f"select sum(value) filter (where place <= {tenth}) as top, sum(value) as whole from ("
        f"select {reading.value_sql} as value, "
        f"row_number() over (order by {reading.value_sql} desc) as place "
        f"from {Table.VARIABLE_VALUES} where {reading.value_sql} > 0) as ranked"
    )
    share = f.percent(row["top"] / row["whole"])
    yield f"The largest 10 % of the accounts bring {share} of {reading.value_whole}."


def _movement(reading: Reading) -> Iterable[str]:
    full = reading.full(reading.months)
    if len(full) < 24:
        return
    before, after = reading.over(full[-24:-12]), reading.over(full[-12:])
    change = f.change(before, after, "")
    if not change.known or before == after:
        return
    now = "" if reading.is_level else " of the last 12 full months"
    then = "a year earlier" if reading.is_level else "in the 12 before"
    figures = f"({reading.money(after)} after {reading.money(before)})"
    yield f"{reading.value_title}{now} is {_compared(change)} {then} {figures}."


def _compared(change: f.Shown) -> str:
    """-22.0 % as people say it."""
    text = change.text
    if text[0] == "×":
        return f"{text[1:].strip()} times what it was"
    return f"{text[1:]} {'higher' if text[0] == '+' else 'lower'} than"


def _weighty(reading: Reading) -> Iterable[str]:
    """The segments whose share of the value is furthest above their share of the accounts."""
    best = [(segmentation, g) for segmentation in reading.segmentations
            if (g := _heaviest(segmentation))]  # fmt: skip
    best.sort(key=lambda pair: -_lead(pair[1]))
    if not best and reading.measure and reading.segmentations:
        yield (
            f"No segment brings clearly more of {reading.value_whole} than its share of the "
            "accounts: these ways to divide them do not show where the value lies."
        )
    for segmentation, segment in best[:_WEIGHTY]:
        stats = segment.stats
        yield (
            f"“{segment.name}” brings {f.percent(stats['revenue_share'])} of {reading.value_whole} "
            f"with {f.percent(stats['account_share'])} of the accounts ({segmentation.title})."
        )


def _heaviest(segmentation: Segmentation) -> Segment | None:
    if segmentation.facts.method in _BY_VALUE_ITSELF:
        return None
    shown = [s for s in segmentation.segments if s.is_shown and s.stats["revenue_share"]]
    best = max(shown, key=lambda s: (_lead(s), -s.stats["position"]), default=None)
    return best if best and _is_clear(best) else None


def _is_clear(segment: Segment) -> bool:
    value, accounts = segment.stats["revenue_share"], segment.stats["account_share"]
    return _lead(segment) >= _LEAST_LEAD and value >= _LEAST_RATIO * accounts


def _lead(segment: Segment) -> float:
    return float(segment.stats["revenue_share"]) - float(segment.stats["account_share"])


def _nobody_acts(reading: Reading) -> Iterable[str]:
    segments = [(s.name, g.key) for s in reading.segmentations for g in s.segments if g.accounts]
    acted = {(s.segmentation, s.segment) for s in reading.facts.strategies}
    if segments and not acted.intersection(segments):
        yield "No segment has a strategy yet, so nobody acts on any of this."
