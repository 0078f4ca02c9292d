"""What a matcher promises."""

from abc import ABC, abstractmethod

from segmentry.engine.run_context import RunContext


class Matcher(ABC):
    """Finds the keys that belong to one company."""

    @abstractmethod
    def clusters(self, context: RunContext, keys: str) -> str:
        """Name of a table (account_key, cluster, evidence) with every key of the table `keys`;
        `cluster` is the smallest key in it."""
