"""What answers teach: how likely two clusters must be, on average, before they join.

The average log odds of the pairs between two clusters rank joins well, but even odds need not be
where people would have it, since the pairs of two clusters are not independent. So the threshold
is moved to where the answers so far are likeliest: a logistic regression with the log odds as a
fixed offset (Platt 1999 without the slope) and a prior that holds it near even odds.
"""

import math

import numpy as np
import numpy.typing as npt

from segmentry.engine.run_context import RunContext
from segmentry.model.answers import SAME
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import in_force

SPREAD = 0.5
"""Log odds: the threshold is thought near even odds, until many answers say otherwise."""
SPREAD_BY_SIZE = 0.5
"""The same for each e-fold of the pairs that a join makes. Large joins are asked about first, and
are right less often, which says nothing of small ones."""
FARTHEST = 3.0
"""Log odds: the threshold is never farther from even odds than 20 to 1, and what people say of
joins that are farther, they know from elsewhere."""
FEWEST, FEWEST_OF_A_KIND = 10, 2
"""So many joins must be answered, and so many of them with yes and with no, before the threshold
moves: who only ever merges does not say where merging ends."""
_STEPS = 30


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
        select h.place, max(h.average) as average, max(h.crossing) as crossing, avg(p.same) as same
        from heights as h join answered_pairs as p on p.a = h.a and p.b = h.b
        group by h.place order by h.place
        """,
    ).to_pydict()
    near = [
        (average / 100, math.log(crossing), same)
        for average, crossing, same in zip(
            found["average"], found["crossing"], found["same"], strict=True
        )
        if abs(average) <= 100 * FARTHEST
    ]
    kinds = [sum(same > 0.5 for *_, same in near), sum(same <= 0.5 for *_, same in near)]
    if len(near) < FEWEST or min(kinds) < FEWEST_OF_A_KIND:
        return 0
    return round(100 * _likeliest_threshold(np.array(near)))


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


def _likeliest_threshold(joins: npt.NDArray[np.float64]) -> float:
    """Where the answers are likeliest, by Newton's steps; `joins` has rows of odds, the logarithm
    of the pairs that the join makes, and the answer."""
    odds, size, same = joins.T
    told = np.stack([np.ones_like(size), size])
    stiffness = np.diag([1 / SPREAD**2, 1 / SPREAD_BY_SIZE**2])
    found = np.zeros(2)
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(found @ told - odds))
        slope = told @ (likely - same) - stiffness @ found
        bend = (told * (likely * (1 - likely))) @ told.T + stiffness
        step = np.linalg.solve(bend, slope)
        found += step / max(1.0, np.abs(step).max())  # far from the best a whole step overshoots
    return float(np.clip(found[0], -FARTHEST, FARTHEST))
