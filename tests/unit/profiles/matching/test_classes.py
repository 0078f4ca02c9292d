"""The model: what patterns of evidence say, learnt without labels, sane where little is told."""

from collections.abc import Sequence

import numpy as np
import pytest

from segmentry.profiles.matching.classes import _KNOWN, ONE, Population, learn, log_odds
from segmentry.profiles.matching.levels import FIELDS, UNTOLD

TOLD = {"name": 1.0, "place": 0.9, "phone": 0.8, "domain": 0.7, "registration": 0.3, "people": 0.2}
FIRMS = Population(keys=3_000, within_systems=0.4, told=TOLD)

NAMES = Population(keys=2_000, within_systems=1.0, told=dict.fromkeys(TOLD, 0.0) | {"name": 1.0})
"""A list of names and nothing else."""


def pattern(**said: str) -> tuple[str, ...]:
    return tuple(said.get(f, "other" if f == "system" else UNTOLD) for f in FIELDS)


# pairs as they come out of blocks: matches, firms of one group, neighbours, namesakes
SEEN = {
    pattern(name="same", place="address", phone="same", domain="same"): 600,
    pattern(name="near rare", place="address", phone="same"): 150,
    pattern(name="same", place="address", phone="other"): 80,
    pattern(name="some known", place="other city", phone="other", domain="same"): 120,
    pattern(name="other", place="address", phone="other", domain="other"): 300,
    pattern(name="some usual", place="city, other", phone="other", domain="other"): 9_000,
    pattern(name="other", place="other city", phone="other", domain="other"): 4_000,
    pattern(name="some usual", place="other city", phone="other"): 7_000,
}


def odds(
    patterns: Sequence[tuple[str, ...]],
    seen: dict[tuple[str, ...], int] = SEEN,
    among: Population = FIRMS,
) -> list[float]:
    """Log odds of patterns that are met once, beside those that were seen."""
    counts = seen | {p: seen.get(p, 1) for p in patterns}
    found = log_odds(list(counts), list(counts.values()), among).one
    told = dict(zip(counts, found.tolist(), strict=True))
    return [told[p] for p in patterns]


def test_matches_are_told_from_relatives_neighbours_and_strangers() -> None:
    told = odds(list(SEEN))
    assert [o > 0 for o in told] == [True, True, True, *[False] * 5]


@pytest.mark.parametrize(
    ("field", "more", "less"),
    [
        ("name", "same", "near rare"),
        ("name", "near rare", "some rare"),
        ("name", "near rare", "other"),
        ("name", "part rare", "other"),
        ("name", "part rare", "part usual"),
        ("phone", "same", "other"),
        ("people", "same", "other"),
        ("domain", "same", "same, many"),
        ("domain", "same, many", "other"),
        ("registration", "same", "other"),
        ("place", "address", "post, other"),
        ("place", "address", "other city"),
    ],
)
def test_more_agreement_says_more(field: str, more: str, less: str) -> None:
    base = {"name": "near rare", "place": "postal code", "phone": "same"}
    first, second = odds([pattern(**(base | {field: level})) for level in (more, less)])
    assert first > second


def test_nothing_told_lies_between_agreement_and_contradiction() -> None:
    for field in ("phone", "domain", "registration"):
        base = {"name": "near rare", "place": "address"}
        told = odds([pattern(**base, **{field: level}) for level in ("same", UNTOLD, "other")])
        assert told == sorted(told, reverse=True)


def test_another_register_number_outweighs_a_name_and_a_place() -> None:
    same = {"name": "same", "place": "city"}
    apart, joined = odds([pattern(**same, registration="other"), pattern(**same)])
    assert apart < 0 < joined


def test_a_register_number_alone_joins() -> None:
    two = Population(
        keys=2, within_systems=0.0, told=dict.fromkeys(TOLD, 0.0) | {"registration": 1}
    )
    assert odds([pattern(registration="same")])[0] > 0
    assert log_odds([pattern(registration="same")], [1], two).one[0] > 0


def test_a_building_is_no_company() -> None:
    together = odds([pattern(name="other", place="address"),
                     pattern(name="other", place="address", phone="same, many"),
                     pattern(name="other", phone="same, many", domain="same, many")])  # fmt: skip
    assert max(together) < 0


def test_a_list_of_names_joins_the_same_names_and_no_others() -> None:
    kinds = ("same", "near rare", "some known", "some usual", "other")
    seen = {pattern(system="same", name=kind): n
            for kind, n in zip(kinds, (300, 80, 900, 5_000, 700), strict=True)}  # fmt: skip
    told = odds(list(seen), seen, NAMES)
    assert told[0] > 0
    assert max(told[2:]) < 0


def test_a_list_without_any_match_makes_none() -> None:
    kinds = {"some known": 900, "some usual": 5_000, "other": 700}
    seen = {pattern(system="same", name=kind): n for kind, n in kinds.items()}
    assert max(odds(list(seen), seen, NAMES)) < 0


def test_nothing_seen_gives_nothing() -> None:
    assert log_odds([], [], FIRMS).one.shape == (0,)


def test_the_order_of_patterns_changes_nothing() -> None:
    patterns, counts = list(SEEN), list(SEEN.values())
    forth = log_odds(patterns, counts, FIRMS).one
    back = log_odds(patterns[::-1], counts[::-1], FIRMS).one[::-1]
    assert np.allclose(forth, back, rtol=0, atol=1e-6)


def test_odds_are_numbers_in_every_extreme() -> None:
    for keys, within, told in [(1, 0.0, 0.0), (2, 1.0, 1.0), (10**9, 0.5, 0.5)]:
        among = Population(keys, within, dict.fromkeys(TOLD, told))
        every = [pattern(**{f: level}) for f, levels in _KNOWN.items() for level in levels]
        assert np.isfinite(log_odds(every, [1] * len(every), among)).all()


def test_what_is_known_beforehand_are_shares() -> None:
    for levels in _KNOWN.values():
        totals = np.array(list(levels.values())).sum(axis=0)
        assert np.allclose(totals, 1, atol=0.05)


def _of_accounts(near: int, some: int) -> dict[tuple[str, ...], int]:
    """Pairs of accounts in three lands whose names are alike by chance, and some relatives."""
    shares = {("other", "other"): 0.49, ("other", UNTOLD): 0.21, (UNTOLD, "other"): 0.21,
              (UNTOLD, UNTOLD): 0.09}  # fmt: skip
    seen = {
        pattern(system=UNTOLD, name=name, place=place, phone=phone, domain=domain):
            round(pairs * of_place * share)
        for name, pairs in (("near known", near), ("some known", some))
        for place, of_place in (("other land", 0.6), ("other city", 0.25), ("other", 0.15))
        for (phone, domain), share in shares.items()
    }  # fmt: skip
    group = pattern(system=UNTOLD, name="part rare", place="other city", domain="same, few")
    return seen | {group: 20_000}


def test_very_many_names_alike_by_chance_are_not_taken_for_one_company() -> None:
    told = TOLD | {"phone": 0.7, "domain": 0.7}
    keys = learn(
        [pattern(name="same", place="address", phone="same", domain="same"),
         pattern(name="some known", place="other land", phone="other", domain="other")],
        [400_000, 3_000_000],
        Population(1_000_000, 0.25, told),
    )  # fmt: skip
    seen = _of_accounts(near=400_000, some=3_000_000)
    patterns, counts = list(seen), list(seen.values())
    accounts = Population(530_000, 0.0, told)
    alone = learn(patterns, counts, accounts).log_odds(patterns).group
    learnt = learn(patterns, counts, accounts, one=keys)
    assert learnt.shares["name", "near known"][ONE] == keys.shares["name", "near known"][ONE]
    held = learnt.log_odds(patterns).group
    by_chance = [p[FIELDS.index("name")] == "near known" for p in patterns]
    assert max(alone[by_chance]) < 0  # since one company is seldom at home in two places
    assert max(held[by_chance]) < -3
    assert held[patterns.index(pattern(system=UNTOLD, name="part rare", place="other city",
                                       domain="same, few"))] > 5  # fmt: skip


def test_names_that_are_alike_join_nothing_across_countries() -> None:
    """Where names are dense, very many are one letter from another firm's."""
    told = TOLD | {"domain": 0.3, "phone": 0.0, "registration": 0.0, "people": 0.0}
    alike = pattern(system="same", name="near rare", place="other land")
    seen = {
        pattern(system="same", name="same", place="address"): 2_500,
        alike: 30_000,
        pattern(system="same", name="near rare", place="city, other"): 6_000,
        pattern(system="same", name="some usual", place="other land"): 200_000,
    }
    among = Population(25_000, 1.0, told)
    assert odds([alike], seen, among)[0] < -2
    assert odds([pattern(system="same", name="same", place="address")], seen, among)[0] > 5
