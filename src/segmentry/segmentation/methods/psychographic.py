"""What companies want and value."""

from dataclasses import replace
from typing import ClassVar

from segmentry.engine.sql import identifier, literal
from segmentry.errors import NoData
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.segmentation.accounts import Accounts, Variable
from segmentry.segmentation.attribute import AttributeMethod
from segmentry.segmentation.base import Placement
from segmentry.segmentation.crossing import cross

_ANSWER = "latest_answer"


class Psychographic(AttributeMethod):
    """Segments by goals, challenges and attitudes that companies told in surveys."""

    strong: ClassVar[str] = "Tells why customers act; messages meet what they care about."
    weak: ClassVar[str] = "Hard and costly to ask; few answer, and answers age."
    use: ClassVar[str] = "Needs-based offers, messages, values and beliefs."
    example: ClassVar[str] = (
        "A consultancy asks for the main challenge of the year, and invites those who say "
        "'finding staff' to a different evening than those who say 'energy prices'."
    )
    usual: ClassVar[tuple[str, ...]] = ("survey_score",)

    question: str = ""
    """A survey question: segments are its latest answers. Without it, the variables of `by`."""

    def place(self, accounts: Accounts) -> Placement:
        if not self.question:
            return super().place(accounts)
        answered = self._answered(accounts)
        dimension = self._dimension(_ANSWER).model_copy(update={"levels": None, "bands": ()})
        return cross(answered, [dimension], self._subject)

    def _answered(self, accounts: Accounts) -> Accounts:
        if not accounts.context.fed(Table.ACCOUNT_ANSWERS):
            raise NoData(
                f"{self._subject} needs survey answers; no source gives any.",
                where=accounts.definition.place,
                next_step="Add a source that maps the table survey_answers.",
            )
        table = accounts.define(
            "answered", "with the latest answer of each account", self._answered_sql(accounts)
        )
        answer = Variable(_ANSWER, self.question, "psychographic", ColumnType.TEXT)
        return replace(accounts, table=table, variables={**accounts.variables, _ANSWER: answer})

    def _answered_sql(self, accounts: Accounts) -> str:
        as_of = literal(accounts.context.as_of)
        return (
            f"select a.*, l.answer as {_ANSWER} from {identifier(accounts.table)} as a left join ("
            "select account_id, answer, row_number() over (partition by account_id "
            "order by answered_on desc nulls last, answer) as newest "
            f"from {accounts.rows(Table.ACCOUNT_ANSWERS)} "
            f"where question = {literal(self.question)} "
            f"and answer is not null and coalesce(answered_on, {as_of}) <= {as_of}"
            ") as l on l.account_id = a.account_id and l.newest = 1"
        )
