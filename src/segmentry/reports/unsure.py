"""Keys that share an account without being sure to, where they are many."""

from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.profiles.figures import UNSURE
from segmentry.reports.reading import Reading

_MOST = 0.05
_FEWEST = 10
"""A handful of keys is looked at, not warned of."""


@dataclass(frozen=True)
class Unsure:
    """How many keys are unsure, of those that share an account with another."""

    keys: int
    shared: int

    @property
    def are_many(self) -> bool:
        return self.keys >= _FEWEST and self.keys > _MOST * self.shared

    @property
    def subject(self) -> str:
        return f"{self.keys:,} of {self.shared:,} keys"

    @property
    def message(self) -> str:
        return (
            f"Of {self.shared:,} keys that share an account with another, {self.keys:,} are less "
            f"than {round(100 * UNSURE)} % sure to belong there, so figures of such accounts may "
            "be those of two companies. `segmentry identity review` lists the keys, and the "
            "answers to `segmentry identity ask` settle those that matter most."
        )


def unsure(reading: Reading) -> Unsure:
    """Counts what `identity review` lists."""
    [row] = reading.rows(
        f"""
        select count(*) filter (where confidence < {UNSURE}) as keys, count(*) as shared from (
            select confidence, count(*) over (partition by account_id) as keys
            from {Table.IDENTITY}
        ) as told where keys > 1
        """
    )
    return Unsure(**row)
