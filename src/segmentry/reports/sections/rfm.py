"""RFM map: recency against frequency, with the segments that lie there."""

from collections import defaultdict
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.segments import WITHHELD
from segmentry.reports.small_groups import too_small, withheld
from segmentry.reports.view import Row

_SHADES = 6
_MEASURES = {
    "recency": ("Recency", "days since the last order"),
    "frequency": ("Frequency", "orders"),
    "monetary": ("Monetary value", "revenue"),
}


@dataclass(frozen=True)
class Cell:
    """The accounts with one recency and one frequency score."""

    segment: str
    accounts: f.Shown
    revenue_share: f.Shown
    shade: int


@dataclass(frozen=True)
class Cuts:
    """How a measure is cut into scores."""

    measure: str
    meaning: str
    scores: tuple[tuple[int, str, f.Shown], ...]


@dataclass(frozen=True)
class Map:
    """The map of one segmentation."""

    title: str
    anchor: str
    frequencies: tuple[int, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    cuts: tuple[Cuts, ...]
    note: str


def read(reading: Reading) -> tuple[Map, ...]:
    cells: defaultdict[str, dict[tuple[int, int], Row]] = defaultdict(dict)
    for row in reading.rows(_CELLS):
        cells[row["segmentation"]][row["r"], row["f"]] = row
    cuts = _cuts(reading)
    return tuple(_map(reading, name, cells[name], cuts[name]) for name in sorted(cells))


_CELLS = f"""
    with placed as (
        select s.segmentation, s.r, s.f, m.segment, count(*) as accounts, sum(s.monetary) as revenue
        from {Table.RFM_SCORES} as s
        left join (
            select segmentation, segment, account_id from {Table.MEMBERSHIPS}
            where valid_to is null
                and segmentation in (select distinct segmentation from {Table.CUT_POINTS})
        ) as m on m.segmentation = s.segmentation and m.account_id = s.account_id
        group by s.segmentation, s.r, s.f, m.segment
    ), ranked as (
        select *, row_number() over (
            partition by segmentation, r, f order by accounts desc, segment nulls last) as place
        from placed
    )
    select segmentation, r, f, cast(sum(accounts) as bigint) as accounts, sum(revenue) as revenue,
        max(segment) filter (where place = 1) as segment, count(segment) as segments
    from ranked group by segmentation, r, f order by segmentation, r, f
"""


def _map(
    reading: Reading, name: str, cells: dict[tuple[int, int], Row], cuts: tuple[Cuts, ...]
) -> Map:
    top = max(5, *(max(place) for place in cells))
    scores = range(1, top + 1)
    known = reading.segmentation(name)
    places = [(r, fr) for r in reversed(scores) for fr in scores]
    sizes = [cells[p]["accounts"] if p in cells else 0 for p in places]
    kept = withheld(sizes, reading.facts.privacy_floor)
    whole, most = float(sum(c["revenue"] for c in cells.values())), max(sizes)
    shown = {
        place: _cell(reading, cells.get(place), whole, most, withheld=i in kept)
        for i, place in enumerate(places)
    }
    return Map(
        title=known.title if known else f.words(name),
        anchor=f"rfm-{name}",
        frequencies=tuple(scores),
        rows=tuple((r, tuple(shown[r, fr] for fr in scores)) for r in reversed(scores)),
        cuts=cuts,
        note=_note(sum(too_small(s, reading.facts.privacy_floor) for s in sizes), len(kept)),
    )


def _note(small: int, kept: int) -> str:
    if not small:
        return ""
    note = f"The figures of {f.counted(small, 'small cell')} are hidden"
    return (
        f"{note}, and those of {kept - small} more, from which they could be worked out."
        if (kept > small)
        else f"{note}."
    )


def _cell(reading: Reading, row: Row | None, whole: float, most: int, *, withheld: bool) -> Cell:
    if row is None:
        return Cell("", f.Shown("–"), f.Shown(""), 0)
    share = float(row["revenue"]) / whole if whole > 0 else None
    few = too_small(row["accounts"], reading.facts.privacy_floor)
    more = f" +{row['segments'] - 1}" if row["segments"] > 1 else ""
    return Cell(
        segment=(row["segment"] or "in no segment") + more,
        accounts=reading.group_size(row["accounts"]),
        revenue_share=f.hidden(reading.floor_words if few else WITHHELD)
        if withheld
        else f.percent(share, "nothing to divide by"),
        shade=1 if few else max(1, round(_SHADES * row["accounts"] / most)),
    )


def _cuts(reading: Reading) -> dict[str, tuple[Cuts, ...]]:
    found: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in reading.rows(
        f"select * from {Table.CUT_POINTS} order by segmentation, measure, score desc"
    ):
        found[row["segmentation"]][row["measure"]].append(row)
    order = list(_MEASURES)
    return defaultdict(
        tuple,
        {
            name: tuple(
                _cut(reading, measure, measures[measure])
                for measure in order + sorted(measures.keys() - set(order))
                if measure in measures
            )
            for name, measures in found.items()
        },
    )


def _cut(reading: Reading, measure: str, rows: list[Row]) -> Cuts:
    name, meaning = _MEASURES.get(measure, (f.words(measure), ""))

    def show(value: float) -> str:
        return str(reading.money(value) if measure == "monetary" else f.count(value))

    def between(row: Row) -> str:
        low, high = show(row["lowest"]), show(row["highest"])
        return low if low == high else f"{low} to {high}"

    scores = tuple((r["score"], between(r), reading.group_size(r["accounts"])) for r in rows)
    return Cuts(name, meaning, scores)
