"""Who joined and left the segments on the date of the data, and why."""

from datetime import date

from segmentry.engine.sql import literal
from segmentry.model.tables import Table

_NO_LONGER = "is no longer among the accounts looked at"


def moved_sql(as_of: date) -> str:
    """An account and segment in each row, `joined` or left; a new version of a definition closes
    and opens a membership, which is no move. Segmentations without an earlier date have none."""
    day = literal(as_of)
    return (
        "select segmentation, segment, account_id, bool_or(valid_to is null) as joined, "
        "max(reason) as reason "
        f"from {Table.MEMBERSHIPS} where (valid_from = {day} or valid_to = {day}) "
        f"and segmentation in (select segmentation from {Table.MEMBERSHIPS} "
        f"where valid_from < {day}) group by segmentation, segment, account_id "
        f"having bool_or(valid_from = {day}) <> bool_or(coalesce(valid_to = {day}, false))"
    )


def moves_sql(segmentation: str, as_of: date) -> str:
    """Every account of a segmentation that moved: from where, to where, and the reason."""
    name = literal(segmentation)
    return f"""
        select m.account_id, coalesce(v.label, m.account_id) as label,
               m.from_segment, m.to_segment,
               coalesce(m.reason, 'kept out: ' || p.excluded, a.reason, {literal(_NO_LONGER)})
                 as reason
        from (
            select account_id,
                   string_agg(segment, ', ' order by segment) filter (where not joined)
                     as from_segment,
                   string_agg(segment, ', ' order by segment) filter (where joined)
                     as to_segment,
                   string_agg(reason, '; ' order by segment) filter (where joined) as reason
            from ({moved_sql(as_of)}) as moved where segmentation = {name} group by account_id
        ) as m
        left join {Table.VARIABLE_VALUES} as v on v.account_id = m.account_id
        left join {Table.PROFILES} as p on p.account_id = m.account_id
        left join (
            select account_id, max(reason) as reason from {Table.ASSIGNMENTS}
            where segmentation = {name} group by account_id
        ) as a on a.account_id = m.account_id
        order by m.from_segment nulls first, m.to_segment nulls last, label, m.account_id
    """
