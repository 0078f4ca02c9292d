"""Who went from which segment to which since the run before."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import Table


def write_moves(context: RunContext, measure: str | None) -> None:
    """Write SEGMENT_MOVES from the memberships that ended or began on the date of the data.

    A new version of a definition closes and opens a membership of the same segment: no move.
    """
    as_of = literal(context.as_of)
    context.keep(
        "moved",
        "memberships that ended or began, but not both in the same segment",
        "select segmentation, segment, account_id, bool_or(valid_from = "
        f"{as_of}) as joined from {Table.MEMBERSHIPS} "
        f"where valid_from = {as_of} or valid_to = {as_of} "
        "group by segmentation, segment, account_id "
        f"having not (bool_or(valid_from = {as_of}) and bool_or(coalesce(valid_to = {as_of}, "
        "false)))",
    )
    context.keep(
        "before_moves",
        "members before, in segmentations that had any",
        "select segmentation, segment, count(distinct account_id) as members "
        f"from {Table.MEMBERSHIPS} where valid_from < {as_of} "
        f"and (valid_to is null or valid_to >= {as_of}) group by segmentation, segment",
    )
    context.define(
        "changed_before",
        "the last date on which anybody moved before: the run before saw the same members",
        "select segmentation, max(changed) as since from ("
        f"select segmentation, valid_from as changed from {Table.MEMBERSHIPS} union all "
        f"select segmentation, valid_to from {Table.MEMBERSHIPS}) as dates "
        f"where changed < {as_of} group by segmentation",
    )
    context.write(
        Table.SEGMENT_MOVES,
        "accounts that went from one segment to another",
        _moves(measure),
        order=("segmentation", "from_segment", "to_segment"),
    )


def _moves(measure: str | None) -> str:
    value = f"sum(v.{identifier(measure)})" if measure else "cast(null as decimal(18, 4))"
    return (
        "select m.segmentation, m.from_segment, m.to_segment, s.since, count(*) as accounts, "
        f"{value} as revenue, cast(count(*) as double) / max(b.members) as share from ("
        "select coalesce(l.segmentation, j.segmentation) as segmentation, "
        "coalesce(l.segment, '') as from_segment, coalesce(j.segment, '') as to_segment, "
        "coalesce(l.account_id, j.account_id) as account_id "
        "from (select * from moved where not joined) as l "
        "full join (select * from moved where joined) as j on j.segmentation = l.segmentation "
        "and j.account_id = l.account_id) as m "
        "join changed_before as s on s.segmentation = m.segmentation "
        f"left join {Table.VARIABLE_VALUES} as v on v.account_id = m.account_id "
        "left join before_moves as b on b.segmentation = m.segmentation "
        "and b.segment = m.from_segment "
        "group by m.segmentation, m.from_segment, m.to_segment, s.since"
    )
