"""Names of companies."""

from collections.abc import Mapping

from segmentry.hub.spelling.legal_forms import form_of, name_words, without_form
from segmentry.hub.spelling.placeholders import NO_COMPANY, unless_placeholder
from segmentry.hub.spelling.text import collapsed, folded, literal
from segmentry.hub.standardise.base import Output, Reading, SqlStandardiser
from segmentry.model.types import ColumnType


class CompanyName(SqlStandardiser):
    """Tidies a company's name and gives a key that is the same for all spellings of it."""

    outputs = (
        Output("", ColumnType.TEXT),
        Output("key", ColumnType.TEXT),
        Output("legal_form", ColumnType.TEXT),
    )
    beside = "country"
    example = ("ACME   Holdings, Inc.", "ACME Holdings, Inc.")

    def prepared(self, value: str, reading: Reading) -> Mapping[str, str]:
        return {"words": name_words(folded(unless_placeholder(value, value, NO_COMPANY)))}

    def from_prepared(
        self, value: str, prepared: Mapping[str, str], reading: Reading
    ) -> Mapping[str, str]:
        words = prepared["words"]
        country = _country(prepared.get("country"), reading.default_country)
        return {
            "": f"case when {words} is not null then {collapsed(value)} end",
            "key": without_form(words, country),
            "legal_form": form_of(words, country),
        }

    def expressions(self, value: str, reading: Reading) -> Mapping[str, str]:
        return self.from_prepared(value, self.prepared(value, reading), reading)


def _country(told: str | None, default: str) -> str:
    """SQL of the country, empty where none is known."""
    if told and default:
        return f"coalesce({told}, {literal(default)})"
    return told or (literal(default) if default else "")
