"""Values in words, as SQL: what reasons are made of."""

import re
from collections.abc import Sequence

from segmentry.engine.sql import literal
from segmentry.model.types import ColumnType


def clause(label: str, sql: str, kind: ColumnType, unit: str = "", *, first: bool = False) -> str:
    """'average order value is 12,300 EUR', '1 order', or that the value is unknown."""
    word = _lower_first(label)
    head = _upper_first(label) if first else word
    unknown = literal(f"{head} {_verb(label)} unknown")
    if kind is ColumnType.BOOLEAN:
        says = ":" if word.startswith(_TELLING) else f" {_verb(label)}"
        said = f"concat({literal(f'{head}{says} ')}, case when {sql} then 'yes' else 'no' end)"
    elif noun := _counted_noun(label, kind, unit):
        rest = unit.removeprefix(noun) if noun in word.split() else ""
        said = counted(sql, f"{_one_label(word, noun)}{rest}", f"{word}{rest}", kind)
    else:
        said = f"concat({literal(f'{head} {_verb(label)} ')}, {measured(sql, kind, unit)})"
    return f"case when {sql} is null then {unknown} else {said} end"


def of_events(sentence: str, sql: str, kind: ColumnType, unit: str, *, first: bool) -> str:
    """'7 orders in the last 90 days', 'the total amount of orders is 1,200 EUR'."""
    head = _upper_first(sentence) if first else sentence
    if kind is ColumnType.BOOLEAN:
        start = next((s for s in _OPPOSITES if sentence.startswith(s)), "")
        opposite = _OPPOSITES.get(start, f"not {start}") + sentence.removeprefix(start)
        not_so = literal(_upper_first(opposite) if first else opposite)
        said = f"case when {sql} then {literal(head)} else {not_so} end"
    elif sentence.startswith(_HOW_MANY) and not sentence.startswith(_HOW_MANY_DIFFERENT):
        events = sentence.removeprefix(_HOW_MANY)
        said = counted(sql, one_of(events), events, kind)
    else:
        return clause(sentence, sql, kind, unit, first=first)
    return f"case when {sql} is null then {literal(f'{head}: unknown')} else {said} end"


_HOW_MANY, _HOW_MANY_DIFFERENT = "the number of ", "the number of different "
_OPPOSITES = {
    "at least one contact": "no contact",
    "no contact": "at least one contact",
    "every contact": "not every contact",
}
_TELLING = ("has ", "is ", "may ", "can ")
"""What begins a label that is a sentence by itself."""


def measured(sql: str, kind: ColumnType, unit: str = "") -> str:
    """A known value with its unit: 12,300 EUR, 1 day, 12.5 %."""
    if unit == "share":
        return f"concat(cast(round(100.0 * {sql}, 1) as varchar), ' %')"
    if not unit or not kind.is_numeric:
        return value(sql, kind)
    return counted(sql, one_of(unit), unit, kind)


def counted(sql: str, one: str, several: str, kind: ColumnType = ColumnType.INTEGER) -> str:
    """A number with its noun: 1 order, 12 orders."""
    noun = literal(f" {several}")
    if one != several:
        noun = f"case when {sql} = 1 then {literal(f' {one}')} else {noun} end"
    return f"concat({value(sql, kind)}, {noun})"


def joined(parts: Sequence[str]) -> str:
    """SQL of the parts as one sentence: 'this, that and more'."""
    if not parts:
        return "''"
    *others, last = parts
    between = [text for part in others for text in (part, "', '")][:-1]
    return f"concat({', '.join([*between, *([literal(' and ')] if others else []), last])})"


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


def one_of(unit: str) -> str:
    """What there is one of: order of 'orders', case a year of 'cases a year'."""
    first, blank, rest = unit.partition(" ")
    return f"{_ONES.get(first) or _singular(first)}{blank}{rest}"


_ONES = {"people": "person", "series": "series"}


def _singular(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    if noun.endswith(("ches", "shes", "xes", "sses")):
        return noun[:-2]
    return noun if noun.endswith("ss") else noun.removesuffix("s")


_MEASURES = ("days", "years", "months", "hours", "minutes", "seconds", "points", "share")
"""Units of how much, not nouns of how many."""


def _counted_noun(label: str, kind: ColumnType, unit: str) -> str:
    """The noun of what a variable counts; empty where its value is no count."""
    noun, _, rest = unit.partition(" ")
    if noun in _MEASURES or not noun or not kind.is_numeric:
        return ""
    counts = noun in label.split() or (kind is ColumnType.INTEGER and not rest)
    return noun if counts else ""


def _one_label(label: str, noun: str) -> str:
    """'running subscription' of 'running subscriptions', 'contact known' of 'contacts known'."""
    words = label.split()
    plurals = [at for at, word in enumerate(words) if word == noun or word.endswith("s")]
    for at in plurals[:1]:
        words[at] = one_of(words[at])
    return " ".join(words)


def _verb(label: str) -> str:
    """Growth is, days are: told by the word that the others explain."""
    noun = _EXPLAINED.split(label)[0]
    return "are" if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else "is"


_EXPLAINED = re.compile(r" (?:of|on|in|between|with|that|paid|known|won|lost)\b|,")


def _lower_first(label: str) -> str:
    """'Average order value' in the middle of a sentence; 'NPS' stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _upper_first(label: str) -> str:
    return label[:1].upper() + label[1:]
