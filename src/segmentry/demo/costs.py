"""What marketing, sales and service cost, booked per segment so that the true CAC is known.

Campaigns are booked as such; the newsletter is service, as it wins nobody.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentry.demo.campaigns import CAMPAIGN_IDS, NEWSLETTER, OFFER, Campaigns
from segmentry.demo.columns import constant, day_texts, money, only, pick
from segmentry.demo.ledger import Ledger
from segmentry.demo.randomness import Ints
from segmentry.demo.segments import PLANTED, values

KINDS = ("marketing", "sales", "service")
_CAMPAIGNS, _KINDS_OF_CAMPAIGNS = [OFFER, NEWSLETTER], [0, 2]
_SPLIT = 40  # percent of the acquisition cost that is marketing
_SERVICE = 25  # one part in so many of the revenue


@dataclass(frozen=True)
class Costs:
    """Cents by segment, month and kind, and the campaigns on top."""

    ledger: Ledger
    cents: Ints
    campaigns: Campaigns

    def last_year(self, *kinds: str) -> Ints:
        """Sums per segment over the last twelve months."""
        chosen = [KINDS.index(kind) for kind in kinds]
        result: Ints = self.cents[:, -12:, chosen].sum(axis=(1, 2))
        return result

    def newsletter(self) -> Ints:
        """What it cost by segment: shared out by whom it touched."""
        touched = self.ledger.lettered
        share = touched / max(1, touched.sum())
        result: Ints = np.rint(self.campaigns.cost[NEWSLETTER] * share).astype(np.int64)
        return result

    def table(self) -> pa.Table:
        segments, months, kinds = self.cents.shape
        segment, month, kind = (a.ravel() for a in np.indices((segments, months, kinds)))
        ends = np.append(self.ledger.calendar.month_starts[1:], self.ledger.calendar.stop)
        size, own, run = len(segment), len(_CAMPAIGNS), self.campaigns
        booked = np.arange(size + own) < size
        campaign = np.append(np.full(size, OFFER), _CAMPAIGNS)
        start = np.append(self.ledger.calendar.month_starts[month], run.start[_CAMPAIGNS])
        end = np.append(ends[month], run.after[_CAMPAIGNS])
        kind = np.append(kind, _KINDS_OF_CAMPAIGNS)
        names = [s.name for s in PLANTED]
        return pa.table({
            "Booking": pick([f"B{n:06d}" for n in range(size + own)], np.arange(size + own)),
            "Cost Type": pick(KINDS, kind),
            "Campaign ID": only(~booked, pick(CAMPAIGN_IDS, campaign)),
            "Segment": only(booked, pick(names, np.append(segment, np.zeros(own, np.int64)))),
            "Period Start": day_texts(start, "%Y-%m-%d"),
            "Period End": day_texts(end - 1, "%Y-%m-%d"),
            "Cost Amount": money(np.append(self.cents.ravel(), run.cost[_CAMPAIGNS])),
            "Currency": constant("EUR", size + own),
            "Cost Centre": pick(["4711", "4712", "4713"], kind),
        })  # fmt: skip


def booked_costs(ledger: Ledger, campaigns: Campaigns) -> Costs:
    """Every month a twelfth of what the new customers of the last year cost to win."""
    won = ledger.last_year(ledger.new)
    monthly = np.rint(values("acquisition_cost") * won * 100 / 12).astype(np.int64)
    cents = np.zeros((*ledger.new.shape, len(KINDS)), dtype=np.int64)
    cents[:, :, 0] = (monthly * _SPLIT // 100)[:, None]
    cents[:, :, 1] = (monthly - monthly * _SPLIT // 100)[:, None]
    cents[:, :, 2] = np.maximum(ledger.revenue, 0) // _SERVICE
    return Costs(ledger, cents, campaigns)
