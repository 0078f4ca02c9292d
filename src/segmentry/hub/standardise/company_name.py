"""Names of companies."""

from collections.abc import Mapping

from segmentry.hub.spelling.legal_forms import form_of, name_words, without_form
from segmentry.hub.spelling.placeholders import NO_COMPANY, unless_placeholder
from segmentry.hub.spelling.text import collapsed, folded
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class CompanyName(SqlStandardiser):
    """Tidies a company's name and gives a key that is the same for all spellings of it."""

    outputs = (
        Output("", ColumnType.TEXT),
        Output("key", ColumnType.TEXT),
        Output("legal_form", ColumnType.TEXT),
    )
    example = ("ACME   Holdings, Inc.", "ACME Holdings, Inc.")

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        words = name_words(folded(value))
        outputs = {"": collapsed(value), "key": without_form(words), "legal_form": form_of(words)}
        return {
            suffix: unless_placeholder(value, expression, NO_COMPANY)
            for suffix, expression in outputs.items()
        }
