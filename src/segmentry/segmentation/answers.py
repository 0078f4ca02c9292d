"""Turns the conditions of the segmentations into columns that methods can read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from segmentry.conditions import (
    Condition,
    Expression,
    Membership,
    Vocabulary,
    Word,
    compile_all,
    parse_condition,
    parse_membership,
)
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.model.definitions import SegmentationDefinition
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType
from segmentry.segmentation.accounts import Accounts, Answer, Figure, Variable
from segmentry.segmentation.base import Method
from segmentry.segmentation.tops import RankedCondition, with_tops
from segmentry.segmentation.units import Units


@dataclass(frozen=True)
class Question:
    """A segmentation with its conditions, read and checked."""

    definition: SegmentationDefinition
    method: Method
    scope: Condition
    memberships: tuple[Membership, ...]


def vocabulary(units: Units, variables: Mapping[str, Variable]) -> Vocabulary:
    """What conditions may name in this run."""
    context = units.context
    profile = {c.name: Word(c.type, c.meaning) for c in SCHEMAS[Table.PROFILES].columns}
    words = {v.name: Word(v.type, v.meaning, v.label) for v in variables.values()}
    # what no source gives may be asked for; every answer is then unknown
    return Vocabulary({**profile, **_not_fed(context), **words}, units.events())


def read_question(
    definition: SegmentationDefinition, method: Method, words: Vocabulary
) -> Question:
    place = definition.place_of
    return Question(
        definition,
        method,
        parse_condition(definition.scope, words, where=place(definition.scope)),
        tuple(parse_membership(c, words, where=place(c)) for c in method.conditions()),
    )


def _not_fed(context: RunContext) -> dict[str, Word]:
    rows = context.query(
        "variables_without_data",
        "variables that no source gives",
        f"select variable, type, meaning, label from {Table.VARIABLE_FACTS} where known = 0 "
        "order by variable",
    ).to_pylist()
    return {r["variable"]: Word(ColumnType(r["type"]), r["meaning"], r["label"]) for r in rows}


class Answers:
    """Compiles all questions at once, so every event table is read in one pass."""

    def __init__(self, units: Units, questions: Sequence[Question]) -> None:
        self._context, self._units = units.context, units
        self._sql: dict[int, str] = {}
        """SQL of each expression by its identity."""
        asked = [e for q in questions for e in _expressions(q)]
        figures = [f for q in questions for m in q.memberships for f in m.figures]
        self._base = self._with_unknown(asked)
        self._compile([e for e in asked if not e.events])
        self._ask_events([*(e for e in asked if e.events), *figures])

    def accounts(
        self, number: int, question: Question, variables: Mapping[str, Variable]
    ) -> Accounts:
        """The accounts in scope, with a column per condition."""
        table = self._context.define(
            f"segmentation_{number}_accounts",
            f"accounts in the scope of '{question.definition.name}', with its conditions answered",
            self._population(question),
        )
        answers = {
            text: Answer(
                text,
                membership.to_sentence(),
                identifier(_column(at)),
                tuple(sorted(membership.variables)),
                tuple(
                    Figure(f.to_sentence(), identifier(_figure(at, n)), f.type)
                    for n, f in enumerate(membership.figures, 1)
                ),
            )
            for at, (text, membership) in enumerate(
                zip(question.method.conditions(), question.memberships, strict=True), 1
            )
        }
        return Accounts(self._context, question.definition, number, table, variables, answers)

    def undecided_scope_sql(self, question: Question) -> str:
        """How many accounts the scope could not decide."""
        return (
            f"select count(*) as accounts from {self._source([question.scope])} "
            f"where v.excluded is null and ({self._sql[id(question.scope)]}) is null"
        )

    def _population(self, question: Question) -> str:
        """Conditions that rank come last: of a first match they rank those who are still free."""
        columns, tops = [], []
        is_first_match = question.definition.assignment == "first_match"
        for at, membership in enumerate(question.memberships, 1):
            meets = self._sql[id(membership.condition)]
            figures = enumerate(membership.figures, 1)
            columns += [(self._sql[id(f)], _figure(at, n)) for n, f in figures]
            if membership.top is None:
                columns.append((meets, _column(at)))
                continue
            ranked = RankedCondition(
                membership.top,
                f"{_column(at)}_meets",
                f"{_column(at)}_by",
                _column(at),
                [_column(n) for n in range(1, at)] if is_first_match else (),
            )
            columns += [(meets, ranked.meets), (self._sql[id(membership.top.by)], ranked.by)]
            tops.append(ranked)
        listed = "".join(f", ({sql}) as {identifier(name)}" for sql, name in columns)
        return with_tops(
            f"select v.*{listed} from {self._source(_expressions(question))} "
            f"where v.excluded is null and ({self._sql[id(question.scope)]})",
            tops,
        )

    @property
    def _asked(self) -> str:
        return f"asked_of_events{self._units.suffix}"

    def _source(self, asked: Sequence[Expression]) -> str:
        asks_events = any(e.events for e in asked)
        joined = (
            f" left join {self._asked} as e on e.account_id = v.account_id" if asks_events else ""
        )
        return f"{self._base} as v{joined}"

    def _with_unknown(self, asked: Sequence[Expression]) -> str:
        """The accounts' variables, with an empty column for each that is asked for in vain."""
        given = self._context.engine.columns(self._units.values)
        missing = {
            name: e.vocabulary.variables[name].type
            for e in asked
            for name in e.variables
            if name not in given
        }
        if not missing:
            return self._units.values
        in_profile = sorted(missing.keys() & set(SCHEMAS[Table.PROFILES].names))
        further = [f"p.{identifier(name)}" for name in in_profile]
        further += [
            f"cast(null as {type_}) as {identifier(name)}"
            for name, type_ in sorted(missing.items())
            if name not in in_profile
        ]
        joined = f" join {Table.PROFILES} as p using (account_id)" if in_profile else ""
        return self._context.define(
            f"variables_and_more{self._units.suffix}",
            "conditions ask for fields of the profile, or for what no source gives",
            f"select v.*, {', '.join(further)} from {self._units.values} as v{joined}",
        )

    def _compile(self, asked: Sequence[Expression]) -> None:
        compiled = compile_all(asked, as_of=self._context.as_of, base=self._base)
        self._remember(asked, compiled.expressions)

    def _ask_events(self, asked: Sequence[Expression]) -> None:
        if not asked:
            return
        compiled = compile_all(
            asked, as_of=self._context.as_of, base=self._base, prefix=f"asked{self._units.suffix}"
        )
        for feature in compiled.features:
            self._context.keep(feature.name, feature.why, feature.sql)
        columns = "".join(f", {sql} as answer_{at}" for at, sql in enumerate(compiled.expressions))
        self._context.keep(
            self._asked,
            "what the conditions ask about events and people, per account",
            f"select v.account_id{columns} from {compiled.source} where v.excluded is null",
        )
        self._remember(asked, [f"e.answer_{at}" for at in range(len(asked))])

    def _remember(self, asked: Sequence[Expression], expressions: Sequence[str]) -> None:
        self._sql |= {id(e): sql for e, sql in zip(asked, expressions, strict=True)}


def _expressions(question: Question) -> list[Expression]:
    tops = [m.top.by for m in question.memberships if m.top]
    return [question.scope, *(m.condition for m in question.memberships), *tops]


def _column(at: int) -> str:
    return f"condition_{at}"


def _figure(at: int, number: int) -> str:
    return f"condition_{at}_figure_{number}"
