"""The one query is a single SELECT in the database's own dialect."""

import pytest

from segmentry.errors import InvalidDefinition
from segmentry.sources.databases.reading import one_select, tables_of


@pytest.mark.parametrize(
    ("query", "backend"),
    [
        ("select 1", "sqlite"),
        ("with a as (select 1 as x) select x from a union all select 2;", "postgresql"),
        ("select `order id` from `order details` limit 5", "mysql"),
        ("select top 5 [order id] from [orders]", "mssql"),
        ("select data ->> 'name' as name, id::text from accounts -- all of them", "postgresql"),
        ("(select 1) union (select 2)", "postgresql"),
        ("select 1", "unknown_dialect"),
    ],
)
def test_reading_passes_as_it_is(query, backend):
    assert one_select(query, backend) == query.rstrip(";")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "holds 0 statements"),
        ("select 1; select 2", "holds 2 statements"),
        ("selec 1 from", "cannot be understood|does more than read"),
        ("update a set b = 1", "does more than read"),
        ("with x as (insert into a values (1) returning *) select * from x", "more than read"),
        ("select * into b from a", "more than read"),
        ("copy a to '/tmp/x'", "more than read"),
        ("vacuum", "more than read"),
        ("truncate a", "more than read"),
        ("create table b as select 1", "more than read"),
        ("explain analyze delete from a", "more than read"),
        ("set role admin", "more than read"),
        ("do $$ begin end $$", "more than read|cannot be understood"),
    ],
)
def test_all_else_is_refused(query, message):
    with pytest.raises(InvalidDefinition, match=message):
        one_select(query, "postgresql")


def test_tables_without_own_steps():
    query = "with big as (select * from crm.orders) select * from big join accounts using (id)"
    assert tables_of(query, "postgresql") == ["accounts", "crm.orders"]
