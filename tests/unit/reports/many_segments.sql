-- Sixty segments with names of any script, length and malice, one of them empty.
create temp table sixty as
select i as position, case
    when i = 1 then '<script>alert("x")</script> & co. ''quoted'''
    when i = 2 then 'العملاء الكبار في المنطقة'
    when i = 3 then '大口のお客様(製造業)'
    when i = 4 then 'לקוחות גדולים'
    when i = 5 then repeat('Verylongwordwithoutanyblank', 8)
    when i = 6 then repeat('A name that goes on and on ', 9)
    when i = 7 then '👩‍🔬 Ẑ̷̛a͎l̸g͠o ﷽'
    else 'Segment ' || i end as segment
from range(1, 61) as t(i);

insert into memberships by name
select 'many' as segmentation, segment, account_id, 'v1' as definition_version,
    date '2026-06-15' as valid_from, 'because of <b>its</b> number' as reason
from profiles join sixty on position = 1 + cast(account_id[2:] as integer) % 59;

insert into segment_stats by name
select 'many' as segmentation, s.segment, position, 'clustering' as method,
    'a rule in words with < and > and & in it' as rule, count(m.account_id) as accounts,
    count(m.account_id) / (select count(*)::double from profiles) as account_share,
    (1000 * count(m.account_id))::decimal(18,4) as revenue,
    0.01 as revenue_share, count(m.account_id) as reachable,
    case when count(m.account_id) > 0 then 1000.0 end as median_revenue
from sixty as s left join memberships as m on m.segmentation = 'many' and m.segment = s.segment
group by s.segment, position;

insert into segment_overlaps by name
select 'many' as segmentation_a, a.segment as segment_a, b.segmentation as segmentation_b,
    b.segment as segment_b, count(*) as accounts, 0.5 as share_of_a, 0.1 as share_of_b, 0.1 as jaccard
from memberships as a join memberships as b using (account_id)
where a.segmentation = 'many' and b.segmentation = 'rfm' group by all;

insert into segment_months by name
select m.segmentation, m.segment, a.month, sum(a.amount) as amount, sum(a.orders)::bigint as orders,
    count(*) as buyers
from memberships as m join account_months as a using (account_id)
where m.segmentation = 'many' group by all;
