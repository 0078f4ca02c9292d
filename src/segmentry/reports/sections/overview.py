"""Overview: how large the book is, where it comes from, and what to look at first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from segmentry.model.tables import Table
from segmentry.reports import figures
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.view import Row

_TITLES = {
    "stale_data": "The data is old",
    "under_segmentation": "A segment hides strong differences",
    "over_segmentation": "Too many or too small segments",
    "demographics_only": "Built on demographics alone",
    "many_undecided": "Many accounts could not be decided",
    "low_coverage": "A variable is known for few accounts",
    "unmatched_list_rows": "Rows of a list found no account",
    "empty_segment": "A segment without members",
    "small_group": "A group too small to show",
}
_FIRST = 12
_MONTHS_SHOWN = 36


@dataclass(frozen=True)
class Tile:
    """One figure, large."""

    name: str
    value: f.Shown
    note: str = ""


@dataclass(frozen=True)
class Warned:
    """A warning in words."""

    title: str
    subject: str
    message: str


@dataclass(frozen=True)
class Overview:
    """The first page."""

    tiles: tuple[Tile, ...]
    findings: tuple[str, ...]
    warnings: tuple[Warned, ...]
    more_warnings: tuple[Warned, ...]
    trend: Markup
    trend_note: str
    years: tuple[tuple[str, f.Shown, f.Shown, f.Shown], ...]
    sources: tuple[tuple[str, str, str], ...]
    excluded: tuple[tuple[str, f.Shown], ...]


def read(reading: Reading) -> Overview:
    warnings = warned(reading)
    return Overview(
        tiles=_tiles(reading),
        findings=tuple(_findings(reading)),
        warnings=warnings[:_FIRST],
        more_warnings=warnings[_FIRST:],
        trend=_trend(reading),
        trend_note=_trend_note(reading),
        years=_years(reading),
        sources=tuple((s.name, s.plugin, s.detail) for s in reading.facts.sources),
        excluded=_excluded(reading),
    )


def warned(reading: Reading) -> tuple[Warned, ...]:
    """All warnings, the most urgent kinds first."""
    rows = reading.rows(
        f"select code, subject, message from {Table.WARNINGS} order by code, subject, message"
    )
    order = {code: place for place, code in enumerate(_TITLES)}
    rows.sort(key=lambda row: order.get(row["code"], -1))
    return tuple(
        Warned(
            _TITLES.get(r["code"], f.words(r["code"])),
            _subject(reading, r["subject"]),
            _message(reading, r),
        )
        for r in rows
    )


def _message(reading: Reading, row: Row) -> str:
    if row["code"] != "small_group":
        return str(row["message"])
    # the run's own words give the size, which the report must not
    return (
        f"It has {reading.floor_words}, so its figures are hidden here. Widen its rule, or merge "
        "it with one that you would treat alike."
    )


def _subject(reading: Reading, subject: str) -> str:
    """A segmentation, a variable or a source; or one of the first with a part of it."""
    first, colon, rest = subject.partition(": ")
    if known := reading.segmentation(first):
        return f"{known.title}: {_subject(reading, rest)}" if colon else known.title
    return reading.label(subject) if subject in reading.variables else subject


def _tiles(reading: Reading) -> tuple[Tile, ...]:
    totals, months = reading.totals, reading.months
    out = totals.accounts - totals.in_scope
    period = f"{f.month(months[0]['month'])} to {f.month(months[-1]['month'])}" if months else ""
    revenue = totals.revenue if months else None
    tiles = [
        Tile("Accounts", f.count(totals.accounts), f"{out:,} kept out of segments" if out else ""),
        Tile("Net revenue", reading.money(revenue, "no source gives orders"), period),
        Tile("Orders", f.short(totals.orders if months else None, "no source gives orders")),
        Tile("Average order", _average_order(reading), "net revenue / orders"),
    ]
    if months and (recurring := months[-1]["recurring"]):
        tiles.append(
            Tile(
                "Recurring revenue",
                reading.money(recurring),
                f"a month, on 1 {f.month(months[-1]['month'])}",
            )
        )
    return tuple(tiles)


def _average_order(reading: Reading) -> f.Shown:
    totals = reading.totals
    if not totals.orders:
        return f.unknown("there are no orders")
    return reading.money(totals.revenue / totals.orders)


def _findings(reading: Reading) -> list[str]:
    totals = reading.totals
    # a tenth of a handful would be a single company's figure
    many = totals.accounts >= 10 * max(2, reading.facts.privacy_floor)
    found = [_concentration(reading)] if many and totals.revenue > 0 else []
    for segmentation in reading.segmentations:
        shown = [s for s in segmentation.largest if not s.withheld and not s.small]
        if shown and shown[0].stats["revenue_share"]:
            stats = shown[0].stats
            found.append(
                f"{segmentation.title}: “{shown[0].name}” brings "
                f"{f.percent(stats['revenue_share'])} of revenue with "
                f"{f.percent(stats['account_share'])} of the accounts."
            )
    return found


def _concentration(reading: Reading) -> str:
    [row] = reading.rows(
        f"with spent as ({reading.spent}), "
        f"ranked as (select revenue, "
        f"row_number() over (order by revenue desc, account_id) as place "
        f"from spent where revenue > 0) "
        f"select sum(revenue) filter (where place <= {reading.totals.accounts // 10}) as top, "
        f"sum(revenue) as whole from ranked"
    )
    return (
        f"The largest 10 % of the accounts bring {f.percent(row['top'] / row['whole'])} of revenue."
    )


def _trend(reading: Reading) -> Markup:
    months = reading.months[-_MONTHS_SHOWN:]
    values = [float(m["revenue"]) for m in months]
    label = f"Net revenue by month, {_trend_note(reading)}"
    return figures.columns(
        values,
        ticks([m["month"] for m in months]),
        reading.money,
        label,
        partial=reading.last_month_is_partial,
    )


def ticks(months: Sequence[date], wanted: int = 8) -> list[str]:
    """Names for some of the months: the last always, and others at even distance."""
    every = max(1, -(-len(months) // wanted))
    last = len(months) - 1
    return [f.month(m) if (last - i) % every == 0 else "" for i, m in enumerate(months)]


def _trend_note(reading: Reading) -> str:
    months = reading.months[-_MONTHS_SHOWN:]
    if not months:
        return "no source gives orders"
    best = max(months, key=lambda m: (m["revenue"], m["month"]))
    note = f"highest in {f.month(best['month'])} with {reading.money(best['revenue'])}"
    if reading.last_month_is_partial:
        open_month = f.month(months[-1]["month"])
        note += f"; {open_month} (outlined) was not over on {f.day(reading.facts.as_of)}"
    return note


def _years(reading: Reading) -> tuple[tuple[str, f.Shown, f.Shown, f.Shown], ...]:
    """The last twelve full months beside the twelve before."""
    full = reading.months[:-1] if reading.last_month_is_partial else reading.months
    if len(full) < 24:
        return ()
    before, after = full[-24:-12], full[-12:]

    def line(name: str, measure: str) -> tuple[str, f.Shown, f.Shown, f.Shown]:
        a, b = (sum(m[measure] for m in part) for part in (before, after))
        show = reading.money if measure == "revenue" else f.short
        return name, show(a), show(b), f.change(a, b, "nothing in the year before")

    return (line("Net revenue", "revenue"), line("Orders", "orders"))


def _excluded(reading: Reading) -> tuple[tuple[str, f.Shown], ...]:
    rows = reading.rows(
        f"select excluded, count(*) as accounts from {Table.PROFILES} "
        f"where excluded is not null group by excluded order by accounts desc, excluded"
    )
    return tuple((f.words(r["excluded"]), reading.group_size(r["accounts"])) for r in rows)
