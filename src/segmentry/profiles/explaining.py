"""Why keys are one account, or are not."""

from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.model.answers import Answer
from segmentry.model.tables import Table
from segmentry.profiles.answers import in_force

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


def explain_account(engine: Engine, answers: Sequence[Answer], key: str) -> Row:
    """The account of a key: its keys, what links them, and what people said of them."""
    account = account_of(engine, key)
    keys = _rows(
        engine,
        f"select account_key, evidence, confidence from {Table.IDENTITY} "
        f"where account_id = {literal(account)} order by account_key",
    )
    named = {row["account_key"] for row in keys}
    pairs = _pairs(engine, named)
    return {
        "account_id": account,
        "key": key,
        "keys": keys,
        "links": [p for p in pairs if p["decision"] == "together"],
        "waiting": [p for p in pairs if p["decision"] == "waiting"],
        "answers": [vars(a) for a in in_force(answers) if named & set(a.keys)],
    }


def explain_two(engine: Engine, answers: Sequence[Answer], key: str, other: str) -> Row:
    """Two keys, field by field, and what leads from the one to the other."""
    first, second = account_of(engine, key), account_of(engine, other)
    pair = _pair(engine, key, other)
    is_one = first == second
    return {
        "key": key,
        "other_key": other,
        "is_one": is_one,
        "account_ids": sorted({first, second}),
        "pair": pair,
        "fields": compare(engine, key, other),
        "through": [] if pair or not is_one else _way(engine, answers, first, key, other),
        "answers": [vars(a) for a in answers if set(a.keys) == {key, other}],
    }


def compare(engine: Engine, key: str, other: str) -> list[Row]:
    """What the fullest record of each key says, field by field: agrees, alike (by the evidence),
    differs or not told."""
    first, second = _record(engine, key), _record(engine, other)
    pair = _pair(engine, key, other)
    evidence = pair["evidence"] if pair else ""
    return [
        {
            "field": field,
            "first": first.get(field),
            "second": second.get(field),
            "verdict": _verdict(
                first.get(compared),
                second.get(compared),
                any(words in evidence for words in _ALIKE.get(field, ())),
            ),
        }
        for field, compared in _FIELDS.items()
        if first.get(field) is not None or second.get(field) is not None
    ]


def account_of(engine: Engine, key: str) -> str:
    """The account that a key belongs to."""
    sql = f"select account_id from {Table.IDENTITY} where account_key = {literal(key)}"
    return str(engine.query(sql)["account_id"][0].as_py())


def _verdict(first: object, second: object, is_alike: bool) -> str:
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


def _pair(engine: Engine, key: str, other: str) -> Row | None:
    ends = {key, other}
    pairs = _pairs(engine, ends)
    return next((p for p in pairs if {p["account_key"], p["other_key"]} == ends), None)


def _pairs(engine: Engine, keys: Iterable[str]) -> list[Row]:
    named = ", ".join(literal(key) for key in sorted(keys))
    return _rows(
        engine,
        f"select * from {Table.IDENTITY_PAIRS} where account_key in ({named}) "
        f"or other_key in ({named}) order by probability desc, account_key, other_key",
    )


def _way(
    engine: Engine, answers: Sequence[Answer], account: str, start: str, end: str
) -> list[Row]:
    """The fewest links from one key to another of the same account."""
    keys = _rows(
        engine,
        f"select account_key from {Table.IDENTITY} where account_id = {literal(account)}",
    )
    links = [
        p for p in _pairs(engine, (r["account_key"] for r in keys)) if p["decision"] == "together"
    ]
    links += [_as_link(a) for a in in_force(answers) if a.said == "same"]
    came: dict[str, list[Row]] = {start: []}
    waiting = deque([start])
    while waiting and end not in came:
        key = waiting.popleft()
        for link in links:
            ends = (link["account_key"], link["other_key"])
            if key in ends and (beyond := ends[1] if key == ends[0] else ends[0]) not in came:
                came[beyond] = [*came[key], link]
                waiting.append(beyond)
    return came.get(end, [])


def _as_link(answer: Answer) -> Row:
    first, second = answer.keys
    words = f"{answer.said_by}: {answer.reason}"
    return {
        "account_key": first, "other_key": second, "probability": None, "evidence": words,
        "decision": "together",
    }  # fmt: skip


def _rows(engine: Engine, sql: str) -> list[Row]:
    rows: list[Row] = engine.query(sql).to_pylist()
    return rows
