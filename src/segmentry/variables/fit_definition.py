"""Reads what people write about ideal customers, and says what cannot be."""

from segmentry.conditions import Condition, Vocabulary, parse_condition
from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.model.plans import IdealCustomerDefinition
from segmentry.variables.fit_levels import Level, read_level


def read_definition(
    definition: IdealCustomerDefinition, words: Vocabulary
) -> tuple[Condition, dict[Level, float]]:
    """Who is learnt from, and the points written by hand; raises the first error."""
    _check_names(definition, words)
    condition = parse_condition(definition.customers, words, where=definition.at("customers"))
    return condition, {
        _level(definition, words, variable, text): points
        for variable, by_level in definition.weights.items()
        for text, points in by_level.items()
    }


def _level(
    definition: IdealCustomerDefinition, words: Vocabulary, variable: str, text: str
) -> Level:
    where = definition.at("weights", variable, text)
    return read_level(variable, words.variables[variable].type, text, where)


def _check_names(definition: IdealCustomerDefinition, words: Vocabulary) -> None:
    named: list[tuple[str, tuple[str | int, ...]]] = [
        *((name, ("variables", at)) for at, name in enumerate(definition.variables)),
        *((name, ("weights", name)) for name in definition.weights),
    ]
    if definition.best_by:
        named.append((definition.best_by, ("best_by",)))
    for name, path in named:
        where = definition.at(*path)
        if name not in words.variables:
            raise UnknownName("variable", name, words.variables, where=where)
        if words.variables[name].type.is_temporal:
            raise InvalidDefinition(
                f"'{name}' is a date, which cannot be compared here.",
                where=where,
                next_step="Write a variable of your own with the days or years since then.",
            )
    best_by = definition.best_by
    if best_by and not words.variables[best_by].type.is_numeric:
        raise InvalidDefinition(
            f"'{best_by}' is no number, so nobody is best by it.",
            where=definition.at("best_by"),
            next_step="Name a variable like cltv, monthly_amount or won_amount.",
        )
