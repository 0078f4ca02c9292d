"""Which groups are too small to show, and which others must stay hidden with them."""

from collections.abc import Sequence

TELLS_ANOTHER = "a smaller group could be worked out from it"
"""Why a group that is large enough stays hidden."""


def too_small(accounts: int, floor: int) -> bool:
    """Whether a group has members, but fewer than may be shown."""
    return 0 < accounts < floor


def withheld(sizes: Sequence[int], floor: int, left_over: int = 0) -> frozenset[int]:
    """Positions whose sums stay hidden.

    A total less the groups shown gives away what is hidden. So what is hidden together, with
    the accounts in no group, is never fewer accounts than the floor.
    """
    small = [i for i, size in enumerate(sizes) if too_small(size, floor)]
    if not small:
        return frozenset()
    rest = sorted((size, i) for i, size in enumerate(sizes) if size >= floor)
    together = left_over + sum(sizes[i] for i in small)
    if together < floor and rest:
        small.append(rest[0][1])
    return frozenset(small)
