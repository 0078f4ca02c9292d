"""Values that cannot be right: they are chosen only where nothing else is told.

The hub has already left out what is no value at all: placeholders, numbers with a wrong check
digit, countries and domains that do not exist. What remains needs a look at two fields together.
"""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal

_SHAPES = {
    "[0-9]{4}": "AT AU BE BG CH CY DK HU LI LU LV NO NZ PH SI TN ZA",
    "[0-9]{5}": "CZ DE EE ES FI FR GR HR ID IT LT MX MY PL RS SE SK TH TR UA",
    "[0-9]{6}": "CN IN KZ RO RU SG",
    "[0-9]{7}": "CL JP",
    "[0-9]{8}": "BR",
    "[0-9]{5}([0-9]{4})?": "US",
    "[0-9]{4}([0-9]{3})?": "PT",
    "[0-9]{4}([A-Z]{2})?": "NL",
    "[A-Z][0-9][A-Z]([0-9][A-Z][0-9])?": "CA",
    "[A-Z]{1,2}[0-9][A-Z0-9]?([0-9][A-Z]{2})?": "GB",
    "[A-Z][0-9][0-9W]([A-Z0-9]{4})?": "IE",
}
"""What a postal code looks like without blanks and dashes, where a country has one form."""


def invalid(group: str, context: RunContext) -> str:
    """SQL: 1 where what a record says of a group of fields cannot be right, else 0."""
    if group == "phone":
        return "case when phone is null then 1 else 0 end"
    if group == "founded_year":
        return f"case when founded_year > {context.as_of.year} then 1 else 0 end"
    return _misfit(context) if group == "address" else "0"


def _misfit(context: RunContext) -> str:
    """Whether a postal code is none of its country."""
    at_home = literal(context.definitions.workspace.default_country or None)
    country = f"coalesce(country, {at_home})"
    compact = "regexp_replace(postal_code, '[ -]', '', 'g')"
    cases = " ".join(
        f"when {country} in ({', '.join(map(literal, countries.split()))}) "
        f"and not regexp_matches({compact}, '^{shape}$') then 1"
        for shape, countries in _SHAPES.items()
    )
    return f"case when postal_code is null then 0 {cases} else 0 end"
