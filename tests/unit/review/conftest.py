"""Segments and their history as earlier stages would have written them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from segmentry.model.definitions import SegmentationDefinition

AS_OF = date(2026, 6, 30)
BEFORE = "2026-03-31"


def accounts(count: int, of: str = "a") -> list[str]:
    return [f"{of}{at:03}" for at in range(count)]


@pytest.fixture
def book(bench: Callable[..., Any]) -> Callable[..., Any]:
    """Makes a bench: `book(memberships)`, each (segment, account, from, to)."""

    def make(
        memberships: Sequence[tuple[str, str, str, str | None]],
        *,
        method: str = "rules",
        stats: str = "",
        names: Sequence[str] = (),
    ) -> Any:
        known = list(dict.fromkeys([*(m[1] for m in memberships), *names]))
        made = bench(
            " union all ".join(f"select '{a}' as account_id, 10.0 as net_revenue" for a in known),
            [SegmentationDefinition(name="plan", method=method, version="v1")],
            as_of=AS_OF,
        )
        made.feed("memberships", " union all ".join(
            f"select 'plan' as segmentation, '{s}' as segment, '{a}' as account_id, 'v1' as "
            f"definition_version, date '{since}' as valid_from, "
            f"{f'date {until!r}' if until else 'cast(null as date)'} as valid_to, 'so' as reason"
            for s, a, since, until in memberships))  # fmt: skip
        made.feed("segment_stats", stats or _stats(memberships))
        return made

    return make


def _stats(memberships: Sequence[tuple[str, str, str, str | None]]) -> str:
    """The figures that follow from the memberships."""
    now, before = str(AS_OF), [m for m in memberships if m[2] < str(AS_OF)]
    names = list(dict.fromkeys(m[0] for m in memberships))
    rows = []
    for at, name in enumerate(names, 1):
        own = {m[1] for m in memberships if m[0] == name and m[3] is None}
        old = {m[1] for m in before if m[0] == name and m[3] in (None, now)}
        rows.append(segment(name, len(own), at, joined=len(own - old), left=len(old - own)))
    return " union all ".join(rows)


def segment(
    name: str,
    size: int,
    position: int = 1,
    *,
    share: float = 0.2,
    revenue_share: float = 0.05,
    joined: int = 0,
    left: int = 0,
) -> str:
    return (
        f"select 'plan' as segmentation, '{name}' as segment, {position} as position, "
        f"'rules' as method, cast({size} as bigint) as accounts, "
        f"cast({share} as double) as account_share, 'net_revenue' as measure, "
        f"cast({revenue_share} as double) as revenue_share, cast({joined} as bigint) as joined, "
        f'cast({left} as bigint) as "left"'
    )
