"""The stage: every segmentation places its accounts."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.errors import NoData, NumberTooLarge
from segmentry.model.definitions import (
    SEGMENTATION_WORDS,
    SegmentationDefinition,
)
from segmentry.model.levels import Level
from segmentry.model.settings import read_settings
from segmentry.model.tables import Table
from segmentry.model.written import content_hash
from segmentry.registry import Registry
from segmentry.segmentation.accounts import Accounts, Variable, read_variables
from segmentry.segmentation.answers import Answers, Question, read_question, vocabulary
from segmentry.segmentation.base import Method, Placement, nowhere
from segmentry.segmentation.units import Units

METHODS = Registry("method", "segmentry.segmentation.methods", Method)

_Placed = list[tuple[SegmentationDefinition, Placement]]


def run(context: RunContext) -> None:
    """Place the accounts in the segments of every segmentation."""
    variables = read_variables(context)
    definitions = context.definitions.segmentations
    units = {level: Units(context, level) for level in dict.fromkeys(d.level for d in definitions)}
    for one in units.values():
        one.prepare()
    words = {level: vocabulary(one, variables) for level, one in units.items()}
    questions = [read_question(d, read_method(d), words[d.level]) for d in definitions]
    try:
        _place(context, units, questions, variables)
    except NumberTooLarge as error:
        raise _blamed(units, questions, variables, error) from error


def _place(
    context: RunContext,
    units: Mapping[Level, Units],
    questions: Sequence[Question],
    variables: Mapping[str, Variable],
) -> None:
    answers = {
        level: Answers(one, [q for q in questions if q.definition.level == level])
        for level, one in units.items()
    }
    placed: _Placed = []
    for number, question in enumerate(questions, 1):
        context.say(f"Placing accounts: {question.definition.name}")
        level = question.definition.level
        accounts = answers[level].accounts(number, question, variables)
        placement = _placement(question.method, accounts)
        placed.append((question.definition, units[level].placed(placement)))
        _note_scope(context, answers[level], question)
        context.notes.extend(f"{question.definition.name}: {n}" for n in placement.notes)
    _write(context, placed)


def _placement(method: Method, accounts: Accounts) -> Placement:
    """Without its data a segmentation places nobody; the others are placed all the same."""
    try:
        return method.place(accounts)
    except NoData as error:
        return nowhere(accounts, error.what.rstrip("."), f"{error.what} {error.next_step}")


def _blamed(
    units: Mapping[Level, Units],
    questions: Sequence[Question],
    variables: Mapping[str, Variable],
    error: NumberTooLarge,
) -> NumberTooLarge:
    """The error with the segmentation whose condition it is."""
    for question in questions:
        try:
            one = units[question.definition.level]
            table = Answers(one, [question]).accounts(0, question, variables).table
            one.context.engine.keep("answered", f"select * from {identifier(table)}")
        except NumberTooLarge:
            name = question.definition.name
            return NumberTooLarge(
                f"A condition of the segmentation '{name}' gives a number beyond what can be "
                "stored.",
                where=question.definition.place,
                next_step=error.next_step,
            )
    return error


def fingerprint(context: RunContext) -> str:
    """Changes when a file that a method reads changes."""
    definitions = context.definitions
    files = {file for d in definitions.segmentations for file in read_method(d).files()}
    found = [(file, definitions.folder / file) for file in sorted(files)]
    return content_hash([(file, _file_hash(path)) for file, path in found])


def _file_hash(path: Path) -> str:
    return blake2b(path.read_bytes()).hexdigest() if path.is_file() else ""


def read_method(definition: SegmentationDefinition) -> Method:
    """The method of a segmentation with its settings, checked."""
    name = definition.method
    method = METHODS.get(name, where=definition.at("method"))
    return read_settings(definition, name, method, SEGMENTATION_WORDS)


def _note_scope(context: RunContext, answers: Answers, question: Question) -> None:
    if not question.scope.variables and not question.scope.events:
        return
    name = question.definition.name
    row = context.query(
        "undecided_scope",
        f"accounts of which nobody knows whether they are in the scope of '{name}'",
        answers.undecided_scope_sql(question),
    ).to_pylist()[0]
    if row["accounts"]:
        context.notes.append(
            f"{name}: {row['accounts']} accounts are left out because a value that the scope "
            "asks for is unknown."
        )


def _write(context: RunContext, placed: _Placed) -> None:
    _write_parts(
        context,
        Table.ASSIGNMENTS,
        "every account in scope: the segment it is in, or none, and why",
        [
            f"select {literal(d.name)} as segmentation, segment, account_id, "
            f"{literal(d.version)} as definition_version, reason from ({p.sql}) as placed"
            for d, p in placed
        ],
        ("segmentation", "segment", "account_id"),
    )
    _write_parts(
        context,
        Table.RFM_SCORES,
        "recency, frequency and monetary value with their scores",
        [
            f"select {literal(d.name)} as segmentation, s.* from ({p.scores_sql}) as s"
            for d, p in placed
            if p.scores_sql
        ],
        ("segmentation", "account_id"),
    )
    context.write_rows(Table.CUT_POINTS, "where one score ends and the next begins", _cuts(placed))
    context.write_rows(
        Table.UNDECIDED, "the segments in order, their rules, and who is undecided", _rules(placed)
    )


def _write_parts(
    context: RunContext, table: Table, why: str, parts: Sequence[str], order: Sequence[str]
) -> None:
    if parts:
        context.write(table, why, " union all ".join(parts), order=order)
    else:
        context.write_empty(table)


def _cuts(placed: _Placed) -> list[dict[str, object]]:
    return [{"segmentation": d.name, **vars(c)} for d, p in placed for c in p.cut_points]


def _rules(placed: _Placed) -> list[dict[str, object]]:
    return [
        {
            "segmentation": d.name,
            "segment": s.name,
            "condition": s.condition,
            "sentence": s.rule,
            "accounts": s.undecided,
            "position": position,
        }
        for d, p in placed
        for position, s in enumerate(p.segments, 1)
    ]
