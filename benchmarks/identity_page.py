"""The figures of identity resolution as a page."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass

from identity_over_time import Grown
from identity_scoring import Score


@dataclass(frozen=True)
class Measured:
    """One way to match one set; without a score where it did not come to an end."""

    set: str
    peer: str
    way: str
    seconds: float
    cpu_seconds: float
    peak_gb: float
    failure: str = ""
    score: dict[str, float] | None = None


def page(every: Sequence[Measured], grown: Sequence[Grown]) -> str:
    """All that was measured."""
    lines = [
        "# Matching companies, side by side",
        "",
        "Written by `make bench only=identity` (`benchmarks/identity.py`): one run each. Pairs are counted",
        "after transitive closure. The peers get the same normalised columns (GoldenMatch and Segmentry the",
        "names as written, Segmentry the source files as they are). No matcher gets labels but those whose",
        "row says *60 answers*: yes or no of the truth to sixty pairs that the matcher asks about. Seconds of",
        "Segmentry are of its whole run, all ten stages; with answers, of seven. Of Splink all thresholds are",
        "told; *with Splink's scores* is Segmentry with `matcher: splink`. Groups: pairs of one group",
        "together; where a matcher tells no groups, by its clusters. *Relatives* are pairs of parent,",
        "subsidiary or branch that were merged.",
        f"Machine: {platform.machine()}, {os.cpu_count()} cores, with other work beside it.",
    ]
    for name in dict.fromkeys(m.set for m in every):
        lines += ["", f"## {name}", "", _HEADER, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"]
        lines += [row(m) for m in every if m.set == name]
    if grown:
        lines += ["", "## Ids over time", "", *_OVER_TIME, _IDS_HEADER, "|---" + "|--:" * 8 + "|"]
        lines += [row_over_time(g) for g in grown]
    return "\n".join(lines) + "\n"


_HEADER = (
    "| matcher | precision | recall | F1 | B-cubed | relatives | groups F1 | seconds | CPU s | GB |"
)
_OVER_TIME = (
    "A first run without some of the records, drawn by the hash of their keys; a second with all.",
    "*By smallest*: the same accounts, were each named after its smallest key. *For nothing*: accounts of",
    "the very same keys with another id. *Nowhere*: ids that do not resolve to a living one.",
    "",
)
_IDS_HEADER = "| set | known | new | ids changed | by smallest | for nothing | nowhere | first run s | second run s |"


def row(measured: Measured) -> str:
    cost = f"{measured.seconds:,.1f} | {measured.cpu_seconds:,.1f} | {measured.peak_gb:.1f} |"
    if measured.score is None:
        return f"| {measured.way}: {measured.failure} | | | | | | | {cost}"
    s = Score(**measured.score)  # type: ignore[arg-type]
    found = f"{s.precision:.3f} | {s.recall:.3f} | **{s.f1:.3f}** | {s.b_cubed:.3f}"
    return f"| {measured.way} | {found} | {s.relatives_merged:,} | {s.group_f1:.3f} | {cost}"


def row_over_time(grown: Grown) -> str:
    s = grown.stability
    ids = f"**{s.changed:.2%}** | {s.changed_by_smallest:.2%} | {s.changed_for_nothing} | {s.leading_nowhere}"
    cost = f"{grown.first_seconds:,.1f} | {grown.second_seconds:,.1f}"
    return f"| {grown.set} | {grown.known:,} | {grown.new:,} | {ids} | {cost} |"
