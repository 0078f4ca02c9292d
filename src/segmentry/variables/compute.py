"""Computes the variables: in layers, each using the ones before, each event table read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from segmentry.conditions import (
    Expression,
    Vocabulary,
    Word,
    compile_all,
    parse_expression,
    standard_events,
)
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.errors import UnknownName
from segmentry.model.definitions import VariableDefinition
from segmentry.model.tables import SCHEMAS, Table
from segmentry.variables.known_words import defined_in_circles
from segmentry.variables.profile_fields import BASE


@dataclass(frozen=True)
class Computed:
    """A variable with its type; one that no source feeds has no values to write."""

    definition: VariableDefinition
    word: Word
    is_fed: bool = True
    reason: str = "no source gives it"
    """Why it has no values, where it has none."""
    in_words: str = ""
    reads: frozenset[str] = frozenset()
    """The tables it is computed from, those of the variables in between included."""


@dataclass(frozen=True)
class Subject:
    """Whom variables are computed for: the accounts, or units of them by views of their rows."""

    base: str = BASE
    views: Mapping[Table, str] = field(default_factory=dict)
    suffix: str = ""
    """Ends the names of the steps."""


ACCOUNTS = Subject()


def compute(
    context: RunContext,
    definitions: Sequence[VariableDefinition],
    base: Mapping[str, Word],
    subject: Subject = ACCOUNTS,
) -> tuple[str, list[Computed]]:
    """Define the view with every variable; returns its name and them."""
    fed = {t for t in Table if context.fed(t)}
    vocabulary = Vocabulary(dict(base), standard_events(fed, subject.views))
    computed = [
        Computed(d, Word(base[d.field].type, d.meaning, d.title), reads=_reads(d.field, {}))
        for d in definitions
        if d.field and d.field in base
    ]
    reads = {c.definition.name: c.reads for c in computed}
    layers: list[_Ready] = []
    waiting = [d for d in definitions if d.expression]
    unknown: dict[str, UnknownName] = {}
    while waiting:
        ready, waiting, unknown = _ready(waiting, vocabulary, {d.name for d in definitions})
        if not ready:
            break
        layers.append(ready)
        words = {d.name: Word(e.type, d.meaning, d.title) for d, e in ready}
        vocabulary = Vocabulary({**vocabulary.variables, **words}, vocabulary.events)
        reads |= {d.name: _all_reads(e, reads) for d, e in ready}
        computed += [
            Computed(d, words[d.name], in_words=e.to_sentence(), reads=reads[d.name])
            for d, e in ready
        ]
    if waiting:
        names = {d.name for d in waiting}
        missing = (e for e in unknown.values() if e.name not in names)
        raise next(missing, None) or defined_in_circles(waiting)
    view, unfed = _define(context, layers, subject)
    return view, [replace(c, is_fed=c.definition.name not in unfed) for c in computed]


_Ready = list[tuple[VariableDefinition, Expression]]


def _all_reads(expression: Expression, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    events = {str(expression.vocabulary.events[e].table) for e in expression.events}
    return frozenset(events).union(*(_reads(name, known) for name in expression.variables))


def _reads(name: str, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    if name in known:
        return known[name]
    if name in SCHEMAS[Table.PROFILES].names:
        return frozenset({str(Table.PROFILES)})
    is_of_tree = name in ("has_parent", "subsidiaries")
    return frozenset({str(Table.ACCOUNT_TREE if is_of_tree else Table.ATTRIBUTES)})


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


def _define(
    context: RunContext, layers: Sequence[_Ready], subject: Subject
) -> tuple[str, set[str]]:
    """One view per layer over the figures of all layers, so that no event table is read twice;
    and the variables that no source feeds."""
    every = [ready for layer in layers for ready in layer]
    prefix = f"figures{subject.suffix}"
    compiled = compile_all(
        [e for _, e in every], as_of=context.as_of, base=subject.base, prefix=prefix
    )
    for feature in compiled.features:
        context.define(feature.name, feature.why, feature.sql)
    figures = [column for feature in compiled.features for column in feature.columns]
    view = context.define(
        f"account_figures{subject.suffix}",
        "the profiles with every figure that is asked of their events",
        f"select {', '.join(['v.*', *figures])} from {compiled.source}",
    )
    expressions = iter(compiled.expressions)
    for number, layer in enumerate(layers, start=1):
        columns = ", ".join(
            f"try_cast({sql} as {e.type}) as {identifier(d.name)}"
            for (d, e), sql in zip(layer, expressions, strict=False)
        )
        view = context.define(
            f"variables_{number}{subject.suffix}",
            f"{len(layer)} variables from what is known before them",
            f"select v.*, {columns} from {view} as v",
        )
    unfed = {d.name for (d, _), never in zip(every, compiled.is_never_known, strict=True) if never}
    return view, unfed
