"""Variables crossed."""

from typing import ClassVar

from pydantic import Field

from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.base import Method, Placement
from segmentry.segmentation.crossing import cross
from segmentry.segmentation.dimension import Dimension


class Grid(Method):
    """Two or three variables crossed: a segment for each combination that accounts have."""

    strong: ClassVar[str] = "Clear; everybody understands it at once."
    weak: ClassVar[str] = "Many thin cells."
    use: ClassVar[str] = "Sales coverage, portfolio overviews, the reference plan."
    example: ClassVar[str] = (
        "A logistics company crosses company size with order value, and decides cell by cell "
        "who is visited, called or served online."
    )

    variables: tuple[Dimension, ...] = Field(min_length=2, max_length=3)
    """The variables; each a name, or a name with bands, levels or the largest values."""

    def place(self, accounts: Accounts) -> Placement:
        return cross(accounts, self.variables, "The method grid")
