"""What a run did to people, against the run before; what they are called nobody needs for that."""

from segmentry.engine.contract import Engine
from segmentry.model.tables import Table
from segmentry.profiles.happenings import BEFORE


def counted_people(engine: Engine) -> dict[str, int]:
    """How many people were minted, merged and split: contacts, once known, always have a person."""
    (counts,) = engine.query(
        f"""
        with fresh as (
            select n.person_id, count(b.contact_key) as known
            from {Table.CONTACT_IDENTITY} as n
            left join {Table.CONTACT_IDENTITY}{BEFORE} as b on b.contact_key = n.contact_key
            where n.person_id not in (select person_id from {Table.CONTACT_IDENTITY}{BEFORE})
            group by n.person_id
        ), gone as (
            select count(distinct person_id) as merged from {Table.CONTACT_IDENTITY}{BEFORE}
            where person_id not in (select person_id from {Table.CONTACT_IDENTITY})
        )
        select count(f.person_id) filter (where f.known = 0) as minted, max(g.merged) as merged,
               count(f.person_id) filter (where f.known > 0) as split
        from gone as g left join fresh as f on true
        """
    ).to_pylist()
    return dict(counts)
