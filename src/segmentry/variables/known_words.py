"""Every word that conditions may use, as far as it is known before anything has run."""

from collections.abc import Sequence

from segmentry.conditions import Vocabulary, Word, parse_expression, standard_events
from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.model.definitions import Definitions, VariableDefinition
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType
from segmentry.variables.catalogue_files import Figures, all_variables
from segmentry.variables.fit_names import check_names, fit_words


def known_words(definitions: Definitions, attribute_type: ColumnType) -> Vocabulary:
    """Shipped and own variables and the sources' further columns; those have one type here."""
    figures = Figures(definitions.workspace, 365)
    variables = all_variables(definitions.variables, figures)
    words = {c.name: Word(c.type, c.meaning) for c in SCHEMAS[Table.PROFILES].columns}
    words["has_parent"] = Word(ColumnType.BOOLEAN, "")
    words["subsidiaries"] = Word(ColumnType.INTEGER, "")
    for source in definitions.sources:
        for table in (*source.tables.values(), *source.changes.values()):
            words |= {name: Word(attribute_type, name) for name in table.attributes}
    words |= {
        v.name: Word(words[v.field].type, v.meaning, v.title) for v in variables if v.field in words
    }
    known = _with_expressions(words, [v for v in variables if v.expression])
    check_names(definitions, list(known.variables))
    return Vocabulary({**known.variables, **fit_words(definitions)}, known.events)


def defined_in_circles(variables: Sequence[VariableDefinition]) -> InvalidDefinition:
    names = ", ".join(v.name for v in variables)
    return InvalidDefinition(
        f"These variables are defined by themselves, directly or through one another: {names}.",
        where=variables[0].where,
        next_step="Let one of them use none of the others.",
    )


def _with_expressions(words: dict[str, Word], waiting: list[VariableDefinition]) -> Vocabulary:
    events = standard_events(list(SCHEMAS))
    names = {v.name for v in waiting}
    while waiting:
        later: list[VariableDefinition] = []
        for variable in waiting:
            try:
                expression = parse_expression(
                    variable.expression,
                    Vocabulary(words, events),
                    where=variable.where,
                )
            except UnknownName as error:
                if error.name not in names:
                    raise UnknownName(
                        error.kind,
                        error.name,
                        {*error.known, *names},
                        where=error.where,
                        advice=error.advice,
                    ) from error
                later.append(variable)
            else:
                words[variable.name] = Word(expression.type, variable.meaning, variable.title)
        if len(later) == len(waiting):
            raise defined_in_circles(later)
        waiting = later
    return Vocabulary(words, events)
