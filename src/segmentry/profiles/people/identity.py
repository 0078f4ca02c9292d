"""Ids of people that last, as those of accounts do."""

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Table
from segmentry.profiles.lasting_ids import LastingIds, continue_ids, former_ids

_IDS = LastingIds("contact_key", "person_id", "person_clusters", "people_before")
_MADE = ("people_before", "shared_keys", "continued", "restored", "cluster_ids")


def write_contact_identity(context: RunContext) -> None:
    """Write CONTACT_IDENTITY from `person_clusters`."""
    _remember(context)
    continue_ids(context, _IDS, _ages(context))
    context.write(
        Table.CONTACT_IDENTITY,
        "every contact with its person; contacts that sources no longer tell keep theirs",
        f"""
        select c.contact_key, i.person_id, coalesce(c.evidence, 'the contact alone') as evidence,
               c.confidence, c.other_key, {former_ids(_IDS)} as former_ids
        from person_clusters as c join cluster_ids as i using (cluster)
        left join people_before as b on b.contact_key = c.contact_key
        union all
        select b.contact_key, b.person_id, 'known from an earlier run' as evidence,
               cast(null as double) as confidence, cast(null as varchar) as other_key, b.former_ids
        from people_before as b anti join person_clusters as c using (contact_key)
        """,
        order=("contact_key",),
    )
    for name in _MADE:
        context.engine.drop(name)


def _remember(context: RunContext) -> None:
    nobody = f"select {', '.join(f'cast(null as varchar) as {n}' for n in _COLUMNS)} where false"
    known = f"select {', '.join(_COLUMNS)} from previous_{Table.CONTACT_IDENTITY}"
    is_known = Table.CONTACT_IDENTITY in context.remembered
    context.keep("people_before", "who was who in the run before", known if is_known else nobody)


_COLUMNS = ("contact_key", "person_id", "former_ids")


def _ages(context: RunContext) -> str:
    if Table.PEOPLE in context.remembered:
        return f"select person_id, 0 as part, since from previous_{Table.PEOPLE}"
    return (
        "select cast(null as varchar) as person_id, 0 as part, cast(null as date) as since "
        "where false"
    )
