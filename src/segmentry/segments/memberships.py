"""Who is in which segment since when, and why.

The table depends only on what was known before the date of the data and on the assignments of
that date. So running again changes nothing, and a run for an earlier date takes the history back
to that date and goes on from there; later rows stay in the runs that wrote them.
"""

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import literal
from segmentry.model.tables import Table

_KEY = "segmentation, segment, account_id"
_COLUMNS = f"{_KEY}, definition_version, valid_from, valid_to, reason"
_MEMBERS = f"{Table.ASSIGNMENTS} where segment <> ''"
_PREVIOUS = f"previous_{Table.MEMBERSHIPS}"


def write_memberships(context: RunContext) -> None:
    """Continue the history with the assignments of this run."""
    is_first = Table.MEMBERSHIPS not in context.remembered
    as_of = literal(context.as_of)
    context.write(
        Table.MEMBERSHIPS,
        "memberships over time: those that go on keep their first day and reason",
        _opened(as_of) if is_first else _continued(as_of),
        order=("segmentation", "segment", "account_id", "valid_from"),
    )
    if not is_first:
        _note_return(context, as_of)


def _opened(as_of: str) -> str:
    return (
        f"select {_KEY}, definition_version, {as_of} as valid_from, "
        f"cast(null as date) as valid_to, reason from {_MEMBERS}"
    )


def _continued(as_of: str) -> str:
    open_before = f"valid_from < {as_of} and (valid_to is null or valid_to >= {as_of})"
    return (
        f"select coalesce(b.segmentation, a.segmentation) as segmentation, "
        "coalesce(b.segment, a.segment) as segment, "
        "coalesce(b.account_id, a.account_id) as account_id, "
        "coalesce(b.definition_version, a.definition_version) as definition_version, "
        f"coalesce(b.valid_from, {as_of}) as valid_from, "
        f"case when a.account_id is null then {as_of} end as valid_to, "
        "coalesce(b.reason, a.reason) as reason "
        f"from (select * from {_PREVIOUS} where {open_before}) as b "
        f"full join (select * from {_MEMBERS}) as a "
        "on a.segmentation = b.segmentation and a.segment = b.segment "
        "and a.account_id = b.account_id and a.definition_version = b.definition_version "
        f"union all select {_COLUMNS} from {_PREVIOUS} where valid_to < {as_of}"
    )


def _note_return(context: RunContext, as_of: str) -> None:
    rows = context.query(
        "later_memberships",
        "whether the run before looked at a later date",
        f"select max(greatest(valid_from, coalesce(valid_to, valid_from))) as latest "
        f"from {_PREVIOUS} having latest > {as_of}",
    ).to_pylist()
    if rows:
        context.notes.append(
            f"The run before looked at data up to {rows[0]['latest']}, this one at "
            f"{context.as_of}: the history of memberships was taken back to that date."
        )
