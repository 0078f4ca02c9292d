"""The campaigns of the demo company, and what they cost."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from segmentry.demo.calendar import Calendar
from segmentry.demo.columns import day_texts, money
from segmentry.demo.randomness import Ints

OFFER, NEWSLETTER = range(2)
CAMPAIGN_IDS = ("CMP-OFFER", "CMP-NEWS")
_OFFER_COST, _NEWSLETTER_COST = 450_000, 2_500  # cents per treated company, per company


@dataclass(frozen=True)
class Campaigns:
    """First day, first day after, and cost in cents of each campaign."""

    start: Ints
    after: Ints
    cost: Ints

    def table(self) -> pa.Table:
        return pa.table({
            "Campaign ID": pa.array(CAMPAIGN_IDS),
            "Campaign Name": pa.array(["Growth Offer", "Customer Newsletter"]),
            "Type": pa.array(["email", "email"]),
            "Start Date": day_texts(self.start, "%Y-%m-%d"),
            "End Date": day_texts(self.after - 1, "%Y-%m-%d"),
            "Actual Cost": money(self.cost),
            "Currency": pa.array(["EUR", "EUR"]),
            "Agency": pa.array(["in house", "in house"]),
        })  # fmt: skip


def campaigns(calendar: Calendar, treated: int, companies: int) -> Campaigns:
    first, after = calendar.campaign
    return Campaigns(
        np.array([first, calendar.stop - 70]),
        np.array([after, calendar.stop]),
        np.array([treated * _OFFER_COST, companies * _NEWSLETTER_COST]),
    )
