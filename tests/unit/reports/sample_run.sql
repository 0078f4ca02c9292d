-- A small but realistic run; $accounts and $months say how large. No randomness: md5 spreads.
create macro spread(i, salt) as
    ('0x' || substr(md5(i::varchar || salt), 1, 7))::bigint / 268435455.0;

create temp table company as
select 'a' || lpad(i::varchar, 7, '0') as account_id, i,
    ['Northwind', 'Bergmann', 'Cobalt', 'Delta Freight', 'Élan', 'Ferrum', '東京商事', 'Öresund',
     'Quartz', 'Zephyr', 'Aurora', 'Halcyon'][1 + (i * 7) % 12] || ' '
    || ['Bank', 'Clinics', 'Retail', 'Systems', 'Logistics', 'Software'][1 + (i * 5) % 6] || ' '
    || i as label,
    ['financial services', 'healthcare', 'retail', 'technology', 'transport', 'technology']
        [1 + (i * 5) % 6] as industry_group,
    ['DE', 'FR', 'GB', 'US', 'JP'][1 + floor(5 * spread(i, 'country'))::int % 5] as country,
    case when i % 17 = 0 then null else floor(exp(1 + 8 * spread(i, 'size')))::bigint end as employees,
    case when i % 41 = 0 then 'competitor' when i % 90 = 0 then 'test' end as excluded,
    spread(i, 'rate') as rate, spread(i, 'from') as first_part
from range(1, $accounts + 1) as t(i);

insert into profiles by name
select account_id, label, label as name, industry_group, country, employees, excluded,
    1 + i % 3 as sources, 1 + i % 4 as records
from company;

insert into account_months by name
with calendar as (
    select m, (date '2024-01-01' + to_months(m::int))::date as month
    from range(0, $months) as t(m)
), done as (
    select account_id, month, floor(4.5 * spread(i * 1000 + m, 'orders') * (0.18 + rate * rate * rate)
        * (1 + 0.02 * m))::bigint as orders, i, m, employees
    from company cross join calendar
    where m >= first_part * 20 and (i % 5 <> 0 or m < 18 + i % 7)
)
select account_id, month, orders,
    (orders * (180 + 900 * spread(i, 'price')) * (1 + ln(coalesce(employees, 20))))::decimal(18,4)
        as list_amount,
    list_amount as amount, (case when (i + m) % 29 = 0 then list_amount * 0.3 else 0 end)::decimal(18,4)
        as returned_amount,
    null::decimal(18,4) as cost_amount, 0 as monthly_amount,
    (i + m) % 9 as engagements, m % 2 as touches, 0 as responses
from done where orders > 0;

create temp table spent as
select c.account_id, c.i, c.label, c.industry_group, c.country, c.employees, c.excluded,
    case when employees >= 1000 then 'large' when employees >= 100 then 'mid-sized'
        when employees >= 11 then 'small' when employees >= 1 then 'startup' end as size_class,
    coalesce(sum(amount - returned_amount), 0)::decimal(18,4) as net_revenue,
    coalesce(sum(orders), 0)::bigint as orders,
    (date_diff('day', max(month), $as_of::date) + any_value(c.i) % 14)::bigint as recency_days,
    coalesce(sum(orders) filter (where month > $as_of::date - 365), 0)::bigint as purchase_frequency
from company as c left join account_months using (account_id) group by all;

create or replace table variable_values as
select account_id, label, excluded, industry_group, country, size_class, employees, recency_days,
    purchase_frequency, (net_revenue / nullif(orders, 0))::decimal(18,4) as aov, net_revenue, orders,
    purchase_frequency > 6 as is_regular
from spent;

insert into rfm_scores by name
select 'rfm' as segmentation, account_id, recency_days, orders as frequency,
    net_revenue as monetary,
    least(5, 1 + floor(5 * (1 - cume_dist() over (order by recency_days))))::bigint as r,
    least(5, greatest(1, ceil(5 * percent_rank() over (order by orders))))::bigint as f,
    least(5, greatest(1, ceil(5 * cume_dist() over (order by net_revenue))))::bigint as m
from spent where orders > 0 and excluded is null;

insert into cut_points by name
select 'rfm' as segmentation, measure, score, min(value)::double as lowest,
    max(value)::double as highest, count(*) as accounts
from (
    select 'recency' as measure, r as score, recency_days::double as value from rfm_scores
    union all select 'frequency', f, frequency::double from rfm_scores
    union all select 'monetary', m, monetary::double from rfm_scores
) group by all;

create temp table named (segmentation varchar, method varchar, segment varchar, position bigint, rule varchar);
insert into named values
    ('rfm', 'rfm', 'Champions', 1, 'recency 4 to 5 and frequency 4 to 5'),
    ('rfm', 'rfm', 'Loyal', 2, 'recency 3 to 5 and frequency 3 or more'),
    ('rfm', 'rfm', 'New', 3, 'recency 5 and frequency 1'),
    ('rfm', 'rfm', 'Promising', 4, 'recency 4 and frequency 1'),
    ('rfm', 'rfm', 'Potential loyalists', 5, 'recency 4 to 5 and frequency 2 to 3'),
    ('rfm', 'rfm', 'Need attention', 6, 'recency 3 and frequency 2 to 3'),
    ('rfm', 'rfm', 'Can''t lose', 7, 'recency 1 to 2 and frequency 5'),
    ('rfm', 'rfm', 'At risk', 8, 'recency 1 to 2 and frequency 3 to 4'),
    ('rfm', 'rfm', 'About to sleep', 9, 'recency 3 and frequency 1'),
    ('rfm', 'rfm', 'Hibernating', 10, 'recency 1 to 2 and frequency 1 to 2'),
    ('plan', 'reference_plan', 'Large enterprise financial services', 1, 'size class is large, industry group is financial services, purchase frequency is high and average order is high'),
    ('plan', 'reference_plan', 'Mid-sized healthcare', 2, 'employees from 100 to 999 and industry group is healthcare'),
    ('plan', 'reference_plan', 'Small retail', 3, 'employees from 1 to 99 and industry group is retail'),
    ('plan', 'reference_plan', 'Large enterprise technology', 4, 'employees 1,000 or more and industry group is technology'),
    ('plan', 'reference_plan', 'Technology startups', 5, 'employees from 1 to 10 and industry group is technology'),
    ('tiers', 'value_tiers', 'A', 1, 'the largest 5 % of accounts by customer lifetime value'),
    ('tiers', 'value_tiers', 'B', 2, 'the next 15 %'),
    ('tiers', 'value_tiers', 'C', 3, 'the next 30 %'),
    ('tiers', 'value_tiers', 'D', 4, 'all other accounts with orders');

insert into memberships by name
with placed as (
    select 'rfm' as segmentation, account_id, case
        when r >= 4 and f >= 4 then 'Champions' when r >= 3 and f >= 3 then 'Loyal'
        when r = 5 and f = 1 then 'New' when r = 4 and f = 1 then 'Promising'
        when r >= 4 then 'Potential loyalists' when r = 3 and f = 2 then 'Need attention'
        when r <= 2 and f = 5 then 'Can''t lose' when r <= 2 and f >= 3 then 'At risk'
        when r = 3 then 'About to sleep' else 'Hibernating' end as segment,
        frequency || ' orders, the last ' || recency_days || ' days ago' as reason
    from rfm_scores
    union all
    select 'plan', account_id, case
        when size_class = 'large' and industry_group = 'financial services' then 'Large enterprise financial services'
        when size_class = 'mid-sized' and industry_group = 'healthcare' then 'Mid-sized healthcare'
        when size_class in ('small', 'startup') and industry_group = 'retail' then 'Small retail'
        when size_class = 'large' and industry_group = 'technology' then 'Large enterprise technology'
        when size_class = 'startup' and industry_group = 'technology' and i % 9 = 0 then 'Technology startups' end,
        coalesce(employees::varchar, 'unknown') || ' employees, industry ' || industry_group
    from spent where excluded is null
    union all
    select 'tiers', account_id, case when part > 0.95 then 'A' when part > 0.8 then 'B'
        when part > 0.5 then 'C' else 'D' end, 'net revenue ' || net_revenue::bigint || ' EUR'
    from (select *, cume_dist() over (order by net_revenue) as part
          from spent where excluded is null and orders > 0)
)
select segmentation, segment, account_id, 'f3a9c2d1' as definition_version,
    $as_of::date as valid_from, null::date as valid_to, reason
from placed where segment is not null;

insert into assignments by name
select segmentation, segment, account_id, definition_version, reason from memberships
union all
select 'plan', '', account_id, 'f3a9c2d1', 'no rule holds' from spent
where excluded is null and account_id not in (
    select account_id from memberships where segmentation = 'plan');

insert into segment_stats by name
with members as (
    select m.segmentation, m.segment, s.* from memberships as m join spent as s using (account_id)
)
select n.segmentation, n.segment, n.position, n.method, n.rule, count(m.account_id) as accounts,
    count(m.account_id)::double / nullif((select count(*) from spent where excluded is null), 0) as account_share,
    'net_revenue' as measure, coalesce(sum(m.net_revenue), 0)::decimal(18,4) as revenue,
    sum(m.net_revenue)::double / nullif((select sum(net_revenue) from spent), 0)::double as revenue_share,
    count(*) filter (where m.i % 3 > 0) as reachable,
    median(m.net_revenue)::double as median_revenue,
    case when n.segmentation <> 'tiers' then count(*) filter (where m.i % 11 = 0) end as joined,
    case when n.segmentation <> 'tiers' then count(*) filter (where m.i % 13 = 0) end as left
from named as n left join members as m on m.segmentation = n.segmentation and m.segment = n.segment
group by n.segmentation, n.segment, n.position, n.method, n.rule;

insert into segment_differences by name
with long as (
    select account_id, 'employees' as variable, null::varchar as level, employees::double as value from spent
    union all select account_id, 'recency_days', null, recency_days from spent where orders > 0
    union all select account_id, 'purchase_frequency', null, purchase_frequency from spent
    union all select account_id, 'industry_group', 'technology', (industry_group = 'technology')::int from spent
    union all select account_id, 'industry_group', 'healthcare', (industry_group = 'healthcare')::int from spent
), parts as (
    select n.segmentation, n.segment, l.variable, l.level, m.account_id is not null as inside,
        avg(value) as mean, count(value) as n
    from named as n cross join long as l
    left join memberships as m on m.segmentation = n.segmentation and m.segment = n.segment
        and m.account_id = l.account_id
    group by all
), sides as (
    select i.segmentation, i.segment, i.variable, i.level, i.mean as inside, o.mean as outside,
        i.n as n_inside, o.n as n_outside, (i.mean - o.mean) / sd.deviation as effect
    from parts as i join parts as o using (segmentation, segment, variable)
    join (select variable, level, stddev_pop(value) as deviation from long group by all) as sd
        on sd.variable = i.variable and sd.level is not distinct from i.level
    where i.inside and not o.inside and i.level is not distinct from o.level and i.n > 1
)
select *, effect - 1.96 / sqrt(n_inside) as effect_low, effect + 1.96 / sqrt(n_inside) as effect_high,
    row_number() over (partition by segmentation, segment order by abs(effect) desc, variable, level) as rank
from sides where effect is not null;

insert into segment_overlaps by name
select a.segmentation as segmentation_a, a.segment as segment_a, b.segmentation as segmentation_b,
    b.segment as segment_b, count(*) as accounts,
    count(*)::double / any_value(sa.accounts) as share_of_a,
    count(*)::double / any_value(sb.accounts) as share_of_b,
    count(*)::double / (any_value(sa.accounts) + any_value(sb.accounts) - count(*)) as jaccard
from memberships as a join memberships as b using (account_id)
join segment_stats as sa on sa.segmentation = a.segmentation and sa.segment = a.segment
join segment_stats as sb on sb.segmentation = b.segmentation and sb.segment = b.segment
where a.segmentation < b.segmentation group by all;

insert into segment_months by name
select segmentation, segment, month, sum(amount - returned_amount) as amount,
    sum(orders)::bigint as orders, count(*) filter (where orders > 0) as buyers
from memberships join account_months using (account_id) group by all;

insert into variable_facts by name
select column0 as variable, column1 as label, column2 as group, column3 as type, column4 as unit,
    column5 as meaning, column6 as relevance, $accounts as accounts, ($accounts * column7)::bigint as known,
    column7 as coverage, column8 as distinct_values, column9 as variation, 'net_revenue' as outcome,
    column10 as measured_relevance, column10 * 0.7 as relevance_low, column10 * 1.35 as relevance_high,
    $accounts as relevance_n, column11 as reason
from (values
    ('employees', 'Employees', 'demographic', 'BIGINT', 'people', 'Head count, the figure or the middle of the range', 'high', 0.94, 280, 0.97, 0.11, null),
    ('size_class', 'Size class', 'demographic', 'VARCHAR', null, 'Size band by employees', 'high', 0.94, 4, 0.91, 0.08, null),
    ('country', 'Country', 'demographic', 'VARCHAR', null, 'Country of the headquarters', 'medium to high', 1.0, 5, 0.99, 0.002, null),
    ('industry_group', 'Industry', 'firmographic', 'VARCHAR', null, 'Readable industry', 'high', 1.0, 5, 0.96, 0.03, null),
    ('recency_days', 'Days since last order', 'value', 'BIGINT', 'days', 'Days from the last order to the date of the data', null, 0.71, 31, 0.88, 0.24, null),
    ('purchase_frequency', 'Purchase frequency', 'behavioural', 'BIGINT', 'orders', 'Orders in the last 365 days', 'high', 1.0, 40, 0.71, 0.41, null),
    ('aov', 'Average order value', 'behavioural', 'DECIMAL(18,4)', 'EUR', 'Net revenue by order', 'high', 0.71, 200, 0.98, 0.19, null),
    ('orders', 'Orders', 'behavioural', 'BIGINT', 'orders', 'Orders so far', 'high', 1.0, 60, 0.9, 0.3, null),
    ('net_revenue', 'Net revenue', 'behavioural', 'DECIMAL(18,4)', 'EUR', 'Sales less returns', 'very high', 1.0, 214, 0.97, null, 'it is the outcome itself'),
    ('is_regular', 'Regular buyer', 'behavioural', 'BOOLEAN', null, 'More than six orders a year', null, 1.0, 2, 0.62, 0.36, null)
) as t(column0, column1, column2, column3, column4, column5, column6, column7, column8, column9, column10, column11)
where $accounts > 0;

insert into warnings by name
select column0 as code, column1 as subject, column2 as message, column3 as value, column4 as limit
from (values
    ('stale_data', 'crm', 'The newest record of crm is 61 days older than the date of the data. Read it again before acting on who is new.', 61.0, 45.0),
    ('small_group', 'plan', 'In ''plan'', 1 segment has fewer than 5 accounts.', 1.0, 5.0),
    ('many_undecided', 'plan', 'For 17 accounts the number of employees is unknown, so 3 conditions could not be decided. Add a source that knows it.', 0.06, 0.05),
    ('low_coverage', 'recency_days', 'Known for 71 % of the accounts. Segments built on it leave out prospects.', 0.71, 0.8)
) as t(column0, column1, column2, column3, column4) where $accounts > 1;

insert into undecided by name
select 'plan' as segmentation, segment, 'employees >= 1000' as condition,
    'employees are 1,000 or more' as sentence, $accounts // 17 as accounts
from named where segmentation = 'plan' and position in (1, 4);

insert into data_quality by name
select s.column0 as source, s.column1 as target, m.field, m.measure,
    (m.share * s.column2)::bigint as part, s.column2 as whole,
    case m.measure when 'freshness' then s.column3 when 'rows' then null else m.share end as value,
    m.reason
from (values ('crm', 'accounts', $accounts, 61.0), ('shop', 'orders', $accounts * 9, 1.0)) as s(column0, column1, column2, column3)
cross join (values
    (null, 'rows', 1.0, null), (null, 'duplicates', 0.013, null), (null, 'freshness', 1.0, null),
    ('key', 'completeness', 1.0, null), ('key', 'validity', 1.0, null),
    ('amount', 'completeness', 0.998, null), ('amount', 'validity', 0.991, null),
    ('phone', 'completeness', 0.42, null), ('phone', 'validity', null, 'too few values to judge')
) as m(field, measure, share, reason);

insert into rejected by name
select * from (values
    ('shop', 'orders.csv', 17, 'orders', 'unreadable', 'ordered_at', '2026-13-41', 'There is no such date: 2026-13-41', 'row'),
    ('shop', 'orders.csv', 23, 'orders', 'unreadable', 'ordered_at', '31.02.2026', 'There is no such date: 31.02.2026', 'row'),
    ('shop', 'orders.csv', 40, 'orders', 'unknown_account', 'account', 'jane.doe@example.com', 'No account has the key jane.doe@example.com', 'row'),
    ('crm', 'contacts.csv', 5, 'contacts', 'unreadable', 'email', 'jane.roe(at)example', 'jane.roe(at)example is no e-mail address', 'value'),
    ('crm', 'contacts.csv', 8, 'contacts', 'unreadable', 'phone', '+49 30 1234567x', 'The number +49 30 1234567x cannot be dialled', 'value'),
    ('crm', 'accounts.csv', 12, 'accounts', 'unreadable', 'employees', 'a lot', 'a lot is no number of people', 'value')
) as t(source, file, line, target, rule, field, value, reason, effect) where $accounts > 0;

insert into lineage by name
select account_id, field, label as value, case when i % 3 = 0 then 'shop' else 'crm' end as source,
    i as line, 'highest rank' as rule, null as losers
from spent cross join (values ('name'), ('country'), ('employees')) as t(field);
