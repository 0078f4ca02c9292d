"""The model: two contacts are one person, a household, colleagues, namesakes or strangers.

Fellegi and Sunter (1969) with shares learnt by expectation maximisation, as for companies; what
strangers have in common is learnt from pairs drawn at random among those that share nothing rare,
each standing for many. What is known of the classes beforehand weighs half as much as the evidence.
"""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from segmentry.profiles.matching.levels import UNTOLD
from segmentry.profiles.people.evidence import FIELDS

Numbers = npt.NDArray[np.float64]

ONE, HOUSEHOLD, COLLEAGUES, NAMESAKES, STRANGERS = range(5)
"""One person; two who live together; two who work together; two who share but a name; two who
have nothing to do with each other."""
PRIOR_STRENGTH = 0.5
"""What is known beforehand weighs as much as this share of the pairs of a class."""
FEWEST = 20
"""And at least as much as so many pairs, so that few pairs change little."""
_EXPECTED = (0.25, 0.15, 1.0, 0.25)
"""Pairs of each class per two contacts, until the data say more."""
_BEFOREHAND = np.append(FEWEST * np.array(_EXPECTED) / sum(_EXPECTED), 1.0)
"""What is known of the classes' sizes weighs like the fewest pairs."""
_LIKELIEST = 0.01
"""Two people share their given name by chance about so often."""
_FEW_PEOPLE = 1000
"""Among fewer people all who share a name are compared, so no pair drawn at random shares one."""
_ROUNDS, _SETTLED = 500, 1e-4

_KNOWN: Mapping[str, Mapping[str, tuple[float, ...]]] = {
    "given": {
        "same rare": (0.25, 1e-4, 1e-4, 0.20, 1e-4), "same known": (0.25, 1e-3, 1e-3, 0.35, 1e-3),
        "same usual": (0.25, 0.005, 0.01, 0.35, 0.01), "near": (0.06, 0.004, 0.004, 0.02, 0.004),
        "short": (0.10, 0.01, 0.01, 0.05, 0.01), "swapped": (0.01, 1e-5, 1e-5, 0.005, 1e-5),
        "other": (0.08, 0.98, 0.975, 0.025, 0.975),
    },
    "family": {
        "same rare": (0.35, 0.30, 1e-4, 0.25, 1e-4), "same known": (0.30, 0.30, 1e-3, 0.35, 1e-3),
        "same usual": (0.18, 0.25, 0.005, 0.32, 0.005), "near": (0.06, 0.03, 1e-3, 0.03, 1e-3),
        "part": (0.03, 0.02, 5e-4, 0.02, 5e-4), "other": (0.08, 0.10, 0.99, 0.03, 0.99),
    },
    "mail": {
        "same": (0.45, 0.05, 0.002, 1e-5, 1e-5), "same, few": (0.03, 0.05, 0.01, 1e-5, 1e-5),
        "same, many": (0.01, 0.01, 0.04, 1e-4, 1e-4),
        "local part": (0.04, 1e-3, 1e-3, 1e-4, 1e-4),
        "numbered": (0.002, 0.002, 0.01, 1e-5, 1e-5),
        "domain": (0.15, 0.15, 0.85, 1e-3, 1e-3), "other": (0.32, 0.74, 0.098, 0.998, 0.998),
    },
    "phone": {
        "same": (0.50, 0.30, 0.02, 1e-5, 1e-5), "same, few": (0.06, 0.20, 0.10, 1e-5, 1e-5),
        "same, many": (0.06, 0.02, 0.30, 1e-4, 1e-4), "other": (0.38, 0.48, 0.58, 0.999, 0.999),
    },
    "place": {
        "address": (0.55, 0.80, 0.70, 1e-5, 1e-5), "street": (0.08, 0.04, 0.03, 1e-4, 1e-4),
        "house, area": (0.05, 0.03, 0.02, 1e-4, 1e-4),
        "house, street": (0.03, 0.02, 0.01, 1e-5, 1e-5), "area": (0.05, 0.03, 0.08, 0.02, 0.02),
        "area, other": (0.09, 0.03, 0.06, 0.03, 0.03),
        "other land": (0.03, 0.01, 0.02, 0.20, 0.20), "other": (0.12, 0.04, 0.08, 0.75, 0.75),
    },
    "birth": {
        "same": (0.90, 0.005, 1e-4, 1e-4, 1e-4), "slip": (0.07, 0.01, 0.01, 0.01, 0.01),
        "other": (0.03, 0.985, 0.99, 0.99, 0.99),
    },
    "number": {
        "same": (0.93, 0.002, 1e-5, 1e-5, 1e-5), "slip": (0.05, 0.002, 0.001, 0.001, 0.001),
        "other": (0.02, 0.996, 0.999, 0.999, 0.999),
    },
    "account": {
        "same": (0.65, 0.40, 0.93, 1e-3, 1e-3), "group": (0.05, 0.02, 0.05, 1e-3, 1e-3),
        "other": (0.30, 0.58, 0.02, 0.998, 0.998),
    },
}  # fmt: skip
"""Share of each level among the pairs of each class, before anything is seen: rounded experience of
lists of people. The data all but replace the shares of strangers."""
_BY_CHANCE = {"given": (HOUSEHOLD, COLLEAGUES, STRANGERS), "family": (COLLEAGUES, STRANGERS)}
"""Classes that share a name by chance only."""
_LIKE_STRANGERS = {
    HOUSEHOLD: ("given", "birth", "number"),
    COLLEAGUES: ("given", "family", "birth", "number"),
    NAMESAKES: ("mail", "phone", "place", "birth", "number", "account"),
}
"""What says nothing of a class: there its pairs are as strangers are."""
_FIXED = {NAMESAKES: ("given", "family")}
"""What is never learnt: where names are all that agrees, no data tell namesakes from one person."""

_SELDOM = ("given", "family")
"""Where `other` is never learnt to be more of one person than is known beforehand: colleagues and
relatives of one name would teach it."""


class Patterns(NamedTuple):
    """Levels in the order of FIELDS, how many pairs have them, and how many were drawn."""

    levels: Sequence[Sequence[str]]
    pairs: Sequence[float]
    """Each drawn pair counts for all that it stands for."""
    persons: int
    within_sources: float
    """Share of all pairs that are of one source."""


def person_log_odds(patterns: Patterns) -> Numbers:
    """Natural log odds, per pattern, that two contacts are one person."""
    if not patterns.levels:
        return np.zeros(0)
    model = _Model(patterns)
    model.learn()
    scores = model.scores()
    odds: Numbers = scores[ONE] - np.logaddexp.reduce(scores[HOUSEHOLD:], axis=0)
    return odds


class _Model:
    """Shares of the classes, and of each level in them."""

    def __init__(self, patterns: Patterns) -> None:
        self._pairs = np.array(patterns.pairs, dtype=np.float64)
        self._known = [
            self._before(field, patterns.within_sources, patterns.persons) for field in FIELDS
        ]
        self._shares = [np.array([*known.values()]).T for known in self._known]
        self._beforehand = [shares.copy() for shares in self._shares]
        self._places = [
            np.array([[*known].index(p[f]) if p[f] != UNTOLD else -1 for p in patterns.levels])
            for f, known in enumerate(self._known)
        ]
        self._unseen = min(1.0, math.sqrt(_FEW_PEOPLE / max(patterns.persons, 1)))
        self._expected = np.array(_EXPECTED) * patterns.persons / 2
        classes = np.append(self._expected, max(self._pairs.sum(), 1.0))
        self._classes: Numbers = classes / classes.sum()

    @staticmethod
    def _before(field: str, within: float, persons: int) -> Mapping[str, Sequence[float]]:
        if field == "source":
            # a source knows most people once
            same = np.array([within / 2] + [within] * 4).clip(1e-6, 1 - 1e-6)
            return {"same": same.tolist(), "other": (1 - same).tolist()}
        known = {level: np.array(shares) for level, shares in _KNOWN[field].items()}
        by_chance = list(_BY_CHANCE.get(field, ()))
        for level, power in (("same rare", 0.9), ("same known", 0.5)) if by_chance else ():
            # among few people a name cannot be rare: at most one in persons ** power has it
            chance = min(_LIKELIEST, _LIKELIEST * 10 / max(persons, 1) ** power)
            known[level][by_chance] = np.maximum(known[level][by_chance], chance)
        totals = sum(known.values())
        return {level: (shares / totals).tolist() for level, shares in known.items()}

    def learn(self) -> None:
        """Expectation maximisation, until the shares of the classes settle."""
        for _ in range(_ROUNDS):
            scores = self.scores()
            belongs = np.exp(scores - np.logaddexp.reduce(scores, axis=0)) * self._pairs
            totals = belongs.sum(axis=1) + _BEFOREHAND
            before, self._classes = self._classes, totals / totals.sum()
            for field in range(len(FIELDS)):
                self._learn_levels(field, belongs)
            if np.abs(np.log(self._classes / before)).max() < _SETTLED:
                return

    def scores(self) -> Numbers:
        """Log share of each class times its levels, per class and pattern."""
        scores = np.repeat(np.log(self._classes)[:, None], len(self._pairs), axis=1)
        for places, shares in zip(self._places, self._shares, strict=True):
            told = places >= 0
            scores[:, told] += np.log(shares[:, places[told]])
        return scores

    def _learn_levels(self, field: int, belongs: Numbers) -> None:
        places, known, shares = self._places[field], self._beforehand[field], self._shares[field]
        told = places >= 0
        for one_class in range(5):
            if FIELDS[field] in _FIXED.get(one_class, ()):
                continue
            seen = np.bincount(places[told], belongs[one_class][told], known.shape[1])
            strength = max(PRIOR_STRENGTH * float(seen.sum()), FEWEST)
            if one_class == STRANGERS:
                strength = float(FEWEST)
            shares[one_class] = (seen + strength * known[one_class]) / (seen.sum() + strength)
        if FIELDS[field] in _BY_CHANCE:
            alike = [p for p, level in enumerate(self._known[field]) if level != "other"]
            least = self._unseen * known[STRANGERS, alike]
            shares[STRANGERS, alike] = np.maximum(shares[STRANGERS, alike], least)
            shares[STRANGERS] /= shares[STRANGERS].sum()
        if FIELDS[field] in _SELDOM:
            other = [*self._known[field]].index("other")
            shares[ONE, other] = min(shares[ONE, other], known[ONE, other])
            shares[ONE] /= shares[ONE].sum()
        for one_class, fields in _LIKE_STRANGERS.items():
            if FIELDS[field] in fields:
                shares[one_class] = shares[STRANGERS]
