"""What the demo company sells."""

import numpy as np

from segmentry.demo.randomness import Floats, Ints, stream

_FAMILIES = (
    ("Sensor", 24, 1.5), ("Cable set", 12, 1.4), ("Label printer", 85, 1.6),
    ("Hand scanner", 140, 1.5), ("Gateway", 260, 1.6), ("Tablet terminal", 420, 1.5),
    ("Starter kit", 190, 1.3), ("Onboarding day", 650, 1.5), ("Control unit", 900, 1.6),
    ("Rack server", 1_900, 1.6), ("Integration package", 2_600, 1.7), ("Licence pack", 480, 1.9),
)  # fmt: skip
_EDITIONS = ("Basic", "Plus", "Pro", "Max")


def _catalogue() -> list[tuple[int, str]]:
    """Price in euro cents and name, cheapest first."""
    return sorted(
        (round(price * step**place) * 100 - 5, f"{family} {edition}")
        for family, price, step in _FAMILIES
        for place, edition in enumerate(_EDITIONS)
    )


PRICES: Ints = np.array([price for price, _ in _catalogue()], dtype=np.int64)
PRODUCT_NAMES = tuple(name for _, name in _catalogue())
SKUS = tuple(f"SKU-{100 + n * 7}" for n in range(len(PRODUCT_NAMES)))
COST_SHARES: Floats = stream(0, 0, "cost shares").uniform(0.38, 0.66, len(PRODUCT_NAMES))


def draw_products(rng: np.random.Generator, euro_cents: Floats) -> Ints:
    """A product for each line that costs no more than the line is about."""
    affordable = np.searchsorted(PRICES, euro_cents * 0.7, side="right")
    lowest = affordable // 3
    drawn = lowest + rng.random(len(euro_cents)) * np.maximum(affordable - lowest, 1)
    result: Ints = np.minimum(drawn.astype(np.int64), len(PRICES) - 1)
    return result
