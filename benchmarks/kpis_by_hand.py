"""Five KPIs of every segment, month and year, as an analyst would write them: one query each.

Revenue, average order value, purchase frequency, response to campaigns and win rate, of today's
members, without intervals, reasons, costs or a fixed cohort. It reads what Segmentry's earlier
stages wrote. Prints what it cost, and how many figures there are.
"""

import json
import os
import sys
import time
from pathlib import Path

import duckdb

from segmentry.workspace import Workspace

GROUPS = """
create temp table groups as
select '' as segmentation, '' as segment, account_id from variable_values where excluded is null
union all
select m.segmentation, m.segment, m.account_id from memberships as m
join variable_values as v on v.account_id = m.account_id and v.excluded is null
where m.valid_to is null
"""
PERIODS = """
create temp table periods as
select 'month' as span, cast(date_trunc('month', date '{as_of}') - to_months(m + 1) as date) as first_day,
       cast(date_trunc('month', date '{as_of}') - to_months(m) as date) as end_day
from range(12) as t(m)
union all select 'year', cast(date '{as_of}' - interval 12 month as date), date '{as_of}'
"""
# columns of the account and period, then the figure of the group
KPIS = {
    "revenue": (
        "account_orders", "ordered_on", "kind <> 'cancelled'",
        "sum(amount) as amount", "sum(amount)",
    ),
    "aov": (
        "account_orders", "ordered_on", "kind = 'sale'",
        "sum(amount) as amount, count(amount) as orders", "sum(amount) / sum(orders)",
    ),
    "purchase_frequency": (
        "account_orders", "ordered_on", "kind = 'sale'",
        "count(*) as orders", "sum(orders) / count(*)",
    ),
    "campaign_response": (
        "(select account_id, min(occurred_on) as occurred_on, bool_or(responded) as responded "
        "from account_touches group by account_id, campaign, contact_key)",
        "occurred_on", "true", "count(*) as reached, count(*) filter (where responded) as responded",
        "sum(responded) / sum(reached)",
    ),
    "win_rate": (
        "account_opportunities", "closed_on", "outcome in ('won', 'lost')",
        "count(*) as decided, count(*) filter (where outcome = 'won') as won",
        "sum(won) / sum(decided)",
    ),
}  # fmt: skip
QUERY = """
create temp table kpi_{name} as
select g.segmentation, g.segment, a.span, a.first_day, {figure} as figure from (
    select e.account_id, p.span, p.first_day, {sums} from {table} as e
    join periods as p on e.{day} >= p.first_day and e.{day} < p.end_day
    where {where} group by all
) as a join groups as g on g.account_id = a.account_id group by all
"""


def main(folder: Path) -> None:
    run = Workspace(folder).last_run
    connection = duckdb.connect()
    for name, file in run.record.files.items():
        path = run.workspace.store.path(file.path)
        connection.execute(f"create view \"{name}\" as select * from read_parquet('{path}')")
    start, cpu = time.perf_counter(), _cpu()
    connection.execute(GROUPS)
    connection.execute(PERIODS.format(as_of=run.as_of))
    figures = 0
    for name, (table, day, where, sums, figure) in KPIS.items():
        query = QUERY.format(name=name, table=table, day=day, where=where, sums=sums, figure=figure)
        connection.execute(query)
        figures += connection.execute(f"select count(*) from kpi_{name}").fetchall()[0][0]
    told = {"cpu": _cpu() - cpu, "wall": time.perf_counter() - start, "figures": figures}
    sys.stdout.write(json.dumps(told) + "\n")


def _cpu() -> float:
    times = os.times()
    return times.user + times.system


if __name__ == "__main__":
    main(Path(sys.argv[1]))
