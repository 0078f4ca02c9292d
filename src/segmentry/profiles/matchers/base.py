"""What a matcher promises."""

from abc import ABC, abstractmethod
from typing import ClassVar

from segmentry.engine.run_context import RunContext

PAIRS = "pairs"
"""Table (account_key, other_key, weight, words, is_never) that a matcher leaves behind: what speaks
for each pair, in hundredths of natural log odds, and in words."""

RELATIVES = "relatives"
"""Table (account_id, other_id, weight, words): accounts that may be of one group, and what speaks
for it, likewise."""


class Matcher(ABC):
    """Finds the keys that belong to one company."""

    is_probable: ClassVar[bool] = True
    """Whether the weight of a pair says how probable it is."""
    line: int = 0
    """Clusters join above this average of log odds, in hundredths; 0 is even odds."""

    @abstractmethod
    def clusters(self, context: RunContext, keys: str) -> str:
        """Name of a table (account_key, cluster, evidence, half, doubt) with every key of the table
        `keys`; `cluster` is the smallest key in it, evidence is empty where PAIRS tells it, `half`
        and `doubt` are as `matching.linkage.link` tells them."""

    def relate(self, context: RunContext) -> None:
        """Keep RELATIVES, once IDENTITY is written; a matcher without a model knows of none."""
        nothing = "cast(null as varchar) as account_id, cast(null as varchar) as other_id"
        context.keep(
            RELATIVES,
            "the matcher knows of no relatives",
            f"select {nothing}, 0 as weight, cast(null as varchar) as words where false",
        )
