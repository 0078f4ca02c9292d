"""What answers teach: how likely two clusters must be, on average, before they join.

The average log odds of the pairs between two clusters rank joins well, but even odds need not be
where people would have it, since the pairs of two clusters are not independent. So the threshold
is moved to where the answers so far are likeliest: a logistic regression with the log odds as a
fixed offset (Platt 1999 without the slope) and a prior that holds it near even odds.
"""

import math
from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.model.answers import SAME
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import in_force

SPREAD = 0.5
"""Log odds: the threshold is thought near even odds, until many answers say otherwise."""
FARTHEST = 3.0
"""Log odds: the threshold is never farther from even odds than 20 to 1, and what people say of
joins that are farther, they know from elsewhere."""
FEWEST, FEWEST_OF_A_KIND = 10, 2
"""So many joins must be answered, and so many of them with yes and with no, before the threshold
moves: who only ever merges does not say where merging ends."""
_HALVINGS = 40


def load_answered(context: RunContext) -> bool:
    """Keep `answered_pairs` (a, b, is_same) of the answers whose keys are known; False if none."""
    answers = in_force(context.answers)
    columns = [Column(n, T.TEXT, "") for n in ("account_key", "other_key")]
    values: dict[str, list[object]] = {
        "account_key": [a.account_key for a in answers],
        "other_key": [a.other_key for a in answers],
        "same": [1 if a.said == SAME else 0 for a in answers],
    }
    context.load_columns("answered_keys", [*columns, Column("same", T.INTEGER, "")], values)
    context.keep(
        "answered_pairs",
        "pairs that people answered, by number",
        """
        select least(x.id, y.id) as a, greatest(x.id, y.id) as b, max(s.same) as same
        from answered_keys as s join companies as x on x.account_key = s.account_key
        join companies as y on y.account_key = s.other_key group by 1, 2
        """,
    )
    context.engine.drop("answered_keys")
    return bool(answers)


def learn_threshold(context: RunContext) -> int:
    """Average log odds, in hundredths, above which clusters join, from `heights` of the answers."""
    found = context.query(
        "answered_joins",
        "what people said of each join, and how likely it was",
        """
        select h.place, max(h.average) as average, avg(p.same) as same
        from heights as h join answered_pairs as p on p.a = h.a and p.b = h.b
        group by h.place order by h.place
        """,
    ).to_pydict()
    near = [
        (average / 100, same)
        for average, same in zip(found["average"], found["same"], strict=True)
        if abs(average) <= 100 * FARTHEST
    ]
    kinds = [sum(same > 0.5 for _, same in near), sum(same <= 0.5 for _, same in near)]
    if len(near) < FEWEST or min(kinds) < FEWEST_OF_A_KIND:
        return 0
    return round(100 * _likeliest_line(near))


MOVED = "Answers moved the threshold"
"""How a run's note of it begins."""


def told_threshold(threshold: int) -> str:
    """The threshold in words."""
    odds = f"{math.exp(abs(threshold) / 100):.1f}"
    at = f"1 to {odds}" if threshold < 0 else f"{odds} to 1"
    return (
        f"{MOVED}: clusters of keys join from odds of {at} that they are one "
        "company, instead of even odds."
    )


def _likeliest_line(joins: Sequence[tuple[float, float]]) -> float:
    """Where the answers are likeliest; the slope of their likelihood falls with the threshold."""
    low, high, same = -FARTHEST, FARTHEST, sum(same for _, same in joins)
    for _ in range(_HALVINGS):
        threshold = (low + high) / 2
        expected = sum(1 / (1 + math.exp(threshold - odds)) for odds, _ in joins)
        low, high = (
            (threshold, high) if expected - same > threshold / SPREAD**2 else (low, threshold)
        )
    return (low + high) / 2
