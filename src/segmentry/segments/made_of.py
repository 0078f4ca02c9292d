"""The variables that a segmentation is made of."""

from collections.abc import Collection, Iterable, Mapping

from segmentry.conditions import names_of
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
    said = [*_texts(definition.settings), definition.scope, *conditions]
    spoken_of = {name for text in said for name in names_of(text)}
    return frozenset(names) & (spoken_of | set(_BY_METHOD.get(definition.method, ())))


def _texts(said: object) -> Iterable[str]:
    """Every text in settings, however deep, the keys too: measures stand there."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping):
        for key, value in said.items():
            yield from (*_texts(key), *_texts(value))
    elif isinstance(said, list | tuple):
        for item in said:
            yield from _texts(item)
