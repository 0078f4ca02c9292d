"""Values in conditions that no account has: most are misspelt."""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from segmentry.conditions import (
    Membership,
    Vocabulary,
    Word,
    parse_membership,
    standard_events,
    with_known_values,
)
from segmentry.engine.run_context import RunContext
from segmentry.errors import UserError
from segmentry.model.definitions import SegmentationDefinition
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.segments.patterns import NamedSegment


def unknown_values(
    context: RunContext, segments: list[NamedSegment], definition: SegmentationDefinition
) -> Iterator[tuple[str, str]]:
    """What a scope or a condition names in vain: (the segmentation or its segment, what)."""
    texts = {f"{definition.name}: {s.segment}": s.condition for s in segments if s.condition}
    texts[definition.name] = definition.scope
    words = _words(context)
    read = {subject: m for subject, text in texts.items() if (m := _read(text, words))}
    asked = {name for membership in read.values() for name in membership.variables}
    if not asked:
        return
    words = with_known_values(words, asked, lambda sql: context.query(*_STEP, sql))
    for subject in read:
        again = _read(texts[subject], words)
        for warning in again.warnings if again else ():
            yield subject, " ".join(filter(None, (warning.what, warning.next_step)))


_STEP = ("values_of_conditions", "a value in a condition that no account has may be misspelt")


def _words(context: RunContext) -> Vocabulary:
    rows: list[dict[str, Any]] = context.query(
        "words_of_conditions",
        "names and types that conditions may use",
        f"select variable, type from {Table.VARIABLE_FACTS} order by variable",
    ).to_pylist()
    words = {r["variable"]: Word(ColumnType(r["type"]), "") for r in rows}
    return Vocabulary(words, standard_events(list(Table)))


def _read(text: str, words: Vocabulary) -> Membership | None:
    """Rules of methods that are no conditions, such as a list's file, name no values."""
    with suppress(UserError):
        return parse_membership(text, words)
    return None
