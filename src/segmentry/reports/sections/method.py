"""Method: how the figures were made, from which definitions, and what the words mean."""

from collections import defaultdict
from dataclasses import dataclass

from segmentry.model.value_measures import NO_VALUE
from segmentry.reports import format as f
from segmentry.reports.reading import Reading
from segmentry.reports.view import DefinitionFacts

_FORMULAS = (
    ("Share of accounts", "members / accounts the segmentation looks at"),
    ("Share of value", "value of the members / value of all accounts the segmentation looks at"),
    (
        "RFM score",
        "1 + the whole part of 5 x the share of accounts with a strictly smaller value, at most 5; "
        "recency counts backwards, so 5 is always best; equal values get equal scores",
    ),
    (
        "Difference",
        "(mean of the members - mean of the rest) / standard deviation; for words, shares in place "
        "of means; large values are tamed before. 0.2 is small, 0.5 medium, 0.8 large",
    ),
    (
        "95 % interval",
        "the range that would hold the true figure in 95 of 100 repetitions; when it spans zero "
        "the data does not tell a difference",
    ),
    ("Coverage", "accounts with a value / accounts looked at"),
    ("Variation", "normalised entropy: 0 when all accounts are alike, 1 when all differ"),
    ("Measured relevance", "share of the outcome's variance that the variable explains"),
    ("Overlap", "accounts in both segments / accounts in the segment of the row"),
    ("Completeness", "rows with a value / rows"),
    ("Validity", "values that could be understood / values given"),
)
_GLOSSARY = (
    ("Account", "a customer company or prospect, as all sources together know it"),
    ("As of", "the date the data is looked at from; never simply today"),
    ("Definition version", "a hash of what a definition says: the same hash, the same definition"),
    ("Membership", "an account in a segment, with the dates and the reason"),
    ("Privacy floor", "the smallest group whose figures are shown"),
    ("Reachable", "members that may be contacted and for whom an address is known"),
    ("RFM", "recency, frequency and monetary value: when last, how often, how much"),
    ("Run", "one execution of the whole pipeline; its results never change"),
    ("Segment", "a named group of accounts in a segmentation"),
    ("Segmentation", "a way to divide the accounts: one method with its settings"),
    (
        "Set aside",
        "kept out of the figures for breaking a rule; it can be mended and replayed",
    ),
    ("Unknown", "no source tells it; never counted as zero"),
    ("Variable", "something to segment by, with one value per account"),
)


@dataclass(frozen=True)
class Method:
    """How the report was made."""

    facts: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, tuple[DefinitionFacts, ...]], ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    formulas: tuple[tuple[str, str], ...]
    glossary: tuple[tuple[str, str], ...] = _GLOSSARY


def read(reading: Reading) -> Method:
    facts = reading.facts
    definitions: defaultdict[str, list[DefinitionFacts]] = defaultdict(list)
    for definition in facts.definitions:
        definitions[definition.kind].append(definition)
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for note in facts.notes:
        notes[note.stage].append(note.text)
    return Method(
        facts=(
            ("Workspace", facts.workspace),
            ("Run", f"{facts.run_number:,}"),
            ("Data as of", str(f.day(facts.as_of))),
            ("Started", f"{f.minute(facts.started_at)} UTC"),
            ("Currency", facts.currency),
            ("Value measure", reading.value_title if reading.measure else NO_VALUE),
            ("Privacy floor", f"groups of {reading.floor_words} are hidden"),
            ("Seed", str(facts.seed)),
            ("Made with", f"Segmentry {facts.product_version}"),
        ),
        formulas=(*_value(reading), *_FORMULAS),
        definitions=tuple((f.words(kind), tuple(found)) for kind, found in definitions.items()),
        notes=tuple((f.words(stage), tuple(texts)) for stage, texts in notes.items()),
    )


def _value(reading: Reading) -> tuple[tuple[str, str], ...]:
    measure = reading.measure
    return ((measure.title, measure.meaning),) if measure else ()
