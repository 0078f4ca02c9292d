"""What is known about an account before anything is computed: its profile and attributes."""

import re

from segmentry.conditions import Word
from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType

BASE = "account_base"
MOST_ATTRIBUTES = 100


def prepare_base(context: RunContext, taken: set[str]) -> dict[str, Word]:
    """Make `account_base`, one row per account; returns the words it offers."""
    attributes = _attributes(context, taken)
    pivot = "".join(
        f", max(value) filter (where attribute = {literal(attribute)}) as {identifier(name)}"
        for name, (attribute, _) in attributes.items()
    )
    typed = "".join(
        f", try_cast(a.{identifier(name)} as {type_}) as {identifier(name)}"
        for name, (_, type_) in attributes.items()
    )
    join = (
        f"left join (select account_id{pivot} from {Table.ATTRIBUTES} group by account_id) as a "
        "using (account_id)"
        if attributes
        else ""
    )
    context.define(
        BASE,
        "profile, place in the tree, and the sources' further columns",
        f"""
        select p.*, t.parent_id is not null as has_parent,
               coalesce(s.subsidiaries, 0) as subsidiaries{typed}
        from {Table.PROFILES} as p
        left join {Table.ACCOUNT_TREE} as t using (account_id)
        left join (
            select parent_id as account_id, count(*) as subsidiaries
            from {Table.ACCOUNT_TREE} where parent_id is not null group by parent_id
        ) as s using (account_id)
        {join}
        """,
    )
    words = {c.name: Word(c.type, c.meaning) for c in SCHEMAS[Table.PROFILES].columns}
    words["has_parent"] = Word(ColumnType.BOOLEAN, "a parent company is known")
    words["subsidiaries"] = Word(ColumnType.INTEGER, "companies that name it as their parent")
    for name, (attribute, type_) in attributes.items():
        words[name] = Word(type_, f"the source's column '{attribute}'", attribute)
    return words


def _attributes(context: RunContext, taken: set[str]) -> dict[str, tuple[str, ColumnType]]:
    """Further columns of the sources: name -> (attribute, type told by its values)."""
    if not context.fed(Table.ATTRIBUTES):
        return {}
    found = context.query(
        "attribute_types",
        "a column whose every value is a number is a number",
        f"""
        select attribute, count(*) = count(try_cast(value as double)) as is_number,
               count(*) = count(try_cast(value as date)) as is_date,
               count(*) = count(*) filter (where lower(value) in ('true', 'false')) as is_boolean
        from {Table.ATTRIBUTES} group by attribute order by attribute limit {MOST_ATTRIBUTES}
        """,
    ).to_pylist()
    named: dict[str, tuple[str, ColumnType]] = {}
    for row in found:
        name = _name(row["attribute"])
        while name in taken or name in named:
            name += "_given"
        named[name] = (row["attribute"], _type(row))
    return named


def _type(row: dict[str, bool]) -> ColumnType:
    if row["is_boolean"]:
        return ColumnType.BOOLEAN
    if row["is_number"]:
        return ColumnType.NUMBER
    return ColumnType.DATE if row["is_date"] else ColumnType.TEXT


def _name(attribute: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "_", attribute.lower()).strip("_")
    return name if name[:1].isalpha() else f"attribute_{name}"
