"""Job titles."""

from collections.abc import Mapping, Sequence

from segmentry.hub.people.job_titles import function_of, seniority_of, tidied
from segmentry.hub.standardise.base import Output, Reading, ValueStandardiser
from segmentry.model.types import ColumnType


class JobTitle(ValueStandardiser):
    """Tidies a job title and tells seniority and function from its words in six languages."""

    outputs = (
        Output("", ColumnType.TEXT),
        Output("seniority", ColumnType.TEXT),
        Output("function", ColumnType.TEXT),
    )
    example = ("  VP  Marketing ", "VP Marketing")

    def understand(
        self, values: Sequence[str], beside: Sequence[str | None], reading: Reading
    ) -> Mapping[str, Sequence[object]]:
        titles = [tidied(value) for value in values]
        return {
            "": titles,
            "seniority": [seniority_of(t) if t else None for t in titles],
            "function": [function_of(t) if t else None for t in titles],
        }
