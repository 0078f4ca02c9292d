"""The SQL that reads a field's value, as text, out of the columns of a source."""

from collections.abc import Callable, Mapping, Sequence

from segmentry.engine.sql import identifier, literal
from segmentry.hub.spelling.text import among
from segmentry.model.mappings import FieldMapping, Form, LeaveOut

MISSING_WORDS = (
    "", "n/a", "#n/a", "null", "(null)", "none", "nil", "nan", "<na>", "undefined", "-", "--", "?",
    "\\n",
)  # fmt: skip
"""What people and programs write where there is no value."""


def field_text(mapping: FieldMapping, types: Mapping[str, str], currency: str = "") -> str:
    """The value of a field as text; `currency` is the SQL of its currency, where it has one."""
    if mapping.column is None:
        return literal(_constant_text(mapping.constant))
    if mapping.form == "content":
        return _content((mapping.column, *mapping.joined), types)
    told = [_one(mapping, c, types, currency) for c in (mapping.column, *mapping.otherwise)]
    text = told[0] if len(told) == 1 else f"coalesce({', '.join(told)})"
    for column in mapping.joined:
        text = f"({text} || '-' || {column_text(column, types)})"
    marks = "".join(
        f" when {_says(m.column, m.values, types)} then {literal(m.means)}" for m in mapping.marks
    )
    return f"case{marks} else {text} end" if marks else text


def _content(columns: Sequence[str], types: Mapping[str, str]) -> str:
    """A key of what a row says, the same wherever the row stands; none where it says nothing."""
    told = [f"coalesce(lower({column_text(column, types)}), '')" for column in columns]
    listed, nothing = " || '|' || ".join(told), "|" * (len(told) - 1)
    return _short_md5(f"nullif({listed}, {literal(nothing)})")


def column_text(column: str, types: Mapping[str, str]) -> str:
    """A column as trimmed text; whole numbers lose the '.0' that a missing value gave them."""
    value, type_ = identifier(column), types[column].upper()
    if type_ in ("DOUBLE", "FLOAT", "REAL"):
        whole = f"cast(cast({value} as bigint) as varchar)"
        return f"case when {value} = floor({value}) then {whole} else cast({value} as varchar) end"
    text = f"trim({value})" if type_ == "VARCHAR" else f"trim(cast({value} as varchar))"
    return _unless_missing(text)


def is_as_it_stands(mapping: FieldMapping) -> bool:
    """Whether the field is its column and nothing is made of it."""
    made = (mapping.otherwise, mapping.joined, mapping.part, mapping.form, mapping.marks)
    return mapping.column is not None and not mapping.values and not any(made)


def left_out(rules: Sequence[LeaveOut], types: Mapping[str, str]) -> str:
    """The rule by which a row is set aside, or null."""
    cases = " ".join(
        f"when {_is_left_out(rule, types)} then {literal(rule.rule)}" for rule in rules
    )
    return f"case {cases} end"


def _is_left_out(rule: LeaveOut, types: Mapping[str, str]) -> str:
    if rule.newest_by:
        return _is_older(rule, types)
    if rule.values:
        return _says(rule.column, rule.values, types)
    return f"not coalesce({_says(rule.column, rule.keep, types)}, true)"


def _is_older(rule: LeaveOut, types: Mapping[str, str]) -> str:
    """Another row tells the same with a later value; a moment that cannot be read comes first."""
    key, texts = column_text(rule.column, types), [column_text(c, types) for c in rule.newest_by]
    newest = "".join(
        f"try_cast({t} as timestamp) desc nulls last, {t} desc nulls last, " for t in texts
    )
    place = f"row_number() over (partition by {key} order by {newest}_file desc, _line desc)"
    return f"{key} is not null and {place} > 1"


def _says(column: str, words: Sequence[str], types: Mapping[str, str]) -> str:
    listed = ", ".join(literal(w.strip().lower()) for w in words)
    return f"lower({column_text(column, types)}) in ({listed})"


def _unless_missing(text: str) -> str:
    return f"case when {among(f'lower({text})', MISSING_WORDS)} then null else {text} end"


def _one(mapping: FieldMapping, column: str, types: Mapping[str, str], currency: str) -> str:
    text = column_text(column, types)
    if mapping.part:
        inside = f"json_extract_string(try_cast({text} as json), {_path(mapping.part)})"
        text = _unless_missing(f"trim({inside})")
    text = _FORMS[mapping.form](text, currency)
    return _translated(text, mapping.values) if mapping.values else text


def _path(part: str) -> str:
    plain = part.replace("_", "a").isalnum()
    quoted = part.replace('"', '\\"')
    return literal(f"$.{part}" if plain else f'$."{quoted}"')


def _translated(text: str, values: Mapping[str, str]) -> str:
    cases = " ".join(
        f"when {literal(theirs.strip().lower())} then {literal(ours) if ours else 'null'}"
        for theirs, ours in values.items()
    )
    return f"case lower({text}) {cases} else {text} end"


def _constant_text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


# ---- forms ---------------------------------------------------------------------------------

_CHECK_LETTERS = literal("ABCDEFGHIJKLMNOPQRSTUVWXYZ012345")
_WHOLE_UNITS = ("bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "ugx",
                "vnd", "vuv", "xaf", "xof", "xpf")  # fmt: skip
_THOUSANDTHS = ("bhd", "jod", "kwd", "omr", "tnd")


def _salesforce_id(text: str, _: str) -> str:
    """15 letters tell records apart by capitals; three more make 18 that need none."""
    checks = " || ".join(_check_letter(text, start) for start in (1, 6, 11))
    is_short = f"regexp_matches({text}, '^[A-Za-z0-9]{{15}}$')"
    return f"case when {is_short} then {text} || {checks} else {text} end"


def _check_letter(text: str, start: int) -> str:
    """Which of five letters are capitals, as one letter."""
    bits = " + ".join(
        f"case when regexp_matches(substr({text}, {start + i}, 1), '[A-Z]') then {2**i} else 0 end"
        for i in range(5)
    )
    return f"substr({_CHECK_LETTERS}, 1 + {bits}, 1)"


def _minor_units(text: str, currency: str) -> str:
    exact = f"try_cast({text} as decimal(24,4))"
    share = "cast(0.01 as decimal(6,3))"
    if currency:
        whole, thousandths = (_listed(codes) for codes in (_WHOLE_UNITS, _THOUSANDTHS))
        share = (
            f"case when lower({currency}) in ({whole}) then cast(1 as decimal(6,3)) "
            f"when lower({currency}) in ({thousandths}) then cast(0.001 as decimal(6,3)) "
            f"else {share} end"
        )
    # what is no number stays as it is, and is told as unreadable
    return f"case when {exact} is null then {text} else cast({exact} * {share} as varchar) end"


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(map(literal, codes))


def _first_of_list(text: str, _: str) -> str:
    return f"nullif(trim(split_part({text}, ';', 1)), '')"


def _person(text: str, _: str) -> str:
    """An e-mail address that serves as a key must not be read in results."""
    return f"case when contains({text}, '@') then {_hashed(text, '')} else {text} end"


def _hashed(text: str, _: str) -> str:
    return _short_md5(f"lower({text})")


def _short_md5(text: str) -> str:
    return f"substr(md5({text}), 1, 20)"


_FORMS: Mapping[Form, Callable[[str, str], str]] = {
    "": lambda text, _: text,
    "salesforce_id": _salesforce_id,
    "minor_units": _minor_units,
    "first_of_list": _first_of_list,
    "person": _person,
    "hashed": _hashed,
    "content": lambda text, _: text,  # made of several columns at once
}
