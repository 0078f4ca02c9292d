"""What holds two accounts, or two people, apart."""

from collections.abc import Sequence
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.model.answers import DIFFERENT, Answer
from segmentry.profiles.answers import in_force
from segmentry.profiles.kinds import COMPANIES, Kind

Row = dict[str, Any]


def held_apart(
    engine: Engine, answers: Sequence[Answer], ids: tuple[str, str], kind: Kind = COMPANIES
) -> Row:
    """Of two accounts or people: the answers that keep keys of theirs apart, the pairs of keys that
    wait for a person, and how many pairs of keys they have and how many of these are likely one."""
    first, second = (_keys(engine, one, kind) for one in ids)
    sides = {key: side for side, keys in enumerate((first, second)) for key in keys}
    across = [
        a for a in in_force(answers)
        if a.said == DIFFERENT and {sides.get(key) for key in a.keys} == {0, 1}
    ]  # fmt: skip
    pairs = _between(engine, *ids, kind)
    return {
        "answers": [a.row for a in across],
        "waiting": [p for p in pairs if p["decision"] == "waiting"],
        "pairs": len(first) * len(second),
        "likely": sum(p["probability"] > 0.5 for p in pairs),
    }


def _keys(engine: Engine, owner: str, kind: Kind) -> list[str]:
    sql = f"select {kind.key} as key from {kind.identity} where {kind.id} = {literal(owner)}"
    keys: list[str] = engine.query(sql)["key"].to_pylist()
    return keys


def _between(engine: Engine, first: str, second: str, kind: Kind) -> list[Row]:
    """What was found between keys of the one and keys of the other."""
    ids = f"{literal(first)}, {literal(second)}"
    rows: list[Row] = engine.query(
        f"""
        select p.* from {kind.pairs} as p
        join {kind.identity} as x on x.{kind.key} = p.{kind.key}
        join {kind.identity} as y on y.{kind.key} = p.other_key
        where x.{kind.id} in ({ids}) and y.{kind.id} in ({ids}) and x.{kind.id} <> y.{kind.id}
        order by p.probability desc, p.{kind.key}, p.other_key
        """
    ).to_pylist()
    return rows
