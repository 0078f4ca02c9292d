"""What was set aside: rows that break a rule, and single values that nobody understands."""

from collections.abc import Callable, Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.hub.checks import Check, CheckedTable
from segmentry.hub.orders import unplaced_lines, unplaced_orders
from segmentry.hub.quality import Quality
from segmentry.model.fields import FieldKind
from segmentry.model.tables import SCHEMAS, Table

_IN_WORDS = (
    FieldKind.TEXT, FieldKind.CATEGORY, FieldKind.COMPANY_NAME, FieldKind.PERSON_NAME,
    FieldKind.CITY, FieldKind.STREET, FieldKind.REGION,
)  # fmt: skip


def write_rejected(context: RunContext, checked: Sequence[CheckedTable], quality: Quality) -> None:
    """Write REJECTED; tables in which nothing is amiss are not read again."""
    names = ", ".join(identifier(n) for n in SCHEMAS[Table.REJECTED].names)
    parts = [f"select {names} from ({_unreadable(checked)}) as unreadable"]
    parts += [_rows(c) for c in checked if c.table.suffix in quality.broken]
    parts += [
        _values(c, field)
        for c in checked
        for table, field in sorted(quality.not_understood)
        if table == c.table.suffix
    ]
    parts += [_unplaced_lines(c, sql) for c, sql in unplaced_lines(checked)]
    parts += [_unplaced_orders(c, sql) for c, sql in unplaced_orders(checked)]
    context.write(
        Table.REJECTED,
        "nothing is lost: what could not be used is kept with its reason",
        " union all ".join(parts),
        order=("source", "target", "rule", "file", "line", "field", "value"),
    )


def _unreadable(checked: Sequence[CheckedTable]) -> str:
    """What a row says may be told only where its source tells nothing of people."""
    sources = {
        c.table.source.name for c in checked if any(map(_is_personal(c), c.table.mapping.fields))
    }
    if not sources:
        return f"select * from {Table.UNREADABLE}"
    listed = ", ".join(literal(name) for name in sorted(sources))
    return (
        f"select * replace (case when source not in ({listed}) then value end as value) "
        f"from {Table.UNREADABLE}"
    )


def _is_personal(c: CheckedTable) -> Callable[[str], bool]:
    """Whether a field tells of a person; keys of people are often their e-mail addresses."""

    def is_personal(field: str) -> bool:
        declared = c.table.target.field(field)
        is_key = field == "contact" or (field == "key" and c.name == "contacts")
        return is_key or (declared is not None and declared.personal)

    return is_personal


def _rows(c: CheckedTable) -> str:
    return f"""
        select {_place(c)}, broken_rule as rule,
               {_case(c, [(k, literal(k.field)) for k in c.checks])} as field,
               {_case(c, [(k, _shown(c, k.field)) for k in c.checks])} as value,
               {_case(c, [(k, literal(k.reason)) for k in c.checks])} as reason,
               'row' as effect
        from {identifier(c.broken)}
    """


def _case(c: CheckedTable, choices: list[tuple[Check, str]]) -> str:
    cases = " ".join(f"when {literal(k.rule)} then {value}" for k, value in choices)
    return f"case broken_rule {cases} end"


def _place(c: CheckedTable) -> str:
    return f"{literal(c.table.source.name)} as source, file, line, {literal(c.name)} as target"


def _shown(c: CheckedTable, field: str) -> str:
    """A value as the source gives it, unless it is personal or not given."""
    declared = c.table.target.field(field)
    if declared is None or _is_personal(c)(field) or not c.table.has(field):
        return "cast(null as varchar)"
    return f"substr(cast({identifier('raw_' + field)} as varchar), 1, 200)"


def _values(c: CheckedTable, field: str) -> str:
    raw, value = identifier("raw_" + field), identifier(field)
    rule, why = _kind_of_loss(c, field)
    reason = literal(f"{why}; the row is kept without it")
    return f"""
        select {_place(c)}, {literal(rule)} as rule, {literal(field)} as field,
               {_shown(c, field)} as value, {reason} as reason, 'value' as effect
        from {identifier(c.accepted)} where {raw} is not null and {value} is null
    """


def _unplaced_lines(c: CheckedTable, sql: str) -> str:
    return f"""
        select {_place(c)}, 'unknown_order' as rule, 'order' as field,
               cast(raw_order as varchar) as value,
               'no order has this key, so company and day are not known' as reason,
               'row' as effect
        from ({sql}) as lines
    """


def _unplaced_orders(c: CheckedTable, sql: str) -> str:
    return f"""
        select {_place(c)}, 'no_account' as rule, 'account' as field,
               cast(null as varchar) as value,
               'neither the order nor a line of it tells the company' as reason, 'row' as effect
        from ({sql}) as orders
    """


def _kind_of_loss(c: CheckedTable, field: str) -> tuple[str, str]:
    declared = c.table.target.field(field)
    if declared and declared.kind in _IN_WORDS:
        return f"placeholder_{field}", f"{field} holds a word that only says 'not known'"
    return f"unreadable_{field}", f"{field} cannot be understood"
