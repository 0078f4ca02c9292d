"""Computes the variables: in layers, each using the ones before, each event table read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from segmentry.conditions import Vocabulary, Word, compile_all, parse_expression, standard_events
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.errors import UnknownName
from segmentry.model.definitions import VariableDefinition
from segmentry.model.tables import Table
from segmentry.variables.known_words import defined_in_circles
from segmentry.variables.profile_fields import BASE


@dataclass(frozen=True)
class Computed:
    """A variable that this data can feed, with its type."""

    definition: VariableDefinition
    word: Word


def compute(
    context: RunContext, definitions: Sequence[VariableDefinition], base: Mapping[str, Word]
) -> tuple[str, list[Computed]]:
    """Define the view with every variable that the data feeds; returns its name and them."""
    fed = {t for t in Table if context.fed(t)}
    vocabulary = Vocabulary(dict(base), standard_events(fed))
    computed = [
        Computed(d, Word(base[d.field].type, d.meaning, d.title))
        for d in definitions
        if d.field and d.field in base
    ]
    view, waiting, layer = BASE, [d for d in definitions if d.expression], 0
    unknown: dict[str, UnknownName] = {}
    while waiting:
        layer += 1
        ready, waiting, unknown = _ready(waiting, vocabulary, {d.name for d in definitions})
        if not ready:
            break
        view = _layer(context, view, layer, ready, vocabulary)
        words = {d.name: Word(e.type, d.meaning, d.title) for d, e in ready}
        vocabulary = Vocabulary({**vocabulary.variables, **words}, vocabulary.events)
        computed += [Computed(d, words[d.name]) for d, _ in ready]
    if waiting:
        names = {d.name for d in waiting}
        missing = (e for e in unknown.values() if e.name not in names)
        raise next(missing, None) or defined_in_circles(waiting)
    return view, computed


_Ready = list[tuple[VariableDefinition, Any]]


def _ready(
    waiting: Sequence[VariableDefinition], vocabulary: Vocabulary, names: set[str]
) -> tuple[_Ready, list[VariableDefinition], dict[str, UnknownName]]:
    """Those whose every word is known by now, those who must wait, and what they lack."""
    ready: _Ready = []
    later: list[VariableDefinition] = []
    errors: dict[str, UnknownName] = {}
    for definition in waiting:
        try:
            expression = parse_expression(definition.expression, vocabulary, where=definition.where)
        except UnknownName as error:
            if error.name not in names:
                raise UnknownName(
                    error.kind,
                    error.name,
                    {*error.known, *names},
                    where=error.where,
                    advice=error.advice,
                ) from error
            errors[definition.name] = error
            later.append(definition)
        else:
            ready.append((definition, expression))
    return ready, later, errors


def _layer(
    context: RunContext, view: str, layer: int, ready: _Ready, vocabulary: Vocabulary
) -> str:
    compiled = compile_all(
        [e for _, e in ready], as_of=context.as_of, base=view, prefix=f"features_{layer}"
    )
    for feature in compiled.features:
        context.define(feature.name, feature.why, feature.sql)
    columns = ", ".join(
        f"try_cast({sql} as {e.type}) as {identifier(d.name)}"
        for (d, e), sql in zip(ready, compiled.expressions, strict=True)
    )
    return context.define(
        f"variables_{layer}",
        f"{len(ready)} variables from what is known before them",
        f"select v.*, {columns} from {compiled.source}",
    )
