"""Whom people, deals and engagements belong to, where a source tells it in a table of its own."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import contact_key_of, key_of
from segmentry.model.tables import Table

LINKS = "account_links"
_ENDS = {
    "contacts": ("contact",),
    "opportunities": ("opportunity",),
    "engagements": ("engagement", "ticket"),
}
"""Tables whose rows a link may place, and the fields by which."""
_SIDES = {
    "contacts": "contact_key",
    "opportunities": "opportunity_key",
    "engagements": "engagement_key",
}
_SUPPORT = "support"
"""Support cases have numbers of their own: those of other engagements may be the same."""


def define_links(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Make all sources' links one view."""
    parts = [
        f"select {contact_key_of(c, 'contact')} as contact_key, "
        f"{key_of(c, 'opportunity')} as opportunity_key, "
        f"coalesce({_of_support(key_of(c, 'ticket'))}, {key_of(c, 'engagement')}) "
        f"as engagement_key, {key_of(c, 'account')} as account_key, "
        f"rank from {identifier(c.accepted)}"
        for c in checked
        if c.name == LINKS
    ]
    if parts:
        context.define(LINKS, "whom people, deals and engagements belong to", _all(parts))


def is_linked(checked: CheckedTable) -> bool:
    """Whether links may tell the company of a table's rows."""
    system, ends = checked.table.source.key_system, _ENDS.get(checked.name, ())
    return checked.table.has("key") and any(
        end in s.tables[LINKS].fields
        for s in checked.table.context.definitions.sources
        if s.key_system == system and LINKS in s.tables
        for end in ends
    )


def with_links(checked: CheckedTable, rows: str) -> str:
    """The rows with `link_account_key`."""
    side = _SIDES[checked.name]
    return (
        f"select e.*, l.account_key as link_account_key from ({rows}) as e "
        f"left join ({_told(side)}) as l on l.{side} = {_key(checked)}"
    )


def _key(checked: CheckedTable) -> str:
    if checked.name == "contacts":
        return contact_key_of(checked, "e.key")
    key = key_of(checked, "e.key")
    if checked.name == "opportunities":
        return key
    return f"case when e.kind = {literal(_SUPPORT)} then {_of_support(key)} else {key} end"


def _of_support(key: str) -> str:
    return f"({literal(_SUPPORT + '/')} || {key})"


def _told(side: str) -> str:
    """The company of each: its own, then that of its first person, then that of its first deal."""
    own = _first(side, "account_key")
    if side == "contact_key":
        return own
    through = [(Table.CONTACT_RECORDS, "contact_key")]
    if side == "engagement_key":
        through.append((Table.OPPORTUNITIES, "opportunity_key"))
    parts = [f"select *, 1 as place from ({own}) as own"]
    parts += [_of_others(side, table, key, place) for place, (table, key) in enumerate(through, 2)]
    return (
        f"select {side}, min_by(account_key, place) as account_key from ({_all(parts)}) as told "
        f"group by {side}"
    )


def _of_others(side: str, table: Table, key: str, place: int) -> str:
    """The same key told twice has one company, whichever rows tell it."""
    companies = (
        f"select {key}, min(account_key) as account_key from {table} "
        f"where account_key is not null group by {key}"
    )
    return (
        f"select d.{side}, c.account_key, {place} as place from ({_first(side, key)}) as d "
        f"join ({companies}) as c on c.{key} = d.{key}"
    )


def _first(side: str, told: str) -> str:
    """Of several links the lowest rank counts, then the lowest key: the same on every run."""
    return (
        f"select {side}, {told} from (select {side}, {told}, row_number() over "
        f"(partition by {side} order by rank nulls last, {told}) as place from {LINKS} "
        f"where {side} is not null and {told} is not null) as ranked where place = 1"
    )


def _all(parts: Sequence[str]) -> str:
    return " union all ".join(parts)
