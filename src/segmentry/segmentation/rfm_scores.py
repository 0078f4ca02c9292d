"""Recency, frequency and monetary value as scores: by value, whatever the order of the rows.

An account's score is 1 + the number of cut points it has passed. Cut points are measured so that
a score of s means: at least (s - 1) / groups of the accounts have a strictly worse value. Equal
values therefore score alike, and many ties make groups of unequal size rather than arbitrary ones.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from segmentry.engine.sql import identifier

Number = int | float | Decimal
MEASURES = {"recency": "recency_days", "frequency": "frequency", "monetary": "monetary"}
SCORES = {"recency": "r", "frequency": "f", "monetary": "m"}


@dataclass(frozen=True)
class Cuts:
    """The cut points of one measure, in the order of its values, and on which side they lie.

    Of recency a point is passed by lower values (`<` or `<=`), of the others by higher ones.
    """

    points: tuple[Number, ...]
    passed: Literal["<", "<=", ">", ">="]


def spread(groups: int) -> tuple[int, ...]:
    """The scores of 1 to 5 that so many groups use: three groups score 1, 3 and 5."""
    if groups == 1:  # nobody bought anything yet
        return (1,)
    return tuple(1 + (8 * at + groups - 1) // (2 * (groups - 1)) for at in range(groups))


def quantiles_sql(table: str, groups: int) -> str:
    """The values at which a further 1 / groups of the accounts is strictly worse."""
    shares = _list(f"{at}.0 / {groups}" for at in range(1, groups))
    return (
        f"select count(*) as accounts, quantile_disc(-recency_days, {shares}) as recency, "
        f"quantile_disc(frequency, {shares}) as frequency, "
        f"quantile_disc(monetary, {shares}) as monetary from {identifier(table)}"
    )


def quantile_cuts(row: Mapping[str, Sequence[Number] | None]) -> dict[str, Cuts]:
    recency = sorted(-p for p in row["recency"] or ())
    return {
        "recency": Cuts(tuple(recency), "<"),
        "frequency": Cuts(tuple(row["frequency"] or ()), ">"),
        "monetary": Cuts(tuple(row["monetary"] or ()), ">"),
    }


def r_package_sql(table: str, groups: int) -> str:
    """Interpolated quantiles (type 7), as the R package rfm takes them."""
    shares = _list(f"{at}.0 / {groups}" for at in range(1, groups))
    parts = ", ".join(
        f"quantile_cont(cast({column} as double), {shares}) as {measure}"
        for measure, column in MEASURES.items()
    )
    return f"select count(*) as accounts, {parts} from {identifier(table)}"


def r_package_cuts(row: Mapping[str, Sequence[Number] | None]) -> dict[str, Cuts]:
    """That package adds 1 to each quantile and counts the point itself to the higher bin."""
    points = {m: tuple(float(p) + 1 for p in row[m] or ()) for m in MEASURES}
    return {
        "recency": Cuts(points["recency"], "<"),
        "frequency": Cuts(points["frequency"], ">="),
        "monetary": Cuts(points["monetary"], ">="),
    }


WAYS = {
    "ten_segments": (quantiles_sql, quantile_cuts),
    "r_package": (r_package_sql, r_package_cuts),
}
"""How each map wants the cut points measured."""


def scored_sql(table: str, cuts: Mapping[str, Cuts]) -> str:
    """Every account with its scores r, f and m."""
    scores = ", ".join(
        f"{score_sql(column, cuts[m])} as {SCORES[m]}" for m, column in MEASURES.items()
    )
    return (
        f"select account_id, recency_days, frequency, monetary, {scores} from {identifier(table)}"
    )


def score_sql(column: str, cuts: Cuts) -> str:
    """The score of a value, from the best cut point down."""
    scores = spread(len(cuts.points) + 1)
    best_first = cuts.points if cuts.passed.startswith("<") else cuts.points[::-1]
    tests = " ".join(
        f"when {column} {cuts.passed} {point} then {score}"
        for point, score in zip(best_first, scores[:0:-1], strict=True)
    )
    return f"case {tests} else {scores[0]} end" if tests else str(scores[0])


def _list(shares: object) -> str:
    return "[" + ", ".join(shares) + "]"  # type: ignore[arg-type]
