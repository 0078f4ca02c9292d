"""Turns a source's columns into the fields of a standard table, standardised.

For each source and table two views arise: `raw__…` has the source's values under our field
names, `mapped__…` adds what the standardisers understood. Fields that the source does not have
are null, so everything after this reads all sources alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.hub.column_text import column_text, field_text, is_as_it_stands, left_out
from segmentry.hub.spelling.moments import check_format
from segmentry.hub.standardise import STANDARDISERS
from segmentry.hub.standardise.base import (
    Reading,
    SqlStandardiser,
    Standardiser,
    ValueStandardiser,
)
from segmentry.model.definitions import SourceDefinition
from segmentry.model.fields import Field, FieldKind
from segmentry.model.mappings import FieldMapping, TableMapping
from segmentry.model.standard_tables import STANDARD_TABLES, StandardTable
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType

LEFT_OUT = "left_out_by"
"""Column with the rule by which the mapping leaves a row out."""

LONGEST_VALUE = 2_000
"""Characters; no name, address or code is longer, so a longer value is not understood."""

# kinds whose values may come typed from Parquet or a database and then need no reading
_TYPED: dict[FieldKind, tuple[tuple[str, ...], ColumnType]] = {
    FieldKind.DATE: (("DATE", "TIMESTAMP"), ColumnType.DATE),
    FieldKind.TIME: (("DATE", "TIMESTAMP"), ColumnType.TIME),
    FieldKind.MONEY: (("DECIMAL", "DOUBLE", "FLOAT", "INT", "REAL"), ColumnType.MONEY),
    FieldKind.INTEGER: (("INT",), ColumnType.INTEGER),
    FieldKind.SIZE: (("INT",), ColumnType.INTEGER),
    FieldKind.MONEY_RANGE: (("DECIMAL", "DOUBLE", "FLOAT", "INT", "REAL"), ColumnType.MONEY),
    FieldKind.NUMBER: (("DECIMAL", "DOUBLE", "FLOAT", "INT", "REAL"), ColumnType.NUMBER),
    FieldKind.BOOLEAN: (("BOOL",), ColumnType.BOOLEAN),
}


def standardiser_of(kind: FieldKind) -> Standardiser:
    """The standardiser that understands a kind of field."""
    return STANDARDISERS.get(kind.value)()


def output_columns(field: Field) -> list[Column]:
    """The columns a field becomes: itself, and what its standardiser reads out of it."""
    return [
        Column(f"{field.name}_{o.suffix}" if o.suffix else field.name, o.type, field.meaning)
        for o in standardiser_of(field.kind).outputs
    ]


@dataclass(frozen=True)
class MappedTable:
    """One source filling one standard table."""

    context: RunContext
    source: SourceDefinition
    target: StandardTable
    mapping: TableMapping

    def place(self, *path: str | int) -> str:
        """Where a part of the mapping stands in the source's file."""
        return self.source.place_of("tables", self.target.name, *path)

    @cached_property
    def suffix(self) -> str:
        return f"{self.source.name}__{self.target.name}"

    @property
    def raw(self) -> str:
        return f"raw__{self.suffix}"

    @property
    def mapped(self) -> str:
        return f"mapped__{self.suffix}"

    @property
    def records(self) -> str:
        return f"records/{self.source.name}"

    @cached_property
    def record_columns(self) -> Mapping[str, str]:
        return self.context.engine.columns(self.records)

    def has(self, field: str) -> bool:
        return field in self.mapping.fields

    def prepare(self) -> None:
        """Make the two views."""
        self._check_columns()
        check_formats(self.source, self.target.name)
        self.context.define(
            self.raw,
            f"the columns of {self.source.name} under the names of {self.target.name}",
            self._raw_sql(),
        )
        joins = [self._dictionary(field) for field in self._understood_in_python()]
        self.context.define(
            self.mapped,
            f"{self.target.name} of {self.source.name}, standardised",
            self._mapped_sql(joins),
        )

    def _check_columns(self) -> None:
        for name in self.mapping.fields:
            if self.target.field(name) is None:
                known = [f.name for f in self.target.fields]
                raise UnknownName("field", name, known, where=self.place("fields", name))
        for error in unknown_columns(self.source, self.target.name, self._own_columns):
            raise error
        for field_ in self.target.required:
            if not self.has(field_.name) and not self._found_elsewhere(field_):
                raise InvalidDefinition(
                    f"The field '{field_.name}' ({field_.meaning}) is needed and not mapped.",
                    where=self.place(),
                    next_step=f"Add `{field_.name}: COLUMN` under fields. Columns: "
                    f"{', '.join(self._own_columns)}.",
                )

    def _found_elsewhere(self, field: Field) -> bool:
        # an order whose header tells no account may be told by its lines
        return (self.target.name, field.name) == ("orders", "account") and any(
            "account" in s.tables["order_lines"].fields
            for s in self.context.definitions.sources
            if s.key_system == self.source.key_system and "order_lines" in s.tables
        )

    @property
    def _own_columns(self) -> list[str]:
        """What the source has, without the place that landing adds to each row."""
        return [c for c in self.record_columns if c not in ("_file", "_line")]

    # ---- the source's values under our names ---------------------------------------------

    def _raw_sql(self) -> str:
        columns = [
            f"{self._raw_value(name, mapping)} as {identifier('raw_' + name)}"
            for name, mapping in self.mapping.fields.items()
        ]
        columns += [
            f"{column_text(column, self.record_columns)} as {identifier('attribute_' + name)}"
            for name, column in self.mapping.attributes.items()
        ]
        told, untold = ([r for r in self.mapping.leave_out if r.told is t] for t in (True, False))
        if told:
            columns.append(f"{left_out(told, self.record_columns)} as {LEFT_OUT}")
        listed = ", ".join(["_file as file", "_line as line", *columns])
        rows = f"select {listed} from {identifier(self.records)}"
        if untold:
            rows += f" where {left_out(untold, self.record_columns)} is null"
        return self._last_known(rows) if self.mapping.one_row_per_key else rows

    def _raw_value(self, name: str, mapping: FieldMapping) -> str:
        if mapping.column is not None and self._comes_typed(name, mapping):
            return identifier(mapping.column)
        return field_text(mapping, self.record_columns, self._currency(mapping))

    def _currency(self, mapping: FieldMapping) -> str:
        """How small a unit is depends on its currency."""
        told = self.mapping.fields.get("currency")
        if mapping.form != "minor_units" or told is None:
            return ""
        return field_text(told, self.record_columns)

    def _last_known(self, rows: str) -> str:
        """Many rows tell about one company: the last known value of each field counts."""
        values = [
            f"max_by({c}, line) filter (where {c} is not null) as {c}"
            for c in (
                *(identifier(f"raw_{n}") for n in self.mapping.fields if n != "key"),
                *(identifier(f"attribute_{n}") for n in self.mapping.attributes),
                *([LEFT_OUT] if any(r.told for r in self.mapping.leave_out) else []),
            )
        ]
        listed = ", ".join(["min(file) as file", "min(line) as line", "raw_key", *values])
        return f"select {listed} from ({rows}) as r where raw_key is not null group by raw_key"

    def _comes_typed(self, name: str, mapping: FieldMapping) -> bool:
        if mapping.column is None or not is_as_it_stands(mapping):
            return False
        type_ = self.record_columns[mapping.column].upper()
        kinds, _ = _TYPED.get(self._field(name).kind, ((), None))
        return any(kind in type_ for kind in kinds)

    def _field(self, name: str) -> Field:
        field = self.target.field(name)
        if field is None:
            raise UnknownName("field", name, [f.name for f in self.target.fields])
        return field

    # ---- what the standardisers understand ----------------------------------------------

    def _understood_in_python(self) -> list[Field]:
        """Fields for dictionary tables; those that help others come first."""
        found = [
            f
            for f in self.target.fields
            if self.has(f.name)
            and isinstance(standardiser_of(f.kind), ValueStandardiser)
            and not self._comes_typed(f.name, self.mapping.fields[f.name])
        ]
        return sorted(found, key=lambda f: bool(standardiser_of(f.kind).beside))

    def _dictionary(self, field: Field) -> str:
        """Understand each distinct value once; returns the join that brings the answers."""
        standardiser = standardiser_of(field.kind)
        assert isinstance(standardiser, ValueStandardiser)  # noqa: S101 - chosen by type above
        beside = self._beside(standardiser)
        rows = self.context.query(
            f"distinct__{self.suffix}__{field.name}",
            f"each {field.name} is understood once",
            self._distinct_sql(field, beside),
        ).to_pydict()
        answers = standardiser.understand(rows["value"], rows["beside"], self._reading(field))
        columns = [
            Column("value", ColumnType.TEXT, ""),
            Column("beside", ColumnType.TEXT, ""),
            *(Column(f"o_{o.suffix}", o.type, "") for o in standardiser.outputs),
        ]
        table = self._dictionary_name(field)
        answered = {f"o_{o.suffix}": answers[o.suffix] for o in standardiser.outputs}
        self.context.load_columns(table, columns, {**rows, **answered})
        match = f"d_{field.name}.value = r.{identifier('raw_' + field.name)}"
        if beside:
            match += f" and d_{field.name}.beside is not distinct from d_{beside}.o_"
        return f"left join {identifier(table)} as d_{field.name} on {match}"

    def _beside(self, standardiser: Standardiser) -> str:
        return standardiser.beside if self.has(standardiser.beside) else ""

    def _dictionary_name(self, field: Field) -> str:
        return f"dictionary__{self.suffix}__{field.name}"

    def _distinct_sql(self, field: Field, beside: str) -> str:
        raw = identifier("raw_" + field.name)
        if not beside:
            return (
                f"select distinct {raw} as value, cast(null as varchar) as beside "
                f"from {identifier(self.raw)} where length({raw}) <= {LONGEST_VALUE} order by 1"
            )
        helper = self._dictionary_name(self._field(beside))
        return (
            f"select distinct r.{raw} as value, d.o_ as beside from {identifier(self.raw)} as r "
            f"left join {identifier(helper)} as d on d.value = r.{identifier('raw_' + beside)} "
            f"where length(r.{raw}) <= {LONGEST_VALUE} order by 1, 2"
        )

    def _reading(self, field: Field) -> Reading:
        mapping = self.mapping.fields[field.name]
        return Reading(
            formats=mapping.formats,
            decimal=mapping.decimal,
            scale=mapping.scale,
            percent=mapping.percent,
            scheme=mapping.scheme,
            default_country=self.context.definitions.workspace.default_country,
            reserved_domains=self.context.definitions.workspace.reserved_domains,
        )

    def _mapped_sql(self, joins: list[str]) -> str:
        prepared = [
            f"{sql} as {identifier(name)}"
            for field in self.target.fields
            for name, sql in self._prepared(field).values()
        ]
        rows = identifier(self.raw)
        if prepared:
            rows = f"(select r.*, {', '.join(prepared)} from {rows} as r)"
        columns = ["r.*"]
        for field in self.target.fields:
            columns += self._field_columns(field)
        return f"select {', '.join(columns)} from {rows} as r {' '.join(joins)}"

    def _prepared(self, field: Field) -> dict[str, tuple[str, str]]:
        """What a standardiser wants computed once per row: name -> (column, SQL)."""
        standardiser = standardiser_of(field.kind)
        if not self.has(field.name) or not isinstance(standardiser, SqlStandardiser):
            return {}
        if self._comes_typed(field.name, self.mapping.fields[field.name]):
            return {}
        raw = f"r.{identifier('raw_' + field.name)}"
        return {
            name: (f"prepared_{field.name}_{name}", sql)
            for name, sql in standardiser.prepared(raw, self._reading(field)).items()
        }

    def _field_columns(self, field: Field) -> list[str]:
        columns = output_columns(field)
        if not self.has(field.name):
            return [f"cast(null as {c.type}) as {identifier(c.name)}" for c in columns]
        expressions = self._expressions(field)
        return [
            f"{expression} as {identifier(c.name)}"
            for c, expression in zip(columns, expressions, strict=True)
        ]

    def _expressions(self, field: Field) -> list[str]:
        raw = f"r.{identifier('raw_' + field.name)}"
        if field.kind is FieldKind.KEY:
            return [raw]  # trimmed and emptied of marks already
        standardiser = standardiser_of(field.kind)
        mapping = self.mapping.fields[field.name]
        if self._comes_typed(field.name, mapping):
            scale = f" * {mapping.scale}" if mapping.scale != 1 else ""
            exact = f"try_cast({raw}{scale} as {_TYPED[field.kind][1]})"
            return [exact] * len(standardiser.outputs)  # a figure is a range of one value
        if isinstance(standardiser, SqlStandardiser):
            columns = {n: f"r.{identifier(c)}" for n, (c, _) in self._prepared(field).items()}
            if beside := self._beside(standardiser):
                columns[beside] = f"d_{beside}.o_"
            given = standardiser.from_prepared(raw, columns, self._reading(field))
            return [
                f"case when length({raw}) <= {LONGEST_VALUE} then {given[o.suffix]} end"
                if o.type is ColumnType.TEXT
                else given[o.suffix]
                for o in standardiser.outputs
            ]
        return [f"d_{field.name}.{identifier('o_' + o.suffix)}" for o in standardiser.outputs]


def check_formats(source: SourceDefinition, table: str) -> None:
    """Raises what is wrong with the date formats of a table, and where it stands."""
    for name, field in source.tables[table].fields.items():
        try:
            for form in field.formats:
                check_format(form)
        except InvalidDefinition as error:
            where = source.place_of("tables", table, "fields", name)
            raise InvalidDefinition(error.what, where=where, next_step=error.next_step) from error


def unknown_columns(
    source: SourceDefinition, table: str, columns: Sequence[str]
) -> Iterator[UnknownName]:
    """An error for each column that a mapping names and the source does not have."""
    mapping = source.tables[table]
    named = [("fields", n, column) for n, f in mapping.fields.items() for column in f.columns]
    named += [("attributes", n, column) for n, column in mapping.attributes.items()]
    named += [("leave_out", "", rule.column) for rule in mapping.leave_out]
    for part, name, column in named:
        if column not in columns:
            where = source.place_of("tables", table, part, name)
            yield UnknownName("column", column, columns, where=where)


def mapped_tables(context: RunContext) -> list[MappedTable]:
    """Every source with every standard table it fills, in the order of the definitions."""
    found = []
    for source in context.definitions.sources:
        for name, mapping in source.tables.items():
            if name not in STANDARD_TABLES:
                place = f"sources/{source.name}.yaml, tables"
                raise UnknownName("standard table", name, STANDARD_TABLES, where=place)
            found.append(MappedTable(context, source, STANDARD_TABLES[name], mapping))
    return found
