"""Why keys are one account or one person, or are not."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import in_force
from segmentry.profiles.kinds import COMPANIES, PEOPLE, Kind

Row = dict[str, Any]
_FIELDS = {
    "name": "name_key", "legal_form": "legal_form", "registration_id": "registration_id",
    "domain": "domain", "phone": "phone_key", "street": "street_key",
    "postal_code": "postal_code", "city": "city", "country": "country", "industry": "industry",
    "employees": "employees",
}  # fmt: skip
"""Fields that people compare companies by, each with what is compared of it."""
_ALIKE = {
    "name": ("nearly the same name", "most of the name", "one name part of the other",
             "one name the initials of the other"),
    "phone": ("same phone",),
    "street": ("same address", "same house in a like street"),
}  # fmt: skip
"""Words of evidence by which a field is alike where it is not the same."""


def explain_account(
    engine: Engine, answers: Sequence[Answer], key: str, kind: Kind = COMPANIES
) -> Row:
    """The account or person of a key: its keys, what links them, and what people said of them."""
    owner = owner_of(engine, key, kind)
    more = ", other_key" if kind == PEOPLE else ""
    keys = _rows(
        engine,
        f"select {kind.key}, evidence, confidence{more} from {kind.identity} "
        f"where {kind.id} = {literal(owner)} order by {kind.key}",
    )
    named = {row[kind.key] for row in keys}
    pairs = _pairs(engine, named, kind)
    return {
        kind.id: owner,
        "key": key,
        "keys": keys,
        "links": [p for p in pairs if p["decision"] == "together"],
        "waiting": [p for p in pairs if p["decision"] == "waiting"],
        "answers": [a.row for a in in_force(answers) if named & set(a.keys)],
    }


def explain_two(
    engine: Engine, answers: Sequence[Answer], key: str, other: str, kind: Kind = COMPANIES
) -> Row:
    """Two keys, and what leads from the one to the other."""
    first, second = owner_of(engine, key, kind), owner_of(engine, other, kind)
    pair = pair_of(engine, key, other, kind)
    is_one = first == second
    return {
        "key": key,
        "other_key": other,
        "is_one": is_one,
        f"{kind.id}s": sorted({first, second}),
        "pair": pair,
        "through": [] if pair or not is_one else _way(engine, answers, first, key, other, kind),
        "answers": [a.row for a in answers if set(a.keys) == {key, other}],
    }


def compare(engine: Engine, key: str, other: str) -> list[Row]:
    """What the fullest record of each key says, field by field: agrees, alike (by the evidence),
    differs or not told."""
    first, second = _record(engine, key), _record(engine, other)
    pair = pair_of(engine, key, other)
    evidence = pair["evidence"] if pair else ""
    return [
        {
            "field": field,
            "first": _told(first, field, compared),
            "second": _told(second, field, compared),
            "verdict": verdict(
                first.get(compared),
                second.get(compared),
                any(words in evidence for words in _ALIKE.get(field, ())),
            ),
        }
        for field, compared in _FIELDS.items()
        if _told(first, field, compared) is not None or _told(second, field, compared) is not None
    ]


def _told(record: Row, field: str, compared: str) -> object:
    """What a record says of a field; what is compared of it where that is all there is."""
    said = record.get(field)
    return record.get(compared) if said is None else said


def owner_of(engine: Engine, key: str, kind: Kind = COMPANIES) -> str:
    """The account, or the person, that a key belongs to."""
    sql = f"select {kind.id} as id from {kind.identity} where {kind.key} = {literal(key)}"
    return str(engine.query(sql)["id"][0].as_py())


def verdict(first: object, second: object, is_alike: bool) -> str:
    """Whether what two records say of a field agrees."""
    if first is None or second is None:
        return "not told"
    if str(first).casefold() == str(second).casefold():
        return "agrees"
    return "alike" if is_alike else "differs"


def _record(engine: Engine, key: str) -> Row:
    fields = sorted({*_FIELDS, *_FIELDS.values()})
    told = " + ".join(f"(case when {field} is null then 0 else 1 end)" for field in fields)
    rows = _rows(
        engine,
        f"select {', '.join(fields)} from {Table.ACCOUNT_RECORDS} "
        f"where account_key = {literal(key)} order by {told} desc, source, line limit 1",
    )
    return rows[0] if rows else {}


def pair_of(engine: Engine, key: str, other: str, kind: Kind = COMPANIES) -> Row | None:
    """What was found when two keys were compared; nothing where they hardly could be one."""
    first, second = sorted((key, other))
    pairs = _rows(
        engine,
        f"select * from {kind.pairs} where {kind.key} = {literal(first)} "
        f"and other_key = {literal(second)}",
    )
    return pairs[0] if pairs else None


def _pairs(engine: Engine, keys: Iterable[str], kind: Kind) -> list[Row]:
    named = ", ".join(literal(key) for key in sorted(keys))
    return _rows(
        engine,
        f"select * from {kind.pairs} where {kind.key} in ({named}) "
        f"or other_key in ({named}) order by probability desc, {kind.key}, other_key",
    )


def _way(
    engine: Engine, answers: Sequence[Answer], owner: str, start: str, end: str, kind: Kind
) -> list[Row]:
    """The fewest links from one key to another of the same account or person."""
    keys = _rows(
        engine,
        f"select {kind.key} as key from {kind.identity} where {kind.id} = {literal(owner)}",
    )
    links = [
        p for p in _pairs(engine, (r["key"] for r in keys), kind) if p["decision"] == "together"
    ]
    links += [_as_link(a, kind) for a in in_force(answers) if a.said == "same"]
    came: dict[str, list[Row]] = {start: []}
    waiting = deque([start])
    while waiting and end not in came:
        key = waiting.popleft()
        for link in links:
            ends = (link[kind.key], link["other_key"])
            if key in ends and (beyond := ends[1] if key == ends[0] else ends[0]) not in came:
                came[beyond] = [*came[key], link]
                waiting.append(beyond)
    return came.get(end, [])


def _as_link(answer: Answer, kind: Kind) -> Row:
    first, second = answer.keys
    words = f"{answer.said_by}: {answer.reason}"
    return {
        kind.key: first, "other_key": second, "probability": None, "evidence": words,
        "decision": "together",
    }  # fmt: skip


def _rows(engine: Engine, sql: str) -> list[Row]:
    rows: list[Row] = engine.query(sql).to_pylist()
    return rows
