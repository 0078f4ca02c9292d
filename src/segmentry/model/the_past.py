"""Which segmentations divide by what accounts did, so that their past says how they were chosen."""

import json
import re
from collections.abc import Collection

from segmentry.model.definitions import SegmentationDefinition

GROUPS_OF_THE_PAST = ("behavioural", "value", "lifecycle")
"""Groups of variables that tell what accounts did."""
_METHODS = ("rfm", "value_tiers", "behavioural", "reference_plan")
_ASKS_EVENTS = re.compile(r"\b(count|sum|avg|last|first)\(")


def divides_by_the_past(definition: SegmentationDefinition, variables: Collection[str]) -> bool:
    """Whether its method, or a variable or event that it names, looks at what accounts did."""
    if definition.method in _METHODS:
        return True
    said = json.dumps([definition.settings, definition.scope], default=str)
    named = set(re.findall(r"[a-z_][a-z0-9_]*", said))
    return bool(_ASKS_EVENTS.search(said)) or not named.isdisjoint(variables)
