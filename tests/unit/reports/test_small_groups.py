"""No total less the groups shown gives away a group below the floor."""

from hypothesis import given
from hypothesis import strategies as st

from segmentry.reports.small_groups import too_small, withheld


def test_without_small_groups_nothing_is_withheld() -> None:
    assert withheld([5, 100, 0], 5) == frozenset()


def test_a_lone_small_group_takes_the_next_smallest_with_it() -> None:
    assert withheld([100, 3, 20], 5) == {1, 2}


def test_accounts_in_no_group_cover_a_small_group() -> None:
    assert withheld([100, 3, 20], 5, left_over=40) == {1}


def test_small_groups_cover_each_other() -> None:
    assert withheld([3, 4, 100], 5) == {0, 1}


@given(st.lists(st.integers(0, 40)), st.integers(1, 12), st.integers(0, 20))
def test_what_is_hidden_together_is_never_a_small_group(
    sizes: list[int], floor: int, left_over: int
) -> None:
    kept = withheld(sizes, floor, left_over)
    assert all(i in kept for i, size in enumerate(sizes) if too_small(size, floor))
    together = sum(sizes[i] for i in kept) + left_over
    shown = [size for i, size in enumerate(sizes) if i not in kept and size]
    assert not kept or together >= floor or not shown
