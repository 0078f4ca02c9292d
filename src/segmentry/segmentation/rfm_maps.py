"""Which scores make which RFM segment."""

from dataclasses import dataclass

from segmentry.segmentation.matching import Cell

Range = tuple[int, int]
_ANY = (1, 5)


@dataclass(frozen=True)
class Box:
    """A segment as ranges of scores, both ends included."""

    name: str
    rule: str
    r: Range
    f: Range
    m: Range = _ANY

    @property
    def when(self) -> str:
        ranges = {"r": self.r, "f": self.f, "m": self.m}
        return " and ".join(
            f"{score} between {low} and {high}"
            for score, (low, high) in ranges.items()
            if (low, high) != _ANY
        )

    @property
    def sentence(self) -> str:
        scores = [f"recency {_words(self.r)}", f"frequency {_words(self.f)}"]
        if self.m != _ANY:
            scores.append(f"monetary {_words(self.m)}")
        return f"{self.rule} (scores: {', '.join(scores)})"


TEN_SEGMENTS = (
    Box("Champions", "bought recently and buy the most often", (5, 5), (4, 5)),
    Box("Loyal", "buy often, and bought not long ago", (3, 4), (4, 5)),
    Box("Potential loyalists", "bought recently, and more than once", (4, 5), (2, 3)),
    Box("New", "bought recently for the first time", (5, 5), (1, 1)),
    Box("Promising", "bought fairly recently, but seldom", (4, 4), (1, 1)),
    Box("Need attention", "middling in recency and frequency", (3, 3), (3, 3)),
    Box("About to sleep", "seldom bought, and some time ago", (3, 3), (1, 2)),
    Box("Can't lose", "bought very often, but long ago", (1, 2), (5, 5)),
    Box("At risk", "bought often, but long ago", (1, 2), (3, 4)),
    Box("Hibernating", "bought seldom, and long ago", (1, 2), (1, 2)),
)
"""The common map of recency and frequency: each of the 25 cells is in exactly one segment."""

R_PACKAGE = (
    Box("Champions", "the best in all three", (4, 5), (4, 5), (4, 5)),
    Box("Loyal", "buy regularly and spend well", (2, 5), (3, 5), (3, 5)),
    Box("Potential loyalists", "recent, with room to grow", (3, 5), (1, 3), (1, 3)),
    Box("New", "bought recently for the first time", (4, 5), (1, 1), (1, 1)),
    Box("Promising", "recent, but little so far", (3, 4), (1, 1), (1, 1)),
    Box("Need attention", "middling in all three", (2, 3), (2, 3), (2, 3)),
    Box("About to sleep", "below the middle in all three", (2, 3), (1, 2), (1, 2)),
    Box("At risk", "were good, but long ago", (1, 2), (2, 5), (2, 5)),
    Box("Can't lose", "were the best, but longest ago", (1, 1), (4, 5), (4, 5)),
    Box("Hibernating", "the lowest in all three", (1, 2), (1, 2), (1, 2)),
)
"""The ranges of the R package rfm: the first that fits wins, and some cells fit none."""


MAPS = {"ten_segments": TEN_SEGMENTS, "r_package": R_PACKAGE}
OTHERS = "Others"


def cells(name: str, reason: str) -> list[Cell]:
    """The map as conditions on r, f and m; what no box holds is 'Others'."""
    found = [Cell(box.name, box.when, reason) for box in MAPS[name]]
    return found if name == "ten_segments" else [*found, Cell(OTHERS, "true", reason)]


def _words(scores: Range) -> str:
    low, high = scores
    return str(low) if low == high else f"{low} to {high}"
