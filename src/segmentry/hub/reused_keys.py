"""Keys that stand for wholly different companies: given again by the source, or no keys at all."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import key_of

SHOWN = 3
_TOLD = ("name", "name_key", "domain", "registration_id", "phone_key")


def tell_of_reused_keys(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Note for each system the keys under which it tells of companies that share nothing."""
    companies = [c for c in checked if c.name == "accounts" and c.table.has("name")]
    systems = [c.table.source.key_system for c in companies]
    repeated = [
        c
        for c, system in zip(companies, systems, strict=True)
        if c.has_duplicates or systems.count(system) > 1
    ]
    if not repeated:
        return
    context.keep("names_of_keys", "keys under which several names are told", _names(repeated))
    found = context.query("reused_keys", "keys of wholly different companies", _REUSED)
    context.engine.drop("names_of_keys")
    rows = found.to_pylist()
    context.notes += [_note(s, list(of)) for s, of in groupby(rows, key=lambda r: r["system"])]


def _names(companies: Sequence[CheckedTable]) -> str:
    told = " union all ".join(
        f"select {key_of(c, 'key')} as account_key, {', '.join(_TOLD)} "
        f"from {identifier('checked__' + c.table.suffix)} "
        "where broken_rule is null and key is not null and name_key is not null"
        for c in companies
    )
    return f"""
        with told as ({told})
        select distinct t.* from told as t join (
            select account_key from told group by account_key having count(distinct name_key) > 1
        ) as several on several.account_key = t.account_key
    """


_SHARES_SOMETHING = " or ".join(f"f.{c} = o.{c}" for c in _TOLD if c != "name")
_ONE_SCRIPT = "(regexp_matches(f.name_key, '[a-z]')) = (regexp_matches(o.name_key, '[a-z]'))"
_JOINED = "replace({0}.name_key, ' ', '')"
_FIRST, _OTHER = _JOINED.format("f"), _JOINED.format("o")
_NO_SLIP = (
    f"(greatest(length({_FIRST}), length({_OTHER})) > 60 or levenshtein({_FIRST}, {_OTHER}) "
    f"> greatest(length({_FIRST}), length({_OTHER})) / 2)"
)
_REUSED = f"""
    with firsts as (
        select * from (
            select *, row_number() over (
                partition by account_key order by name_key, name, domain, registration_id, phone_key
            ) as place from names_of_keys
        ) as ranked where place = 1
    ), words as (
        select distinct account_key, name_key, unnest(string_split(name_key, ' ')) as word
        from names_of_keys
    ), kin as (
        select distinct w.account_key, w.name_key from words as w join firsts as f
        on f.account_key = w.account_key
        join words as v on v.account_key = f.account_key and v.name_key = f.name_key
                       and v.word = w.word
    ), others as (
        select o.* from names_of_keys as o anti join kin as k
        on k.account_key = o.account_key and k.name_key = o.name_key
    ), foreign_names as (
        select f.account_key, f.name, o.name as other from firsts as f
        join others as o on o.account_key = f.account_key
        where not coalesce({_SHARES_SOMETHING}, false) and {_ONE_SCRIPT} and {_NO_SLIP}
    ), reused as (
        select account_key, min(name) as name, min(other) as other from foreign_names
        group by account_key
    )
    select * from (
        select split_part(account_key, ':', 1) as system, account_key, name, other,
               row_number() over (partition by split_part(account_key, ':', 1)
                                  order by account_key) as place,
               count(*) over (partition by split_part(account_key, ':', 1)) as keys
        from reused
    ) as ranked where place <= {SHOWN} order by system, place
"""
"""The first name of each key against its others: no word, domain, number or phone in common, and no
slip of the keyboard."""


def _note(system: str, rows: Sequence[dict[str, Any]]) -> str:
    named = "; ".join(f"{r['account_key']} is '{r['name']}' and '{r['other']}'" for r in rows)
    keys = rows[0]["keys"]
    stand = "1 key stands" if keys == 1 else f"{keys:,} keys stand"
    rest = " and so on" if keys > len(rows) else ""
    return (
        f"{system}: {stand} for wholly different companies: {named}{rest}. A key is one company "
        "here, so figures of both are added up. Give each its own key at the source, or tell them "
        "apart by `joined` at `key`; `segmentry rejects` lists rows of a key told twice."
    )
