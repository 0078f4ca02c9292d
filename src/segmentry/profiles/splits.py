"""Splits, taken back: what stood before them stands again."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from segmentry.errors import UserError
from segmentry.model.answers import DIFFERENT, OPEN, Answer
from segmentry.profiles.answers import answered, in_force


def taken_back(
    answers: Sequence[Answer], key: str, *, because: str, by: str, at: datetime
) -> list[Answer]:
    """Answers that take back the newest split of a key: of each pair that it is open again, and
    then what others said of it, as they said it."""
    made: list[Answer] = []
    for answer in _newest(answers, key):
        made.append(answered(*answer.keys, OPEN, because=because, by=by, at=at))
        others = [a for a in answers if a.keys == answer.keys and _said(a) != _said(answer)]
        # word for word, so that an answer of another split still belongs to it
        made += [a for a in others[-1:] if a.said != OPEN]
    return made


def kept_apart(answers: Iterable[Answer], key: str) -> list[Answer]:
    """The answers in force that keep a key apart from others."""
    return [a for a in in_force(answers) if a.said == DIFFERENT and key in a.keys]


def _newest(answers: Sequence[Answer], key: str) -> list[Answer]:
    """The newest split of a key that still counts, one answer a pair."""
    counting = set(in_force(answers))
    splits: dict[tuple[datetime, str, str], dict[tuple[str, str], Answer]] = {}
    for answer in answers:
        if answer.said == DIFFERENT:
            splits.setdefault(_said(answer), {})[answer.keys] = answer
    for split in reversed(splits.values()):
        if _is_of(split, key) and not counting.isdisjoint(split.values()):
            return [a for a in split.values() if key in a.keys]
    raise UserError(
        f"No answer keeps '{key}' apart from other keys; there is no split to take back.",
        next_step=f"`segmentry identity explain {key}` shows what was said.",
    )


def _is_of(split: Iterable[tuple[str, str]], key: str) -> bool:
    """Whether a split was asked for with a key: all its answers are about it."""
    pairs = [set(keys) for keys in split]
    shared = set.intersection(*pairs)
    # a script that splits several keys within a second leaves no key that all share
    return key in shared or (not shared and key in set.union(*pairs))


def _said(answer: Answer) -> tuple[datetime, str, str]:
    """What all answers of one split have in common."""
    return answer.said_at, answer.said_by, answer.reason
