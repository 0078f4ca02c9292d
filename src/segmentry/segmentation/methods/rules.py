"""Rules that people write."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, field_validator

from segmentry.engine.sql import identifier
from segmentry.segmentation.accounts import Accounts, Answer
from segmentry.segmentation.base import Method, Placement, Segment
from segmentry.segmentation.matching import Cell, place


class Rule(BaseModel):
    """A segment and the condition of being in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    where: str = Field(min_length=1)
    description: str = ""


class Rules(Method):
    """Segments by conditions of your own, nested as deep as you like."""

    strong: ClassVar[str] = "Says exactly what you mean, and everybody can read it."
    weak: ClassVar[str] = "Finds only what somebody thought of; limits age unnoticed."
    use: ClassVar[str] = "Sales coverage, service levels, any group the business already talks of."
    example: ClassVar[str] = (
        "A maker of laboratory scales sends its key account team to pharmaceutical companies "
        "with more than 1,000 employees or orders above 50,000 a year."
    )

    segments: tuple[Rule, ...] = Field(min_length=1)
    """Name and condition of each segment; with `first_match` the order counts."""

    @field_validator("segments")
    @classmethod
    def _names_differ(cls, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        names = [rule.name for rule in rules]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise ValueError(f"the segment '{twice[0]}' is named twice")
        return rules

    def conditions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(rule.where for rule in self.segments))

    def place(self, accounts: Accounts) -> Placement:
        answers = [accounts.answers[rule.where] for rule in self.segments]
        cells = [
            Cell(rule.name, answer.sql, accounts.reason_of(answer))
            for rule, answer in zip(self.segments, answers, strict=True)
        ]
        unknown = _undecided(accounts, answers)
        segments = tuple(
            Segment(rule.name, answer.sentence, rule.where, unknown[at])
            for at, (rule, answer) in enumerate(zip(self.segments, answers, strict=True))
        )
        return Placement(place(accounts.table, cells, accounts.definition.assignment), segments)


def _undecided(accounts: Accounts, answers: list[Answer]) -> list[int]:
    counts = ", ".join(
        f"count(*) filter (where {a.sql} is null) as {identifier(str(at))}"
        for at, a in enumerate(answers)
    )
    row = accounts.query(
        "undecided",
        "accounts whose values are unknown where a condition asks for them",
        f"select {counts} from {identifier(accounts.table)}",
    ).to_pylist()[0]
    return [row[str(at)] for at in range(len(answers))]
