"""Finds one company, and everything that is known about it."""

from difflib import get_close_matches
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.errors import UnknownName, UserError
from segmentry.model.tables import Table
from segmentry.profiles.facts import EVENTS
from segmentry.profiles.people.lookup import people_of


def profile_of(engine: Engine, asked: str) -> dict[str, Any]:
    """Profile, variables, memberships, identity, lineage and people of an account: by id (also one
    that was merged away), by a source's key, or by name."""
    account = _find(engine, asked)

    def rows(table: Table, order: str) -> list[dict[str, Any]]:
        sql = f"select * from {table} where account_id = {literal(account)} order by {order}"
        found: list[dict[str, Any]] = engine.query(sql).to_pylist()
        return found

    profile = rows(Table.PROFILES, "1")[0]
    values = rows(Table.VARIABLE_VALUES, "1")
    return {
        "profile": profile,
        "variables": values[0] if values else {},
        "memberships": rows(Table.MEMBERSHIPS, "segmentation, valid_from"),
        "identity": rows(Table.IDENTITY, "account_key"),
        "events": rows(Table.IDENTITY_EVENTS, "as_of, event"),
        "lineage": rows(Table.LINEAGE, "field"),
        "people": people_of(engine, account),
        "told_by": [] if profile["records"] else _told_by(engine, account),
    }


def _told_by(engine: Engine, account: str) -> list[str]:
    """What tells of an account that no source of companies has: orders, contacts …"""
    parts = " union all ".join(
        f"select {literal(hub.value)} as told, count(*) as rows from {target} "
        f"where account_id = {literal(account)}"
        for target, hub in EVENTS
    )
    rows = engine.query(f"select told from ({parts}) as counted where rows > 0 order by told")
    return [_SPOKEN.get(name, name.replace("_", " ")) for name in rows["told"].to_pylist()]


_SPOKEN = {Table.CONTACT_RECORDS.value: "contacts", Table.SUBSCRIPTIONS.value: "contracts"}


def survivor(engine: Engine, account_id: str) -> str:
    """The id that an id was merged into, and that one into another, to the last."""
    seen: set[str] = set()
    while account_id not in seen and not _is_alive(engine, account_id):
        seen.add(account_id)
        merged = engine.query(
            f"select other_id from {Table.IDENTITY_EVENTS} where event = 'merged' "
            f"and account_id = {literal(account_id)} order by as_of desc, other_id limit 1"
        ).to_pylist()
        account_id = merged[0]["other_id"] if merged else account_id
    return account_id


def _is_alive(engine: Engine, account_id: str) -> bool:
    # an id that was merged away and came back leads to itself
    sql = f"select 1 from {Table.PROFILES} where account_id = {literal(account_id)} limit 1"
    return bool(engine.query(sql).num_rows)


def _find(engine: Engine, asked: str) -> str:
    given = literal(asked)
    found = engine.query(
        f"""
        select account_id, 1 as way from {Table.PROFILES} where account_id = {given}
        union
        select account_id, 2 as way from {Table.PROFILES}
        where account_id = {literal(survivor(engine, asked))}
        union
        select i.account_id, 3 as way from {Table.IDENTITY} as i
        join {Table.PROFILES} as p using (account_id)
        where i.account_key = {given}
           or substr(i.account_key, strpos(i.account_key, ':') + 1) = {given}
        union
        select account_id, 4 as way from {Table.PROFILES} where lower(label) = lower({given})
        order by way, account_id
        """
    ).to_pylist()
    best = [r["account_id"] for r in found if r["way"] == found[0]["way"]]
    if not best:
        error = UnknownName("account", asked, _close(engine, asked))
        error.next_step += _by_key(engine)
        raise error
    if len(set(best)) > 1:
        raise UserError(
            f"{len(set(best))} accounts answer to '{asked}'.",
            next_step=f"Give the id: {', '.join(sorted(set(best))[:10])}.",
        )
    return str(best[0])


def key_of(engine: Engine, asked: str) -> str:
    """The key that is meant: `system:key`, the key alone where one system has it, or the first key
    of an account named by its id or name."""
    given = literal(asked)
    keys: list[str] = engine.query(
        f"""
        select account_key from {Table.IDENTITY}
        where account_key = {given} or substr(account_key, strpos(account_key, ':') + 1) = {given}
        order by account_key <> {given}, account_key
        """
    )["account_key"].to_pylist()
    if len(keys) > 1 and keys[0] != asked:
        raise UserError(
            f"{len(keys)} systems have a key '{asked}'.",
            next_step=f"Say which: {', '.join(keys[:10])}.",
        )
    return keys[0] if keys else _first_key(engine, asked)


def _first_key(engine: Engine, asked: str) -> str:
    try:
        account = _find(engine, asked)
    except UnknownName:
        close = get_close_matches(asked, _keys_like(engine, asked), n=5, cutoff=0.5)
        raise UnknownName("key or account", asked, close or _close(engine, asked)) from None
    sql = f"select min(account_key) as k from {Table.IDENTITY} where account_id = "
    return str(engine.query(sql + literal(account))["k"][0].as_py())


def _keys_like(engine: Engine, asked: str) -> list[str]:
    start = literal(asked.partition(":")[0].lower()[:2] + "%")
    keys: list[str] = engine.query(
        f"select account_key from {Table.IDENTITY} where lower(account_key) like {start} "
        "order by account_key limit 5000"
    )["account_key"].to_pylist()
    return keys


def id_of(engine: Engine, asked: str) -> str:
    """An account's id, also one that was merged away, by the id, a source's key, or its name."""
    sql = f"select 1 from {Table.IDENTITY_EVENTS} where account_id = {literal(asked)} limit 1"
    return asked if engine.query(sql).num_rows else _find(engine, asked)


def _by_key(engine: Engine) -> str:
    """How to name an account by the system that knows it, with a key that is there."""
    keys = engine.query(f"select min(account_key) as known from {Table.IDENTITY}").to_pylist()
    known = keys[0]["known"]
    example = f", such as '{known}'" if known else ""
    return f" An account is also found by its id or by system:key{example}."


def _close(engine: Engine, asked: str) -> list[str]:
    """Names to offer: those that hold the words, those spelt alike, else the first few."""
    within = engine.query(
        f"select label from {Table.PROFILES} "
        f"where length({literal(asked)}) > 1 and contains(lower(label), lower({literal(asked)})) "
        "order by label limit 5"
    )
    if within.num_rows:
        return [str(name) for name in within["label"].to_pylist()]
    start = literal(asked[:2].lower() + "%")
    names = engine.query(
        f"select label from {Table.PROFILES} where lower(label) like {start} "
        "order by label limit 5000"
    )
    if close := get_close_matches(asked, names["label"].to_pylist(), n=5, cutoff=0.5):
        return close
    some = engine.query(f"select label from {Table.PROFILES} order by label limit 5")
    return [str(name) for name in some["label"].to_pylist()]
