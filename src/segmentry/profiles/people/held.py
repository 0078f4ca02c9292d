"""Contacts of which people know better than the evidence."""

from collections.abc import Iterable, Mapping

from segmentry.engine.run_context import RunContext
from segmentry.model.answers import SAME
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType as T
from segmentry.profiles.answers import Groups, Settled, in_force, settle
from segmentry.profiles.relinking import Held, Keys, hold

_KEY, _OTHER = Column("contact_key", T.TEXT, ""), Column("other_key", T.TEXT, "")


def list_kept_apart(context: RunContext) -> None:
    """Keep `kept_apart` (contact_key): contacts that answers keep from others, also through those
    they are one with; each is looked at by itself."""
    settled = settle(context.people_answers)
    groups, nodes = settled.together, settled.together.nodes()
    named = {key for keys in settled.apart for key in keys}
    firsts = {groups.first(key) for key in named}
    listed = sorted(named | {key for key, first in nodes.items() if first in firsts})
    context.load_columns("kept_apart", [_KEY], {"contact_key": listed})


def hold_contacts(context: RunContext) -> None:
    """Change `clusters` so that answers hold; keep `said_same` (contact_key, other_key)."""
    firsts = _first_keys(context)
    same = (a.keys for a in in_force(context.people_answers) if a.said == SAME)
    pairs = _of_firsts(same, firsts)
    context.load_columns(
        "said_same",
        [_KEY, _OTHER],
        {"contact_key": [a for a, _ in pairs], "other_key": [b for _, b in pairs]},
    )
    if context.people_answers:
        context.say("Holding to what people said of contacts")
        settled = settle(context.people_answers)
        hold(context, _held(settled, firsts))
        _note_contradictions(context, settled)


def _first_keys(context: RunContext) -> Mapping[str, str]:
    """The contact that stands for each contact that people spoke of."""
    keys = sorted({key for answer in context.people_answers for key in answer.keys})
    context.load_columns("spoken_of", [_KEY], {"contact_key": keys})
    found = context.query(
        "first_keys",
        "who stands for the contacts that people spoke of",
        "select contact_key, first_key from contacts_told join spoken_of using (contact_key)",
    ).to_pydict()
    context.engine.drop("spoken_of")
    return dict(zip(found["contact_key"], found["first_key"], strict=True))


def _of_firsts(pairs: Iterable[Keys], firsts: Mapping[str, str]) -> list[Keys]:
    """Pairs of those that stand for contacts; one contact is no pair."""
    moved = {tuple(sorted(firsts.get(key, key) for key in keys)) for keys in pairs}
    return sorted((a, b) for a, b in moved if a != b)


def _held(settled: Settled, firsts: Mapping[str, str]) -> Held:
    together = Groups()
    for pair in _of_firsts(settled.together.nodes().items(), firsts):
        together.join(*pair)
    return Held(together, _of_firsts(settled.firm, firsts), settled.apart)


def _note_contradictions(context: RunContext, settled: Settled) -> None:
    context.notes.extend(
        f"Answers contradict each other, so the contacts said to differ stay apart: {told}. "
        "`segmentry identity answer` corrects one of them."
        for told in settled.contradictions
    )
