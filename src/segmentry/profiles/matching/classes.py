"""The model: two keys are one company, kin, alike by chance, neighbours or strangers.

Fellegi and Sunter (1969) weigh evidence by how often it agrees among matches and among the rest;
the shares are learnt without labels by expectation maximisation (Dempster, Laird and Rubin 1977).
With two classes, firms of one group and firms of one building look like matches, since a brand and
a switchboard are rare things to share. So there are five classes, and the rest of all pairs, which
were never compared, count as strangers. What is known of the classes beforehand weighs half as much
as the evidence, which holds the model in place where there are few fields or few matches.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from segmentry.profiles.matching.levels import FIELDS, UNTOLD
from segmentry.profiles.matching.population import Population

Numbers = npt.NDArray[np.float64]

ONE, KIN, ALIKE, NEIGHBOURS, STRANGERS = range(5)
"""One company; two of one group; two whose names share words by chance; two in one place; two that
have nothing to do with each other."""
PRIOR_STRENGTH = 0.5
"""What is known beforehand weighs as much as this share of the pairs of a class."""
FEWEST = 20
"""And at least as much as so many pairs, so that few pairs change little."""
BY_CHANCE = {
    "name": {"same": 0.1, "near rare": 0.1},
    "phone": {"same": 0.1},
    "domain": {"same": 0.1},
    "registration": {"same": 0.02},
}
"""At most so many strangers per key share what is meant to tell companies apart: where it is all
that is told, the data cannot tell a namesake from a match."""
TOLD_ENOUGH = 0.5
"""Where a pair tells so many other fields on average, the data can tell."""
_ROUNDS, _SETTLED = 500, 1e-4

_RARITY = {"rare": (0.50, 0.40, 0.30, 0.20, 0.05), "known": (0.35, 0.40, 0.40, 0.35, 0.25),
           "usual": (0.15, 0.20, 0.30, 0.45, 0.70)}  # fmt: skip
_NAME = {
    "same": (0.40, 0.02, 0.01, 0.001, 1e-5),
    "same, twice": (0.12, 0.015, 0.02, 0.001, 2e-5),
    "same, often": (0.06, 0.010, 0.02, 0.0005, 3e-5),
    "same, usual": (0.02, 0.005, 0.02, 0.0005, 4e-5),
    "near": (0.10, 0.03, 0.02, 0.003, 1e-4),
    "most": (0.09, 0.20, 0.11, 0.01, 1e-3),
    "part": (0.12, 0.40, 0.30, 0.02, 5e-3),
    "some": (0.04, 0.25, 0.45, 0.06, 0.05),
    "initials": (0.02, 0.01, 0.01, 0.001, 1e-4),
    "other": (0.03, 0.06, 0.04, 0.90, 0.94),
}
_PLACE = {
    "address": (0.62, 0.01, 1e-3, 0.80, 1e-3),
    "street": (0.06, 0.0025, 5e-4, 0.10, 5e-4),
    "postal code": (0.06, 0.02, 5e-3, 0.04, 5e-3),
    "post, street": (0.05, 0.01, 2e-3, 0.01, 2e-3),
    "post, other": (0.05, 0.03, 0.01, 0.02, 0.01),
    "city": (0.05, 0.06, 0.03, 0.01, 0.03),
    "city, other": (0.05, 0.10, 0.05, 0.01, 0.05),
    "other land": (0.01, 0.23, 0.40, 1e-3, 0.40),
    "other city": (0.03, 0.25, 0.25, 4e-3, 0.25),
    "other": (0.05, 0.25, 0.25, 5e-3, 0.25),
}
_KNOWN: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "name": {
        f"{level} {rarity}": tuple(s * r for s, r in zip(shares, by_class, strict=True))
        for level, shares in _NAME.items() if level in ("near", "most", "part", "some")
        for rarity, by_class in _RARITY.items()
    } | {level: _NAME[level] for level in _NAME if level not in ("near", "most", "part", "some")},
    "place": _PLACE,
    "phone": {
        "same": (0.70, 0.08, 3e-4, 0.06, 3e-4), "same, few": (0.08, 0.08, 5e-4, 0.12, 5e-4),
        "same, many": (0.02, 0.04, 1e-3, 0.12, 1e-3), "other": (0.20, 0.80, 0.998, 0.70, 0.998),
    },
    "domain": {
        "same": (0.75, 0.15, 1e-4, 4e-3, 1e-4), "same, few": (0.10, 0.25, 5e-4, 6e-3, 5e-4),
        "same, many": (0.03, 0.10, 5e-3, 0.02, 5e-3), "other": (0.12, 0.50, 0.994, 0.97, 0.994),
    },
    "people": {
        "same": (0.30, 0.03, 1e-5, 1e-3, 1e-5), "other": (0.70, 0.97, 0.99999, 0.999, 0.99999),
    },
    "registration": {
        "same": (0.997, 0.01, 1e-4, 1e-3, 1e-4), "other": (0.003, 0.99, 0.9999, 0.999, 0.9999),
    },
}  # fmt: skip
"""Share of each level among the pairs of each class, before anything is seen: rounded experience of
customer data. How seldom kin share an address was settled with the Chicago lists in sight, see
decision 0011. The data all but replace the shares of strangers."""
_BY_CHANCE_WHERE_ALIKE = ("phone", "domain", "registration", "people")
_APART = {"name": ("same", "near"), "place": ("address", "street"), "registration": ("same",)}
_AT_MOST_KNOWN: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    KIN: _APART,
    ALIKE: _APART,
    # numbers with check digits are seldom wrong, so one company seldom has two
    # and it is seldom at home in two places
    ONE: {"registration": ("other",), "place": ("other land", "other city")},
}
"""Levels that set a class apart: what is learnt of them never exceeds what is known beforehand."""


class Odds(NamedTuple):
    """Natural log odds per pattern."""

    one: Numbers
    """That two keys are one company."""
    group: Numbers
    """That they are of one group: one company, or kin."""


@dataclass(frozen=True)
class Learnt:
    """What was learnt: enough to judge any pattern, also one that was never seen."""

    classes: Numbers
    """Share of each class among all pairs."""
    shares: Mapping[tuple[str, str], Numbers]
    """Share of a level of a field in each class."""

    def log_odds(self, patterns: Sequence[Sequence[str]]) -> Odds:
        """What patterns of levels (in the order of FIELDS) say."""
        if not patterns:
            return Odds(np.zeros(0), np.zeros(0))
        scores = np.repeat(np.log(self.classes)[:, None], len(patterns), axis=1)
        for place, field in enumerate(FIELDS):
            for level in sorted({p[place] for p in patterns} - {UNTOLD}):
                told = np.array([p[place] == level for p in patterns])
                scores[:, told] += np.log(self.shares[field, level])[:, None]
        one: Numbers = scores[ONE] - np.logaddexp.reduce(scores[KIN:], axis=0)
        related = np.logaddexp(scores[ONE], scores[KIN])
        group: Numbers = related - np.logaddexp.reduce(scores[ALIKE:], axis=0)
        return Odds(one, group)


def learn(
    patterns: Sequence[Sequence[str]],
    counts: Sequence[int],
    population: Population,
    one: Learnt | None = None,
) -> Learnt:
    """Learn from how often patterns of levels (in the order of FIELDS) occur.

    What one company looks like is taken from `one`, where it was learnt already.
    """
    model = _Model(patterns, np.array(counts, dtype=np.float64), population, one)
    if patterns:
        model.learn()
    return model.learnt()


def log_odds(
    patterns: Sequence[Sequence[str]], counts: Sequence[int], population: Population
) -> Odds:
    """What patterns say, learnt from how often they occur themselves."""
    return learn(patterns, counts, population).log_odds(patterns)


def by_kinship(field: str) -> list[str]:
    """The levels of a field, the one that speaks most for one group first."""
    shares = _KNOWN[field]
    return sorted(shares, key=lambda level: (-shares[level][KIN] / shares[level][STRANGERS], level))


class _Model:
    """Shares of the classes, and of each level in them."""

    def __init__(
        self,
        patterns: Sequence[Sequence[str]],
        counts: Numbers,
        population: Population,
        one: Learnt | None,
    ) -> None:
        self._counts, self._population, self._one = counts, population, one
        # levels that never occur are levels all the same: nothing told is no agreement
        self._levels = [sorted(_KNOWN.get(f, ("same", "other"))) for f in FIELDS]
        self._places = [
            np.array([levels.index(p[f]) if p[f] != UNTOLD else -1 for p in patterns])
            for f, levels in enumerate(self._levels)
        ]
        self._known = [self._before(f) for f in range(len(FIELDS))]
        self._shares = [known.copy() for known in self._known]
        self._unseen = max(population.pairs - counts.sum(), 0.0)
        # about one key in four is told twice, until the data say more
        self._expected = np.array([0.5, 0.5, 1.0, 0.25]) * population.keys / 2
        classes = np.append(self._expected, max(population.pairs, 1.0))
        self._classes = classes / classes.sum()

    def learn(self) -> None:
        """Expectation maximisation, until the shares of the classes settle."""
        for _ in range(_ROUNDS):
            scores = self.scores()
            belongs = np.exp(scores - np.logaddexp.reduce(scores, axis=0)) * self._counts
            totals = belongs.sum(axis=1) + np.append(self._expected * 0.01, self._unseen + 1)
            before, self._classes = self._classes, totals / totals.sum()
            for field in range(len(FIELDS)):
                self._learn_levels(field, belongs)
            if np.abs(np.log(self._classes / before)).max() < _SETTLED:
                return

    def learnt(self) -> Learnt:
        shares = {
            (field, level): self._shares[f][:, place]
            for f, field in enumerate(FIELDS)
            for place, level in enumerate(self._levels[f])
        }
        return Learnt(self._classes, shares)

    def scores(self) -> Numbers:
        """Log share of each class times its levels, per class and pattern."""
        scores = np.repeat(np.log(self._classes)[:, None], len(self._counts), axis=1)
        for places, shares in zip(self._places, self._shares, strict=True):
            told = places >= 0
            scores[:, told] += np.log(shares[:, places[told]])
        return scores

    def _before(self, field: int) -> Numbers:
        levels = self._levels[field]
        if FIELDS[field] == "system":
            within = min(max(self._population.within_systems, 1e-6), 1 - 1e-6)
            # a system knows most companies once
            shares = {"same": [within / 2] + [within] * 4}
            shares["other"] = [1 - share for share in shares["same"]]
        else:
            shares = {level: list(_KNOWN[FIELDS[field]][level]) for level in levels}
        known = np.array([shares[level] for level in levels], dtype=np.float64).T
        shared: Numbers = known / known.sum(axis=1, keepdims=True)
        if self._one:
            shared[ONE] = [self._one.shares[FIELDS[field], level][ONE] for level in levels]
        return shared

    def _learn_levels(self, field: int, belongs: Numbers) -> None:
        levels, places = self._levels[field], self._places[field]
        told = places >= 0
        for one_class in range(KIN if self._one else ONE, STRANGERS + 1):
            counted = np.bincount(places[told], belongs[one_class][told], len(levels))
            seen: Numbers = counted.astype(np.float64)
            strength = max(PRIOR_STRENGTH * float(seen.sum()), FEWEST)
            if one_class == STRANGERS:
                seen, strength = seen + self._never_compared(field), float(FEWEST)
            known = self._known[field][one_class]
            self._shares[field][one_class] = (seen + strength * known) / (seen.sum() + strength)
        self._keep_chance_small(field)
        if FIELDS[field] == "name":
            # neighbours are together by their place, so their names are alike by chance
            self._shares[field][NEIGHBOURS] = self._shares[field][STRANGERS]
        for one_class, levels_of in _AT_MOST_KNOWN.items():
            if FIELDS[field] in levels_of and not (self._one and one_class == ONE):
                self._keep_at_most_known(field, one_class, levels_of[FIELDS[field]])
        if FIELDS[field] in _BY_CHANCE_WHERE_ALIKE:
            # names that share words say nothing of the rest
            self._shares[field][ALIKE] = self._shares[field][STRANGERS]

    def _never_compared(self, field: int) -> Numbers:
        """Pairs that share nothing rare: strangers that differ in what both tell, but for names,
        phones and domains that too many share to compare them all."""
        levels, seen = self._levels[field], np.zeros(len(self._levels[field]))
        if FIELDS[field] == "system":
            within = self._population.within_systems
            shares = {"same": within, "other": 1 - within}
            seen += self._unseen * np.array([shares[level] for level in levels])
            return seen
        for (name, level), pairs in self._population.shared.items():
            if name == FIELDS[field]:
                place = levels.index(level)
                compared = self._counts[self._places[field] == place].sum()
                seen[place] = max(pairs - compared, 0.0)
        told = self._unseen * self._population.told[FIELDS[field]] ** 2
        seen[levels.index("other")] = max(told - seen.sum(), 0.0)
        return seen

    def _keep_chance_small(self, field: int) -> None:
        elsewhere = sum(s**2 for f, s in self._population.told.items() if f != FIELDS[field])
        if elsewhere >= TOLD_ENOUGH and FIELDS[field] != "registration":
            return
        per_key = self._population.keys / 2 / max(self._population.pairs, 1.0)
        for level, most in BY_CHANCE.get(FIELDS[field], {}).items():
            place, shares = self._levels[field].index(level), self._shares[field][STRANGERS]
            shares[place] = min(shares[place], most * per_key)

    def _keep_at_most_known(self, field: int, one_class: int, levels: tuple[str, ...]) -> None:
        shares, known = self._shares[field][one_class], self._known[field][one_class]
        for place, level in enumerate(self._levels[field]):
            if level.startswith(levels):
                shares[place] = min(shares[place], known[place])
        shares /= shares.sum()
