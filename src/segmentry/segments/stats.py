"""The figures of every segment."""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.model.value_measures import ValueMeasure
from segmentry.segments.patterns import ACCOUNT_PATTERNS, PATTERN_SEGMENTS, NamedSegment

_NAMED = (
    Column("segmentation", T.TEXT, ""),
    Column("segment", T.TEXT, ""),
    Column("position", T.INTEGER, ""),
    Column("method", T.TEXT, ""),
    Column("rule", T.TEXT, ""),
    Column("measure", T.TEXT, ""),
)


def write_stats(
    context: RunContext, segments: tuple[NamedSegment, ...], measure: ValueMeasure | None
) -> None:
    """Size, value, reach and movement of every segment, empty ones included."""
    _load_names(context, segments, measure)
    _keep_pattern_figures(context, measure)
    _keep_segment_figures(context)
    _keep_medians(context, measure)
    _keep_movement(context, is_first=Table.MEMBERSHIPS not in context.remembered)
    context.write(
        Table.SEGMENT_STATS,
        "the figures of every segment",
        _STATS,
        order=("segmentation", "position"),
    )


def _load_names(
    context: RunContext, segments: tuple[NamedSegment, ...], measure: ValueMeasure | None
) -> None:
    methods = {d.name: d.method for d in context.definitions.segmentations}
    rows: list[dict[str, object]] = [
        {
            "segmentation": s.segmentation,
            "segment": s.segment,
            "position": s.position,
            "method": methods[s.segmentation],
            "rule": s.rule,
            "measure": measure.variable if measure else None,
        }
        for s in segments
    ]
    context.load("named", _NAMED, rows)


def _keep_pattern_figures(context: RunContext, measure: ValueMeasure | None) -> None:
    _keep_reachable(context)
    context.keep(
        "pattern_figures",
        "accounts, value and reach, summed per pattern",
        f"select p.pattern, count(*) as accounts, sum({_value(measure)}) as revenue, "
        "count(r.account_id) as reachable "
        f"from {ACCOUNT_PATTERNS} as p "
        f"join {Table.VARIABLE_VALUES} as v on v.account_id = p.account_id "
        "left join reachable as r on r.account_id = p.account_id group by p.pattern",
    )


def _keep_reachable(context: RunContext) -> None:
    """An own phone, or a person with an address or number who agreed, where anybody was asked."""
    asked = f"(select count(*) from {Table.ACCOUNT_CONTACTS} where email_consent is not null) = 0"
    context.keep(
        "reachable",
        "accounts that may be contacted: not refused, and a way to reach them",
        f"select account_id from {Table.PROFILES} where not coalesce(do_not_contact, false) "
        f"and (phone is not null or account_id in (select account_id from {Table.ACCOUNT_CONTACTS} "
        f"where left_on is null "
        f"and (has_phone or (has_email and coalesce(email_consent, {asked})))))",
    )


def _keep_segment_figures(context: RunContext) -> None:
    context.keep(
        "segment_figures",
        "the same per segment; position 0 is everybody looked at",
        "select s.segmentation, s.position, sum(f.accounts) as accounts, "
        "sum(f.revenue) as revenue, sum(f.reachable) as reachable "
        f"from {PATTERN_SEGMENTS} as s join pattern_figures as f on f.pattern = s.pattern "
        "group by s.segmentation, s.position",
    )


def _keep_medians(context: RunContext, measure: ValueMeasure | None) -> None:
    context.keep(
        "segment_medians",
        "the median of the members' value: it does not add up, so it is taken per segment",
        f"select s.segmentation, s.position, median({_value(measure)}) as median_revenue "
        f"from {PATTERN_SEGMENTS} as s join {ACCOUNT_PATTERNS} as p on p.pattern = s.pattern "
        f"join {Table.VARIABLE_VALUES} as v on v.account_id = p.account_id "
        "where s.position > 0 group by s.segmentation, s.position",
    )


def _keep_movement(context: RunContext, *, is_first: bool) -> None:
    """A new version of a definition closes and opens a membership: neither joined nor left."""
    as_of = literal(context.as_of)
    context.keep(
        "segment_movement",
        "who joined and left since the last date before; unknown for what is new",
        "select segmentation, segment, count(*) filter (where opened and not closed) as joined, "
        'count(*) filter (where closed and not opened) as "left" from ('
        f"select segmentation, segment, account_id, bool_or(valid_from = {as_of}) as opened, "
        f"bool_or(coalesce(valid_to = {as_of}, false)) as closed from {Table.MEMBERSHIPS} "
        f"where {'false' if is_first else f'valid_from = {as_of} or valid_to = {as_of}'} "
        "group by segmentation, segment, account_id) as moved group by segmentation, segment",
    )
    context.keep(
        "seen_before",
        "segmentations that were known on an earlier date",
        f"select distinct segmentation from {Table.MEMBERSHIPS} where valid_from < {as_of}",
    )


def _value(measure: ValueMeasure | None) -> str:
    return f"v.{measure.variable}" if measure else "cast(null as decimal(18, 4))"


_STATS = """
select n.segmentation, n.segment, n.position, n.method, n.rule,
    coalesce(f.accounts, 0) as accounts,
    coalesce(cast(f.accounts as double) / nullif(t.accounts, 0), 0) as account_share,
    n.measure,
    case when t.revenue is not null then coalesce(f.revenue, 0) end as revenue,
    cast(coalesce(f.revenue, 0) as double) / nullif(cast(t.revenue as double), 0) as revenue_share,
    coalesce(f.reachable, 0) as reachable,
    m.median_revenue,
    case when b.segmentation is not null then coalesce(v.joined, 0) end as joined,
    case when b.segmentation is not null then coalesce(v."left", 0) end as "left"
from named as n
left join segment_figures as f on f.segmentation = n.segmentation and f.position = n.position
left join segment_figures as t on t.segmentation = n.segmentation and t.position = 0
left join segment_medians as m on m.segmentation = n.segmentation and m.position = n.position
left join segment_movement as v on v.segmentation = n.segmentation and v.segment = n.segment
left join seen_before as b on b.segmentation = n.segmentation
"""


def segment_sizes(context: RunContext) -> dict[tuple[str, int], int]:
    """Members by segmentation and position; position 0 is everybody looked at."""
    rows = context.query(
        "segment_sizes",
        "members of each segment",
        "select segmentation, position, cast(accounts as bigint) as accounts from segment_figures",
    ).to_pylist()
    return {(r["segmentation"], r["position"]): r["accounts"] for r in rows}
