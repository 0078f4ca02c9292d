"""What ideal customers are called: the variable with the score, the column that says why."""

from collections.abc import Sequence

from segmentry.conditions import Word
from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import Definitions
from segmentry.model.plans import IdealCustomerDefinition
from segmentry.model.types import ColumnType

MEANING = "Closeness to what the best customers have in common, 0 to 100."


def fit_name(definition: IdealCustomerDefinition) -> str:
    """The variable with the score."""
    return f"{definition.name}_fit"


def reasons_name(definition: IdealCustomerDefinition) -> str:
    """The column that says why."""
    return f"{fit_name(definition)}_reasons"


def fit_words(definitions: Definitions) -> dict[str, Word]:
    """The words that ideal customers add to conditions."""
    found = {}
    for d in definitions.ideal_customers:
        found[fit_name(d)] = Word(ColumnType.NUMBER, MEANING, fit_label(d))
    return found


def check_names(definitions: Definitions, taken: Sequence[str]) -> None:
    """A fit may not have the name of another variable."""
    for d in definitions.ideal_customers:
        for name in (fit_name(d), reasons_name(d)):
            if name in taken:
                raise InvalidDefinition(
                    f"The fit would be called '{name}', and a variable has that name.",
                    where=d.place,
                    next_step="Give the file, or the variable, another name.",
                )


def fit_label(definition: IdealCustomerDefinition) -> str:
    return f"fit: {definition.title or definition.name.replace('_', ' ')}"
