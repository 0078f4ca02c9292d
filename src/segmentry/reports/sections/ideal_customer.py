"""Ideal customer: what the best customers have in common, and which others are like them."""

from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.levels import grouped, level_words
from segmentry.reports.reading import Reading
from segmentry.reports.small_groups import too_small
from segmentry.reports.view import Row

_PROSPECTS = 10
_BANDS = ((75, "75 to 100"), (50, "50 to 75"), (25, "25 to 50"), (0, "0 to 25"))


@dataclass(frozen=True)
class Level:
    """A value that sets the best customers apart."""

    variable: str
    text: str
    points: str
    is_for: bool
    of_best: f.Shown
    of_rest: f.Shown
    lift: f.Shown
    interval: str


@dataclass(frozen=True)
class Prospect:
    """An account that is no customer and like the best ones."""

    label: str
    fit: f.Shown
    reasons: str


@dataclass(frozen=True)
class Profile:
    """An ideal customer profile."""

    name: str
    reason: str
    origin: str
    start: str
    levels: tuple[Level, ...]
    silent: int
    """Variables that were compared and do not set the best apart."""
    bands: tuple[tuple[str, f.Shown, f.Shown], ...]
    """How many customers and other accounts have which fit."""
    prospects: tuple[Prospect, ...]


def read(reading: Reading) -> tuple[Profile, ...]:
    rows = reading.rows(f"select * from {Table.IDEAL_CUSTOMERS}")
    names = list(dict.fromkeys(r["name"] for r in rows))
    return tuple(_profile(reading, n, [r for r in rows if r["name"] == n]) for n in names)


def _profile(reading: Reading, name: str, rows: Sequence[Row]) -> Profile:
    fit = f"{name}_fit"
    start = next((r for r in rows if not r["variable"]), None)
    known = start is not None and start["points"] is not None and fit in reading.columns
    counting = [r for r in rows if r["variable"] and r["points"] is not None] if known else []
    silent = {r["variable"] for r in rows if r["variable"]} - {r["variable"] for r in counting}
    return Profile(
        name=f.words(name),
        reason="" if known else (start or {}).get("reason") or "no account has a fit",
        origin=rows[0]["origin"],
        start=f"{start['points']:g}" if start and known else "",
        levels=tuple(_level(reading, r) for r in counting),
        silent=len(silent),
        bands=_bands(reading, fit) if known else (),
        prospects=_prospects(reading, fit) if known else (),
    )


def _level(reading: Reading, row: Row) -> Level:
    low, high = row["lift_low"], row["lift_high"]
    written = "points by hand, too few customers to compare"
    lift, currency = row["lift"], reading.facts.currency
    return Level(
        variable=reading.label(row["variable"]),
        text=level_words(row["level"], reading.variables.get(row["variable"]), currency),
        points=f"{row['points']:+.1f}".replace("-", "\N{MINUS SIGN}"),
        is_for=row["points"] > 0,
        of_best=_share(reading, row["share_of_best"], row["n_best"], written),
        of_rest=_share(reading, row["share_of_rest"], row["n_rest"], written),
        lift=f.unknown(written) if lift is None else f.Shown(f"{lift:.2f}"),
        interval="" if None in (low, high) else f"{low:.2f} to {high:.2f}",
    )


def _share(reading: Reading, share: float | None, n: int | None, reason: str) -> f.Shown:
    """A share of a few would tell of single companies."""
    if share is None or n is None:
        return f.unknown(reason)
    if too_small(round(share * n), reading.facts.privacy_floor):
        return f.hidden(reading.floor_words)
    return f.percent(share)


def _bands(reading: Reading, fit: str) -> tuple[tuple[str, f.Shown, f.Shown], ...]:
    if "lifecycle_stage" not in reading.columns:
        return ()
    cases = " ".join(f"when {identifier(fit)} >= {low} then {low}" for low, _ in _BANDS)
    customer = "coalesce(lifecycle_stage = 'customer', false)"
    rows = reading.rows(
        f"select case {cases} end as low, count(*) filter (where {customer}) as customers, "
        f"count(*) filter (where not {customer}) as others from {Table.VARIABLE_VALUES} "
        f"where {identifier(fit)} is not null group by 1"
    )
    of_customers = {r["low"]: r["customers"] for r in rows}
    of_others = {r["low"]: r["others"] for r in rows}
    return tuple(
        (
            title,
            reading.group_size(of_customers.get(low, 0)),
            reading.group_size(of_others.get(low, 0)),
        )
        for low, title in _BANDS
    )


def _prospects(reading: Reading, fit: str) -> tuple[Prospect, ...]:
    if "lifecycle_stage" not in reading.columns:
        return ()
    rows = reading.rows(
        f"select label, {identifier(fit)} as fit, {identifier(f'{fit}_reasons')} as reasons "
        f"from {Table.VARIABLE_VALUES} where excluded is null and {identifier(fit)} >= 50 "
        f"and lifecycle_stage is distinct from {literal('customer')} "
        f"order by 2 desc, label, account_id limit {_PROSPECTS}"
    )
    return tuple(
        Prospect(r["label"], f.Shown(f"{r['fit']:.1f}"), _with_minus(grouped(r["reasons"])))
        for r in rows
    )


def _with_minus(reasons: str) -> str:
    return reasons.replace("(-", "(\N{MINUS SIGN}")
