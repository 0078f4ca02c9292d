"""The planted segments: who belongs to them and how they behave."""

from dataclasses import dataclass

import numpy as np

from segmentry.demo.randomness import Floats

Range = tuple[float, float]

BEHAVIOURS = ("steady", "new", "at risk", "lost", "one-off")
"""How a customer lives; 'steady' is told apart by frequency into champions, loyal, occasional."""


@dataclass(frozen=True)
class PlantedSegment:
    """A kind of company, with its buying, its contracts and what it costs to win one."""

    name: str
    size: str
    industries: tuple[str, ...]
    purchase: str  # planted frequency and order value of its steady customers
    share: float  # of all companies
    employees: Range
    orders_per_year: Range
    order_value: float  # median, EUR
    customers: float  # share that ever buys
    behaviours: tuple[float, ...]  # weights of BEHAVIOURS
    subscribers: float  # share of steady and new customers with a contract
    churn: float  # monthly hazard of a contract
    monthly_fee: float  # median, EUR
    acquisition_cost: float  # booked per new customer, EUR
    win_rate: float
    need: str  # what they ask for in surveys


PLANTED: tuple[PlantedSegment, ...] = (
    PlantedSegment(
        "Large enterprise financial services", "1000+", ("finance",), "high", 0.04,
        (1_100, 60_000), (14, 22), 18_000, 0.65, (80, 6, 6, 4, 4), 0.75, 0.004, 9_000,
        14_000, 0.45, "security",
    ),
    PlantedSegment(
        "Mid-sized healthcare", "100-999", ("healthcare",), "medium", 0.09,
        (110, 950), (5.5, 9), 3_200, 0.55, (62, 10, 12, 8, 8), 0.6, 0.010, 1_400,
        3_500, 0.35, "compliance",
    ),
    PlantedSegment(
        "Small retail", "1-99", ("retail",), "low", 0.17,
        (2, 90), (1.4, 2.6), 320, 0.50, (48, 12, 12, 12, 16), 0.3, 0.025, 90,
        180, 0.25, "price",
    ),
    PlantedSegment(
        "Large enterprise technology", "1000+", ("technology",), "high", 0.04,
        (1_100, 45_000), (14, 22), 16_000, 0.65, (80, 6, 6, 4, 4), 0.8, 0.006, 8_000,
        12_000, 0.42, "innovation",
    ),
    PlantedSegment(
        "Technology startups", "1-10", ("technology",), "low", 0.12,
        (1, 10), (1.3, 2.4), 260, 0.50, (46, 22, 10, 8, 14), 0.55, 0.045, 75,
        150, 0.22, "price",
    ),
    PlantedSegment(
        "Mid-sized manufacturing", "100-999", ("manufacturing",), "medium", 0.14,
        (120, 950), (4.5, 8), 4_200, 0.52, (64, 8, 12, 9, 7), 0.25, 0.010, 1_100,
        2_800, 0.33, "service",
    ),
    PlantedSegment(
        "Wholesale and logistics", "11-999", ("logistics", "wholesale"), "medium", 0.12,
        (20, 700), (6, 11), 1_900, 0.52, (60, 10, 13, 9, 8), 0.25, 0.013, 650,
        1_500, 0.30, "integration",
    ),
    PlantedSegment(
        "Professional services", "1-99", ("services",), "mixed", 0.14,
        (2, 95), (1.5, 3.4), 750, 0.45, (52, 12, 13, 10, 13), 0.45, 0.018, 210,
        420, 0.28, "service",
    ),
    PlantedSegment(
        "Everyone else", "any", ("construction", "energy", "hospitality", "education"), "mixed",
        0.14, (3, 4_000), (1.5, 5), 1_100, 0.40, (52, 12, 12, 11, 13), 0.25, 0.018, 350,
        900, 0.24, "price",
    ),
)  # fmt: skip

LARGE_TECHNOLOGY = next(n for n, s in enumerate(PLANTED) if s.name == "Large enterprise technology")
CAMPAIGN_LIFT = 0.25  # more orders of treated companies while the campaign runs
DOWNTURN_ORDERS_LOST = 0.40  # of large technology companies, from the downturn on
DOWNTURN_ORDER_VALUE = 0.80
DOWNTURN_CHURN = 0.045


def values(field: str) -> Floats:
    """One number of all planted segments, in their order."""
    return np.array([getattr(s, field) for s in PLANTED], dtype=np.float64)
