"""Values in words, as SQL: what reasons are made of."""

from segmentry.engine.sql import literal
from segmentry.model.types import ColumnType


def label_and_value(label: str, sql: str, kind: ColumnType, unit: str = "") -> str:
    """'average order value 12,300 EUR', with 'unknown' where there is no value."""
    word = _lower_first(label)
    if kind is ColumnType.BOOLEAN:
        return f"case when {sql} then {literal(word)} else {_or_unknown(word, sql)} end"
    if unit == "share":
        sql, unit = f"(100.0 * {sql})", "%"
    after = f", {literal(' ' + unit)}" if unit and kind.is_numeric else ""
    return (
        f"case when {sql} is null then {literal(word + ' unknown')} "
        f"else concat({literal(word + ' ')}, {value(sql, kind)}{after}) end"
    )


def value(sql: str, kind: ColumnType) -> str:
    """A known value as text, numbers as people write them."""
    if kind is ColumnType.TEXT:
        return sql
    if kind.is_numeric:
        return number(sql, whole=kind is not ColumnType.NUMBER)
    return f"cast({sql} as varchar)"


def number(sql: str, *, whole: bool = True) -> str:
    """A number as people write it: 850, 12,300, 1.2 M."""
    rounded = f"cast(round(abs({sql})) as bigint)"
    thousands = (
        f"concat(cast({rounded} // 1000 as varchar), ',', "
        f"lpad(cast({rounded} % 1000 as varchar), 3, '0'))"
    )
    millions = f"concat(cast(round(abs({sql}) / 1000000.0, 1) as varchar), ' M')"
    small = f"cast({rounded} as varchar)" if whole else _with_decimals(sql, rounded)
    text = (
        f"case when abs({sql}) >= 999999.5 then {millions} "
        f"when abs({sql}) >= 999.5 then {thousands} else {small} end"
    )
    return f"concat(case when {sql} < 0 then '-' else '' end, {text})"


def _with_decimals(sql: str, rounded: str) -> str:
    return (
        f"case when abs({sql}) = {rounded} then cast({rounded} as varchar) "
        f"else cast(round(abs({sql}), 2) as varchar) end"
    )


def _or_unknown(word: str, sql: str) -> str:
    return (
        f"case when {sql} is null then {literal(word + ' unknown')} "
        f"else {literal('not ' + word)} end"
    )


def _lower_first(label: str) -> str:
    """'Average order value' in the middle of a sentence; 'NPS' stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
