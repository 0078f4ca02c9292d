"""Tells of accounts that became somebody else between two runs: renamed, or a key given again."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table

_NAMED = 3
_BEFORE = f"previous_{Table.PROFILES}"


def tell_of_renamed(context: RunContext) -> None:
    """Note accounts of the same keys whose records now tell of a wholly different company."""
    if not {Table.PROFILES, Table.IDENTITY} <= context.remembered:
        return
    context.keep("other_names", "accounts that have another name than before", _OTHER_NAMES)
    rows = context.query("renamed", "those that share nothing with it", _RENAMED).to_pylist()
    context.engine.drop("other_names")
    if not rows:
        return
    named = "; ".join(f"{r['account_key']} was '{r['was']}' and is '{r['name']}'" for r in rows)
    accounts = rows[0]["accounts"]
    are = "1 account is" if accounts == 1 else f"{accounts:,} accounts are"
    context.notes.append(
        f"{are} told of as a wholly different company than in the run before: {named}"
        f"{' and so on' if accounts > len(rows) else ''}. Where the source gave the key to another "
        "company, its history is that of the first: give the second a key of its own there."
    )


_SAME = " or ".join(f"n.{c} = o.{c}" for c in ("domain", "registration_id", "phone_key"))
_OTHER_NAMES = f"""
    select n.account_id, n.name, o.name as was, n.name_key, o.name_key as key_before
    from {Table.PROFILES} as n join {_BEFORE} as o on o.account_id = n.account_id
    where n.name_key <> o.name_key and not coalesce({_SAME}, false)
"""
_LONGER = "greatest(length(o.name_key), length(o.key_before))"
_NO_SLIP = (
    f"({_LONGER} > 60 or levenshtein(o.name_key, o.key_before) > {_LONGER} / 2) and "
    "(regexp_matches(o.name_key, '[a-z]')) = (regexp_matches(o.key_before, '[a-z]'))"
)
_RENAMED = f"""
    with words as (
        select distinct account_id, unnest(string_split(name_key, ' ')) as word from other_names
    ), words_before as (
        select distinct account_id, unnest(string_split(key_before, ' ')) as word from other_names
    ), alike as (
        select distinct w.account_id from words as w
        join words_before as b on b.account_id = w.account_id and b.word = w.word
    ), come as (
        select i.account_id, i.account_key, p.account_key as key_before
        from {Table.IDENTITY} as i semi join other_names as o on o.account_id = i.account_id
        left join previous_{Table.IDENTITY} as p
          on p.account_key = i.account_key and p.account_id = i.account_id
    ), keyed as (
        select account_id, min(account_key) as account_key from come group by account_id
        having count(key_before) = count(*)
    )
    select k.account_key, o.was, o.name, count(*) over () as accounts
    from other_names as o join keyed as k on k.account_id = o.account_id
    anti join alike as a on a.account_id = o.account_id
    where {_NO_SLIP} order by k.account_key limit {_NAMED}
"""
"""No word in common, no slip of the keyboard, the same script, and no key that came newly to it."""
