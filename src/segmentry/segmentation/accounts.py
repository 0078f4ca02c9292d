"""What a method sees: the accounts in scope, with their variables as columns."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.errors import InvalidDefinition, NoData, UnknownName
from segmentry.model.definitions import SegmentationDefinition
from segmentry.model.levels import view_of_unit
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.segmentation.words import clause, counted, joined, of_events

_SINCE = {"recency_days": "last order", "tenure_days": "first order"}
"""Variables that are days since something, in the words people use."""
_NEVER = "no order is known"


@dataclass(frozen=True)
class Variable:
    """What the catalogue knows about a variable."""

    name: str
    label: str
    group: str
    type: ColumnType
    unit: str = ""
    meaning: str = ""


@dataclass(frozen=True)
class Figure:
    """What a condition asks of an account's events, in words, and the column of the answer."""

    sentence: str
    sql: str
    type: ColumnType


@dataclass(frozen=True)
class Answer:
    """A condition of a definition, ready for the engine: `sql` is null where a value is unknown."""

    text: str
    sentence: str
    sql: str
    variables: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class Accounts:
    """The accounts in scope of one segmentation: one row each in `table`."""

    context: RunContext
    definition: SegmentationDefinition
    number: int
    table: str
    variables: Mapping[str, Variable]
    answers: Mapping[str, Answer]

    def rows(self, table: Table) -> str:
        """Where the rows of a table are read: at the level of the segmentation."""
        level = self.definition.level
        return table if level == "account" else view_of_unit(table, level)

    def members(self) -> str:
        """SQL of every account as `member`, with what it is placed as."""
        level = self.definition.level
        if level == "account":
            return f"select account_id, account_id as member from {Table.PROFILES}"
        return f"select {level}_id as account_id, account_id as member from {Table.ACCOUNT_TREE}"

    def need(self, subject: str, *names: str) -> None:
        """Say clearly what is missing when a variable is not there."""
        missing = [name for name in names if name not in self.variables]
        if missing:
            raise NoData(
                f"{subject} needs {_and(missing)}; no source gives any up to {self.context.as_of}.",
                where=self.definition.place,
                next_step=f"Add a source that tells {_and(missing)}, or take the segmentation "
                f"'{self.definition.name}' out.",
            )

    def need_chosen(self, subject: str, name: str) -> None:
        """The same for a variable that people may name: it may be misspelt as well."""
        if name not in self.variables:
            rows = self.query(
                "variables_to_choose",
                "a name that nothing carries is no variable without data",
                f"select variable from {Table.VARIABLE_FACTS} order by variable",
            ).to_pylist()
            known = [row["variable"] for row in rows]
            if name not in known:
                raise UnknownName("variable", name, known, where=self.definition.place_of(name))
        self.need(subject, name)

    def need_number(self, subject: str, name: str) -> None:
        self.need_chosen(subject, name)
        if not self.variables[name].type.is_numeric:
            raise InvalidDefinition(
                f"{subject} needs a variable in numbers; '{name}' is none.",
                where=self.definition.place,
                next_step="Choose one of: "
                + ", ".join(sorted(v.name for v in self.variables.values() if v.type.is_numeric))
                + ".",
            )

    def keep(self, step: str, why: str, sql: str) -> str:
        return self.context.keep(self._named(step), why, sql)

    def define(self, step: str, why: str, sql: str) -> str:
        return self.context.define(self._named(step), why, sql)

    def query(self, step: str, why: str, sql: str) -> pa.Table:
        return self.context.query(self._named(step), why, sql)

    def reason(self, names: tuple[str, ...]) -> str:
        """SQL that says an account's own values: 'Industry is Banking and 1,200 employees'."""
        return joined(self._said(names))

    def said(self, variable: Variable, *, first: bool = False) -> str:
        """SQL that says one value of an account; `first` begins the sentence."""
        column = identifier(variable.name)
        if variable.name in _SINCE:
            phrase = literal(f"{'The' if first else 'the'} {_SINCE[variable.name]} was ")
            ago = f"concat({phrase}, {counted(column, 'day', 'days')}, ' ago')"
            return f"case when {column} is null then {literal(_NEVER)} else {ago} end"
        return clause(variable.label, column, variable.type, self.unit(variable), first=first)

    def reason_of(self, answer: Answer) -> str:
        """SQL of why an account meets a condition: its own values, or else the condition."""
        said = self._said(answer.variables)
        for figure in answer.figures:
            unit = self._currency if figure.type is ColumnType.MONEY else ""
            said.append(of_events(figure.sentence, figure.sql, figure.type, unit, first=not said))
        return joined(said) if said else literal(answer.sentence)

    def unit(self, variable: Variable) -> str:
        is_money = variable.type is ColumnType.MONEY or variable.unit == "currency"
        return self._currency if is_money else variable.unit

    @property
    def _currency(self) -> str:
        return self.context.definitions.workspace.currency

    def _said(self, names: tuple[str, ...]) -> list[str]:
        known = [self.variables[name] for name in names if name in self.variables]
        return [self.said(v, first=at == 0) for at, v in enumerate(known)]

    def _named(self, step: str) -> str:
        return f"segmentation_{self.number}_{step}"


def read_variables(context: RunContext) -> dict[str, Variable]:
    """The variables of this run, with their types as they are stored."""
    columns = context.engine.columns(Table.VARIABLE_VALUES)
    rows = context.query(
        "known_variables",
        "names and units for reasons in words",
        f'select variable, label, "group", unit, meaning from {Table.VARIABLE_FACTS} '
        "order by variable",
    ).to_pylist()
    return {
        r["variable"]: Variable(
            r["variable"],
            r["label"],
            r["group"],
            ColumnType(columns[r["variable"]]),
            r["unit"] or "",
            r["meaning"],
        )
        for r in rows
        if r["variable"] in columns
    }


def _and(names: list[str]) -> str:
    return " and ".join(names) if len(names) < 3 else ", ".join(names[:-1]) + " and " + names[-1]
