"""Whom people and deals belong to, where a source tells it in a table of its own."""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import contact_key_of, key_of
from segmentry.model.tables import Table

LINKS = "account_links"
_SIDES = {"contacts": "contact_key", "opportunities": "opportunity_key"}
"""Tables whose rows a link may place, and the key by which."""


def define_links(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Make all sources' links one view."""
    parts = [
        f"select {contact_key_of(c, 'contact')} as contact_key, "
        f"{key_of(c, 'opportunity')} as opportunity_key, {key_of(c, 'account')} as account_key, "
        f"rank from {identifier(c.accepted)}"
        for c in checked
        if c.name == LINKS
    ]
    if parts:
        context.define(LINKS, "whom people and deals belong to", " union all ".join(parts))


def is_linked(checked: CheckedTable) -> bool:
    """Whether links may tell the company of a table's rows."""
    sources = checked.table.context.definitions.sources
    system = checked.table.source.key_system
    return checked.name in _SIDES and any(
        s.key_system == system and LINKS in s.tables for s in sources
    )


def with_links(checked: CheckedTable, rows: str) -> str:
    """The rows with `link_account_key`."""
    side = _SIDES[checked.name]
    if side == "contact_key":
        told, key = _first(side, "account_key"), contact_key_of(checked, "e.key")
    else:
        told, key = _of_deals(), key_of(checked, "e.key")
    return (
        f"select e.*, l.account_key as link_account_key from ({rows}) as e "
        f"left join ({told}) as l on l.{side} = {key}"
    )


def _of_deals() -> str:
    """A deal without a company of its own is that of its first person."""
    return (
        "select opportunity_key, min_by(account_key, place) as account_key from ("
        f"select *, 1 as place from ({_first('opportunity_key', 'account_key')}) as own "
        "union all select d.opportunity_key, c.account_key, 2 as place "
        f"from ({_first('opportunity_key', 'contact_key')}) as d "
        f"join {Table.CONTACT_RECORDS} as c on c.contact_key = d.contact_key "
        "where c.account_key is not null) as told group by opportunity_key"
    )


def _first(side: str, told: str) -> str:
    """Of several links the lowest rank counts, then the lowest key: the same on every run."""
    return (
        f"select {side}, {told} from (select {side}, {told}, row_number() over "
        f"(partition by {side} order by rank nulls last, {told}) as place from {LINKS} "
        f"where {side} is not null and {told} is not null) as ranked where place = 1"
    )
