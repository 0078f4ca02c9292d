"""The same answer in DuckDB SQL as an analyst would write it for this one task.

It reads what Segmentry's profiles stage wrote (profiles, orders by account) and writes the same
things: 26 variables per account, RFM scores, memberships with a reason for RFM and six rules,
and per segment: figures, medians, means with standard deviations of every numeric variable
inside and outside, the most frequent values of every variable in words, revenue by month, and
the overlap of the two segmentations.
"""

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from segmentry.workspace import Workspace

VARIABLES = """
create temp table v as
with o as (
    select account_id,
           count(*) filter (where kind = 'sale') as orders,
           sum(amount) filter (where kind = 'sale') as revenue,
           sum(amount) filter (where kind = 'return') as returned,
           sum(amount) filter (where kind in ('sale', 'return')) as net_revenue,
           sum(list_amount) filter (where kind = 'sale') as listed,
           count(*) filter (where kind = 'sale' and ordered_on > date '{as_of}' - 365) as purchase_frequency,
           sum(amount) filter (where kind in ('sale', 'return') and ordered_on > date '{as_of}' - 365) as last_year,
           sum(amount) filter (where kind in ('sale', 'return') and ordered_on > date '{as_of}' - 730
                               and ordered_on <= date '{as_of}' - 365) as year_before,
           sum(cast(units as decimal(28,6))) filter (where kind = 'sale') as units,
           max(ordered_on) filter (where kind = 'sale') as last_order_on,
           min(ordered_on) filter (where kind = 'sale') as first_order_on
    from account_orders where ordered_on <= date '{as_of}' group by account_id
)
select p.account_id, p.label, p.excluded, p.employees, p.country, p.annual_revenue, p.industry,
       t.parent_id is not null as has_parent, coalesce(s.n, 0) as subsidiaries, p.sources,
       case when employees between 1 and 10 then 'startup' when employees between 11 and 99 then 'small'
            when employees between 100 and 999 then 'mid-sized' when employees >= 1000 then 'large'
       end as size_class,
       coalesce(o.orders, 0) as orders,
       cast(coalesce(o.revenue, 0) as decimal(18,4)) as revenue,
       cast(-coalesce(o.returned, 0) as decimal(18,4)) as returned_amount,
       cast(coalesce(o.net_revenue, 0) as decimal(18,4)) as net_revenue,
       1 - cast(o.revenue as double) / nullif(o.listed, 0) as discount_share,
       coalesce(o.purchase_frequency, 0) as purchase_frequency,
       cast(coalesce(o.last_year, 0) as decimal(18,4)) as revenue_last_year,
       cast(coalesce(o.year_before, 0) as decimal(18,4)) as revenue_year_before,
       cast(coalesce(o.units, 0) as double) as units_ordered,
       o.last_order_on, o.first_order_on,
       cast(o.revenue as double) / nullif(o.orders, 0) as aov,
       case when o.year_before > 0 then (cast(o.last_year as double) - o.year_before) / o.year_before end as revenue_growth,
       case when o.orders >= 2 then (o.last_order_on - o.first_order_on) / cast(o.orders - 1 as double) end as days_between_orders,
       cast(coalesce(o.net_revenue, 0) as decimal(18,4)) as cltv,
       date '{as_of}' - o.last_order_on as recency_days,
       date '{as_of}' - o.first_order_on as tenure_days,
       case when date '{as_of}' - o.last_order_on <= {window} then 'customer' when o.orders > 0 then 'lapsed'
            else 'prospect' end as lifecycle_stage
from profiles as p
left join account_tree as t using (account_id)
left join (select parent_id, count(*) as n from account_tree where parent_id is not null group by parent_id) as s
  on s.parent_id = p.account_id
left join o using (account_id)
"""

WINDOW = """
select cast(3 * median(cycle) as integer) from (
    select (max(ordered_on) - min(ordered_on)) / (count(*) - 1.0) as cycle
    from account_orders where kind = 'sale' group by account_id having count(*) > 1)
"""

RFM = """
create temp table rfm as
with base as (
    select account_id, recency_days, orders as frequency, net_revenue as monetary from v
    where orders > 0 and excluded is null
), cuts as (
    select quantile_disc(recency_days, [0.2, 0.4, 0.6, 0.8]) as r,
           quantile_disc(frequency, [0.2, 0.4, 0.6, 0.8]) as f,
           quantile_disc(monetary, [0.2, 0.4, 0.6, 0.8]) as m from base
)
select b.*, 5 - (b.recency_days > r[1])::int - (b.recency_days > r[2])::int - (b.recency_days > r[3])::int - (b.recency_days > r[4])::int as r_score,
       1 + (b.frequency > f[1])::int + (b.frequency > f[2])::int + (b.frequency > f[3])::int + (b.frequency > f[4])::int as f_score,
       1 + (b.monetary > m[1])::int + (b.monetary > m[2])::int + (b.monetary > m[3])::int + (b.monetary > m[4])::int as m_score
from base as b, cuts
"""

MEMBERSHIPS = """
create temp table members as
select 'rfm' as segmentation,
       case when r_score <= 2 and f_score <= 2 then 'Hibernating' when r_score <= 2 and f_score <= 4 then 'At risk'
            when r_score <= 2 then 'Can''t lose' when r_score = 3 and f_score <= 2 then 'About to sleep'
            when r_score = 3 and f_score = 3 then 'Need attention' when r_score <= 4 and f_score >= 4 then 'Loyal'
            when r_score = 4 and f_score = 1 then 'Promising' when r_score = 5 and f_score = 1 then 'New'
            when f_score <= 3 then 'Potential loyalists' else 'Champions' end as segment,
       account_id,
       'last order ' || recency_days || ' days ago (' || r_score || '), orders: ' || frequency || ' (' || f_score || '), '
         || format('{{:,.0f}}', cast(monetary as double)) || ' EUR (' || m_score || ')' as reason
from rfm
union all
select * from (
    select 'rules' as segmentation,
           case when employees >= 1000 and industry in ('Banking', 'Insurance') and (purchase_frequency >= 6 or aov > 1000) then 'Large finance'
                when net_revenue > 20000 and (recency_days <= 90 or purchase_frequency >= 4) then 'Big buyers'
                when size_class = 'mid-sized' and recency_days > 180 then 'Mid-sized at risk'
                when size_class in ('startup', 'small') and recency_days <= 60 then 'Small active'
                when tenure_days <= 90 and orders <= 2 then 'New'
                when recency_days > 365 or orders = 0 then 'Quiet' end as segment,
           account_id,
           case when employees >= 1000 and industry in ('Banking', 'Insurance') and (purchase_frequency >= 6 or aov > 1000)
                  then concat(employees, ' employees, industry ', industry, ', ', purchase_frequency, ' orders a year, average order ', format('{{:,.0f}}', aov))
                when net_revenue > 20000 and (recency_days <= 90 or purchase_frequency >= 4)
                  then concat('net revenue ', format('{{:,.0f}}', cast(net_revenue as double)), ', recency ', recency_days, ' days, ', purchase_frequency, ' orders a year')
                when size_class = 'mid-sized' and recency_days > 180 then concat('size class ', size_class, ', recency ', recency_days, ' days')
                when size_class in ('startup', 'small') and recency_days <= 60 then concat('size class ', size_class, ', recency ', recency_days, ' days')
                when tenure_days <= 90 and orders <= 2 then concat('tenure ', tenure_days, ' days, orders ', orders)
                when recency_days > 365 or orders = 0 then concat('recency ', recency_days, ' days, orders ', orders) end as reason
    from v where excluded is null
) where segment is not null
"""

NUMBERS = [
    "employees",
    "annual_revenue",
    "subsidiaries",
    "sources",
    "orders",
    "revenue",
    "returned_amount",
    "net_revenue",
    "discount_share",
    "purchase_frequency",
    "revenue_last_year",
    "revenue_year_before",
    "units_ordered",
    "aov",
    "revenue_growth",
    "days_between_orders",
    "cltv",
    "recency_days",
    "tenure_days",
]
WORDS = ["country", "industry", "size_class", "lifecycle_stage", "has_parent"]


def statistics() -> dict[str, str]:
    numbers = ", ".join(
        f"count({n}) as n_{n}, avg(cast({n} as double)) as mean_{n}, var_samp(cast({n} as double)) as var_{n}"
        for n in NUMBERS
    )
    words = " union all ".join(
        f"select segmentation, segment, '{w}' as variable, cast({w} as varchar) as level, count(*) as n "
        "from wide group by all"
        for w in WORDS
    )
    return {
        "segment_stats": "select segmentation, segment, count(*) as accounts, sum(net_revenue) as revenue, "
        "median(cast(net_revenue as double)) as median_revenue from wide group by all",
        "numbers_inside": f"select segmentation, segment, {numbers} from wide group by all",
        "numbers_all": f"select {numbers} from v where excluded is null",
        "levels": words,
        "overlaps": "select a.segment as segment_a, b.segment as segment_b, count(*) as accounts from members as a "
        "join members as b using (account_id) where a.segmentation = 'rfm' and b.segmentation = 'rules' group by all",
        "segment_months": "select segmentation, segment, month, sum(amount) as amount, sum(orders) as orders, "
        "count(*) filter (where orders > 0) as buyers from members join months using (account_id) group by all",
    }


MONTHS = """
create temp table months as
select account_id, date_trunc('month', ordered_on) as month, sum(amount) filter (where kind in ('sale', 'return')) as amount,
       count(*) filter (where kind = 'sale') as orders, sum(list_amount) filter (where kind = 'sale') as list_amount,
       -sum(amount) filter (where kind = 'return') as returned_amount
from account_orders where ordered_on <= date '{as_of}' group by 1, 2
"""


def main(folder: Path) -> None:
    run = Workspace(folder).last_run
    paths = {name: run.workspace.store.path(f.path) for name, f in run.record.files.items()}
    with TemporaryDirectory(dir=folder) as work:
        start, cpu = time.perf_counter(), _cpu()
        answer(duckdb.connect(), paths, run.as_of.isoformat(), Path(work))
        told = {"cpu": _cpu() - cpu, "wall": time.perf_counter() - start}
    sys.stdout.write(json.dumps(told) + "\n")


def answer(db: duckdb.DuckDBPyConnection, paths: dict[str, Path], as_of: str, out: Path) -> None:
    db.execute("set memory_limit = '3GB'")
    for name in ("profiles", "account_tree", "account_orders"):
        db.execute(f"create view {name} as select * from read_parquet('{paths[name]}')")
    window = db.execute(WINDOW).fetchall()[0][0]
    db.execute(VARIABLES.format(as_of=as_of, window=window))
    db.execute(RFM)
    db.execute(MEMBERSHIPS.format())
    db.execute(
        "create temp table wide as select m.segmentation, m.segment, v.* "
        "from members as m join v using (account_id)"
    )
    db.execute(MONTHS.format(as_of=as_of))
    tables = {
        "variable_values": "select * from v order by account_id",
        "rfm_scores": "select * from rfm order by account_id",
        "memberships": "select * from members order by segmentation, segment, account_id",
        "account_months": "select * from months order by account_id, month",
    } | statistics()
    for name, sql in tables.items():
        db.execute(
            f"copy ({sql}) to '{out / name}.parquet' (format parquet, compression zstd)"
        ).fetchall()


def _cpu() -> float:
    times = os.times()
    return times.user + times.system


if __name__ == "__main__":
    main(Path(sys.argv[1]))
