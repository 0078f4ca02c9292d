"""Companies that the sources came to know only after the date of the data: they are no prospects.

A source that was filled late tells of companies that bought before it knew them: what happened
with a company by the date of the data keeps it. Without a day asked for every company counts.
"""

from segmentry.engine.run_context import RunContext
from segmentry.hub.not_yet import is_past
from segmentry.model.tables import SCHEMAS, Table

_TO_COME = "companies_to_come"
_HAPPENED = (
    Table.ORDERS, Table.INVOICES, Table.SUBSCRIPTIONS, Table.OPPORTUNITIES, Table.ENGAGEMENTS,
    Table.CAMPAIGN_TOUCHES, Table.SURVEY_ANSWERS, Table.COSTS,
)  # fmt: skip
_TOLD_OF_THEM = (Table.ACCOUNT_RECORDS, Table.ATTRIBUTE_RECORDS, Table.TECHNOLOGIES)


def leave_out_companies_to_come(context: RunContext) -> None:
    """Take them out of what the hub wrote, and note how many there are."""
    context.keep(_TO_COME, "companies that every source knew only later", _later_sql(context))
    if _any(context):
        context.keep(_TO_COME, "those with which nothing had happened", _to_come_sql(context))
    if told := _told(context):
        context.notes += told
        for table in filter(context.fed, _TOLD_OF_THEM):
            _write_again(context, table, "t.*", "anti join")
        # a refusal of a person holds, whoever it is
        _write_again(context, Table.CONTACT_RECORDS, _without_company(), "left join")
    context.engine.drop(_TO_COME)


def _any(context: RunContext) -> bool:
    one = f"select account_key from {_TO_COME} limit 1"
    return bool(context.query("any_to_come", "mostly there are none", one).num_rows)


def _later_sql(context: RunContext) -> str:
    known = f"created_on is null or {is_past(context, 'created_on')}"
    return (
        f"select account_key from {Table.ACCOUNT_RECORDS} "
        f"group by account_key having not bool_or({known})"
    )


def _to_come_sql(context: RunContext) -> str:
    happened = [f"select account_key from {t}" for t in _HAPPENED if context.fed(t)]
    happened.append(
        f"select account_key from {Table.CONTACT_RECORDS} where {is_past(context, 'created_on')}"
    )
    return (
        f"select l.account_key from {_TO_COME} as l "
        f"anti join ({' union all '.join(happened)}) as h using (account_key)"
    )


def _told(context: RunContext) -> list[str]:
    rows = context.query(
        "companies_to_come_by_source",
        "what is left out is told",
        f"""
        select r.source, count(c.account_key) as later, count(*) as companies
        from (select distinct source, account_key from {Table.ACCOUNT_RECORDS}) as r
        left join {_TO_COME} as c using (account_key)
        group by r.source having count(c.account_key) > 0 order by r.source
        """,
    ).to_pylist()
    return [
        f"{row['source']}: {row['later']:,} of {row['companies']:,} companies were not known yet "
        "on the date of the data; they are not looked at."
        for row in rows
    ]


def _without_company() -> str:
    return ", ".join(
        "case when c.account_key is null then t.account_key end as account_key"
        if name == "account_key"
        else f"t.{name}"
        for name in SCHEMAS[Table.CONTACT_RECORDS].names
    )


def _write_again(context: RunContext, table: Table, columns: str, join: str) -> None:
    whole = context.keep(f"whole__{table}", "read while it is written", f"select * from {table}")
    context.write(
        table,
        "without companies to come",
        f"select {columns} from {whole} as t {join} {_TO_COME} as c using (account_key)",
        order=("source", "line", *SCHEMAS[table].names),
    )
    context.engine.drop(whole)
