"""How old the data is on the day somebody acts on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa

from segmentry.model.tables import Table


@dataclass(frozen=True)
class SourceAge:
    """How old a source's newest row is."""

    source: str
    newest_on: date | None
    age_days: int | None
    limit_days: int
    reason: str = ""
    """Why the age is not known."""

    @property
    def is_stale(self) -> bool:
        return self.age_days is not None and self.age_days > self.limit_days

    @property
    def sentence(self) -> str:
        """How old it is, and what was agreed."""
        return (
            f"The newest row of the source '{self.source}' is of {self.newest_on}, "
            f"{self.age_days} days old; the limit is {self.limit_days} (stale_after_days)."
        )


@dataclass(frozen=True)
class Freshness:
    """The age of each source, and what speaks against acting on the last run."""

    today: date
    as_of: date
    sources: tuple[SourceAge, ...]
    objections: tuple[str, ...]

    @property
    def is_fresh(self) -> bool:
        return not self.objections


def freshness(
    query: Callable[[str], pa.Table],
    *,
    as_of: date,
    finished_on: date,
    today: date,
    limit_days: int,
    limits: Mapping[str, int],
    changed: tuple[str, ...] = (),
) -> Freshness:
    """Look at a run on a day; `limits` are those of single sources, `changed` are definitions that
    are newer than the run."""
    rows = query(
        "select source, min(value) as days, min(reason) as reason "
        f"from {Table.DATA_QUALITY} where measure = 'freshness' group by source order by source"
    ).to_pylist()
    sources = tuple(_age(row, as_of, today, limits.get(row["source"], limit_days)) for row in rows)
    objections = [s.sentence for s in sources if s.is_stale]
    if all(s.age_days is None for s in sources) and (today - finished_on).days > limit_days:
        objections.append(f"The last run was on {finished_on}, more than {limit_days} days ago.")
    objections += [f"{name} was changed after the last run." for name in changed]
    return Freshness(today, as_of, sources, tuple(objections))


def _age(row: dict[str, object], as_of: date, today: date, limit_days: int) -> SourceAge:
    source, days = str(row["source"]), row["days"]
    if not isinstance(days, float):
        return SourceAge(source, None, None, limit_days, str(row["reason"]))
    newest_on = as_of - timedelta(days=int(days))
    # seen from the day of the data or from today, whichever is later
    age = max(int(days), (today - newest_on).days)
    return SourceAge(source, newest_on, age, limit_days)
