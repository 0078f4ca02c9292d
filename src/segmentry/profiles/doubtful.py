"""Tells of records that say too little, or contradict each other, to trust an identity blindly."""

from collections.abc import Sequence
from typing import Any

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table

_NAMED = 3
_MATCHED_BY = ("name_key", "registration_id", "domain", "phone_key", "street_key")
Row = dict[str, Any]


def tell_of_doubtful(context: RunContext) -> None:
    """Note companies that tell nothing to match by, and accounts in different countries."""
    if context.fed(Table.ACCOUNT_RECORDS):
        silent, untold = _silent(context), _rows(context, "untold", _UNTOLD)
        context.notes += [_nothing_told(row) for row in untold if row["source"] not in silent]
        context.notes += [_no_name(row) for row in _rows(context, "nameless", _NAMELESS)]
        if rows := _rows(context, "countries", _COUNTRIES):
            context.notes.append(_two_countries(rows))


def _silent(context: RunContext) -> set[str]:
    """Sources of companies that are known by their keys only, as their definitions say."""
    told = {"name", "registration_id", "domain", "email", "phone", "street"}
    mapped = {s.name: s.tables.get("accounts") for s in context.definitions.sources}
    return {name for name, table in mapped.items() if table and not told & set(table.fields)}


def _rows(context: RunContext, name: str, sql: str) -> Sequence[Row]:
    found = context.query(name, "records to look at before they are trusted", sql)
    rows: list[Row] = found.to_pylist()
    return rows


_UNTOLD = f"""
    select source, count(*) as keys, min(account_key) as first_key from (
        select account_key, min(source) as source from {Table.ACCOUNT_RECORDS}
        group by account_key having count(coalesce({", ".join(_MATCHED_BY)})) = 0
    ) as untold group by source order by source
"""
_NAMELESS = f"""
    with told as (
        select account_key, min(source) as source, count(name_key) as names,
               count(coalesce({", ".join(_MATCHED_BY[1:])})) as others
        from {Table.ACCOUNT_RECORDS} group by account_key
    )
    select t.source, count(*) as keys, min(t.account_key) as first_key from told as t
    join (select source from told group by source having sum(names) > 0) as naming
      on naming.source = t.source
    where t.names = 0 and t.others > 0 group by t.source order by t.source
"""
"""A source that tells no name at all is meant so."""
_COUNTRIES = f"""
    with told as (
        select i.account_id, r.account_key, r.country from {Table.ACCOUNT_RECORDS} as r
        join {Table.IDENTITY} as i on i.account_key = r.account_key where r.country is not null
    ), several as (
        select account_id, count(*) over () as accounts from told group by account_id
        having min(country) <> max(country)
    ), shown as (
        select account_id, accounts from several order by account_id limit {_NAMED}
    )
    select s.account_id, s.accounts, t.country, min(t.account_key) as account_key
    from shown as s join told as t on t.account_id = s.account_id
    group by s.account_id, s.accounts, t.country order by s.account_id, t.country
"""


def _nothing_told(row: Row) -> str:
    return (
        f"{row['source']}: {_which(row, 'tells', 'tell')} neither name, registration number, "
        "domain, phone nor street, so nothing can be matched with them."
    )


def _no_name(row: Row) -> str:
    return (
        f"{row['source']}: {_which(row, 'has', 'have')} no name, or a word that stands for none, "
        "so the rest of what is told decides alone."
    )


def _which(row: Row, does: str, do: str) -> str:
    keys, first = row["keys"], row["first_key"]
    return f"{first} {does}" if keys == 1 else f"{keys:,} companies ({first} is one) {do}"


def _two_countries(rows: Sequence[Row]) -> str:
    accounts = rows[0]["accounts"]
    told: dict[str, list[str]] = {}
    for row in rows:
        told.setdefault(row["account_id"], []).append(f"{row['country']} by {row['account_key']}")
    named = "; ".join(f"{account} is in {' and '.join(places)}" for account, places in told.items())
    rest = " and so on" if accounts > len(told) else ""
    have = "1 account has" if accounts == 1 else f"{accounts:,} accounts have"
    return (
        f"{have} records that name different countries: {named}{rest}. "
        "`segmentry profile ID --why country` tells which counts, `segmentry identity split KEY` "
        "parts them."
    )
