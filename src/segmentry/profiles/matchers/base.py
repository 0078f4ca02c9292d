"""What a matcher promises."""

from abc import ABC, abstractmethod
from typing import ClassVar

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table

PAIRS = "pairs"
"""Table (account_key, other_key, weight, words, is_never) that a matcher leaves behind: what speaks
for each pair, in hundredths of natural log odds, and in words."""

RELATIVES = "relatives"
"""Table (account_id, other_id, weight, words): accounts that may be of one group, and what speaks
for it, likewise."""

BASIS = (Table.IDENTITY_MODEL, Table.IDENTITY_BASIS, Table.BASIS_PAIRS, Table.BASIS_RELATIVES)
"""What a matcher that learns leaves to the next run."""


class Matcher(ABC):
    """Finds the keys that belong to one company."""

    is_probable: ClassVar[bool] = True
    """Whether the weight of a pair says how probable it is."""
    threshold: int = 0
    """Clusters join above this average of log odds, in hundredths; 0 is even odds."""

    renewed: str = ""
    """Name of a table (account_key) of the only keys that were looked at again, or are gone, where
    all others are as they were."""

    @abstractmethod
    def clusters(self, context: RunContext, keys: str) -> None:
        """Keep `clusters` (account_key, cluster, evidence, confidence, half, doubt) of every key
        of the table `keys`; `cluster` is the smallest key in it, evidence and confidence are empty
        where PAIRS tells them, `half` and `doubt` are as `matching.linkage.link` tells them."""

    def relate(self, context: RunContext) -> None:
        """Keep RELATIVES, once IDENTITY is written; a matcher without a model knows of none."""
        nothing = "cast(null as varchar) as account_id, cast(null as varchar) as other_id"
        context.keep(
            RELATIVES,
            "the matcher knows of no relatives",
            f"select {nothing}, 0 as weight, cast(null as varchar) as words where false",
        )

    def leave(self, context: RunContext) -> None:
        """Leave to the next run what it can go on from, once all else of identity is written."""
        context.engine.drop(PAIRS)
        for table in BASIS:
            context.write_empty(table)
