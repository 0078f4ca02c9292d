"""What to look at first: warnings of one kind told together."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from segmentry.model.tables import Table
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.unsure import unsure
from segmentry.reports.view import Row

_NAMED = 3
_SMALL_BOOK = 30
_OF_SIZE = ("over_segmentation", "under_segmentation", "empty_segment", "small_group")


@dataclass(frozen=True)
class Kind:
    """A kind of warning: its title, and what several of them have in common."""

    title: str
    noun: str
    several: str
    advice: str


_KINDS = {
    "stale_data": Kind(
        "The data is old",
        "source",
        "have no recent rows",
        "Bring newer data before you act on segments that look at behaviour.",
    ),
    "unsure_keys": Kind("Many keys are unsure", "", "", ""),
    "small_book": Kind("Too few accounts to judge segments by their size", "", "", ""),
    "under_segmentation": Kind(
        "A segment hides strong differences",
        "segment",
        "hold accounts that differ about as much as all accounts do",
        "Split them, for instance by value tiers or purchase behaviour.",
    ),
    "over_segmentation": Kind(
        "Too many or too small segments",
        "segmentation",
        "have more or smaller segments than anyone can act on",
        "Merge what you would treat alike.",
    ),
    "demographics_only": Kind(
        "Built on demographics alone",
        "segmentation",
        "look only at what companies are, not at what they do or want",
        "Cross them with behaviour or value before you act on them.",
    ),
    "unknown_value": Kind(
        "A value that no account has",
        "condition",
        "ask for a value that no account has",
        "Correct its spelling, or take it out.",
    ),
    "many_undecided": Kind(
        "Many accounts could not be decided",
        "segment",
        "lack a value for many accounts",
        "Find a source for the values, or say in the conditions what shall hold without them.",
    ),
    "low_coverage": Kind(
        "A variable is known for few accounts",
        "variable",
        "are known for less than half of the accounts",
        "Find a source for them, or use other variables.",
    ),
    "unmatched_list_rows": Kind(
        "Rows of a list found no account",
        "list",
        "have rows that match no account",
        "Check the spelling, or what the lists are matched by.",
    ),
    "empty_segment": Kind(
        "A segment without members",
        "segment",
        "have no members",
        "Check their rules, or take them out.",
    ),
    "small_group": Kind("Groups too small to show", "segment", "", ""),
}


@dataclass(frozen=True)
class Warned:
    """A warning in words, or several of one kind."""

    title: str
    subject: str
    message: str
    details: tuple[tuple[str, str], ...] = ()
    """Each one of them, where they are told together: what it is about, and its message."""


def warned(reading: Reading) -> tuple[Warned, ...]:
    """All warnings, the most urgent kinds first, one for each kind."""
    kinds: defaultdict[str, list[Row]] = defaultdict(list)
    for row in reading.rows(
        f"select code, subject, message, value from {Table.WARNINGS} "
        f"order by code, subject, message"
    ):
        kinds[row["code"]].append(row)
    if (found := unsure(reading)).are_many:
        kinds["unsure_keys"] = [{"subject": found.subject, "message": found.message}]
    _tell_of_size_together(reading, kinds)
    order = {code: place for place, code in enumerate(_KINDS)}
    codes = sorted(kinds, key=lambda code: order.get(code, -1))
    return tuple(_told(reading, code, kinds[code]) for code in codes)


def _tell_of_size_together(reading: Reading, kinds: dict[str, list[Row]]) -> None:
    """Where nearly every segment is small or empty, one sentence says it of all."""
    accounts = reading.totals.in_scope
    found = [code for code in _OF_SIZE if code in kinds]
    if accounts >= _SMALL_BOOK or not found:
        return
    for code in found:
        del kinds[code]
    message = (
        f"With {f.counted(accounts, 'account')} in scope, most segments are empty or too small to "
        f"compare. Sizes of segments are judged from {_SMALL_BOOK} accounts on."
    )
    kinds["small_book"] = [{"subject": f.counted(accounts, "account"), "message": message}]


def _told(reading: Reading, code: str, rows: Sequence[Row]) -> Warned:
    if code == "small_group":
        return _small_groups(reading)
    kind = _KINDS.get(code) or Kind(f.words(code), "case", "were found", "")
    subjects = [_subject(reading, code, row["subject"]) for row in rows]
    if len(rows) == 1:
        return Warned(kind.title, subjects[0], str(rows[0]["message"]))
    names = list(dict.fromkeys(_part(code, subject) for subject in subjects))
    return Warned(
        kind.title,
        f.counted(len(names), kind.noun),
        f"{_listed(names)} {kind.several}. {kind.advice}".strip(),
        tuple((s, str(r["message"])) for s, r in zip(subjects, rows, strict=True)),
    )


def _small_groups(reading: Reading) -> Warned:
    """Counted anew, for the run's own words may name them."""
    small = sum(g.small for s in reading.segmentations for g in s.segments)
    verb, they = ("has", "its") if small == 1 else ("have", "their")
    return Warned(
        _KINDS["small_group"].title,
        f.counted(small, "segment"),
        f"{f.counted(small, 'segment')} {verb} {reading.floor_words}, so {they} figures are hidden "
        "here. Merge what you would treat alike.",
    )


def _subject(reading: Reading, code: str, subject: str) -> str:
    """A segmentation, a variable or a source; or one of the first with a part of it."""
    first, colon, rest = subject.partition(": ")
    if known := reading.segmentation(first):
        return f"{known.title}: {_subject(reading, code, rest)}" if colon else known.title
    fact = reading.variables.get(subject) if code == "low_coverage" else None
    return str(fact["label"]) if fact else subject


def _part(code: str, subject: str) -> str:
    """A variable is the same in whatever segmentation it is used."""
    return subject.rpartition(": ")[2] if code == "low_coverage" else subject


def _listed(names: Sequence[str]) -> str:
    if len(names) > _NAMED + 1:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
