"""Whom the campaigns reached, and how far each person went."""

from dataclasses import dataclass

import numpy as np

from segmentry.demo.behaviour import TREATED
from segmentry.demo.campaigns import NEWSLETTER, OFFER
from segmentry.demo.part import Part
from segmentry.demo.randomness import Ints

STATUSES = ("sent", "opened", "clicked", "responded")
_FUNNEL = np.array([1.0, 0.42, 0.14, 0.05])


@dataclass(frozen=True)
class Reached:
    """Whom a campaign reached; `contact` is -1 for a company that was called."""

    place: Ints
    contact: Ints
    campaign: Ints

    def with_calls(self, place: Ints) -> "Reached":
        return Reached(
            np.concatenate([self.place, place]),
            np.concatenate([self.contact, np.full(len(place), -1)]),
            np.concatenate([self.campaign, np.full(len(place), OFFER)]),
        )


def touches(part: Part, rng: np.random.Generator) -> tuple[Reached, Ints]:
    """Who was reached, and how many touches that gave: people open, click and answer."""
    reached = _reached(part)
    by_mail = reached.contact >= 0
    return reached, 1 + np.where(by_mail, _steps(rng, len(by_mail)), 0)


def _steps(rng: np.random.Generator, size: int) -> Ints:
    """How far each person went: 0 sent, 1 opened, 2 clicked, 3 answered."""
    drawn = rng.random(size)
    result: Ints = (drawn[:, None] < _FUNNEL[1:]).sum(axis=1).astype(np.int64)
    return result


def _reached(part: Part) -> Reached:
    """Nobody is written to who may not be; treated companies without such people are called."""
    contacts, treated = part.contacts, part.lives.arm == TREATED
    allowed = ~contacts.opted_out & ~part.companies.do_not_contact[contacts.place]
    offered = np.flatnonzero(allowed & treated[contacts.place])
    customers = ~part.companies.excluded[contacts.place]
    lettered = np.flatnonzero(allowed & contacts.consent & customers)
    contact = np.concatenate([offered, lettered])
    campaign = np.repeat(np.array([OFFER, NEWSLETTER]), [len(offered), len(lettered)])
    written = np.bincount(contacts.place[offered], minlength=len(treated)) > 0
    mailed = Reached(contacts.place[contact], contact, campaign)
    return mailed.with_calls(np.flatnonzero(treated & ~written))
