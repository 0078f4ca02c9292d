"""The variables that a segmentation is made of."""

import json
import re
from collections.abc import Collection, Iterable

from segmentry.model.definitions import SegmentationDefinition

_BY_METHOD = {
    "rfm": ("recency_days", "orders", "net_revenue"),
    "value_tiers": ("cltv",),
    "reference_plan": ("employees", "industry_group", "purchase_frequency", "aov"),
}


def made_of(
    definition: SegmentationDefinition, conditions: Iterable[str], names: Collection[str]
) -> frozenset[str]:
    """Those of the names that its settings, its scope and the segments' conditions speak of."""
    said = json.dumps([definition.settings, definition.scope, [*conditions]], default=str)
    words = set(re.findall(r"[a-z_][a-z0-9_]*", said))
    return frozenset(names) & (words | set(_BY_METHOD.get(definition.method, ())))
