"""The lists of people that contacts are matched on: made up by Febrl, with typing errors and the truth.

Each set is a folder like those of identity_sets: sources, records.parquet and truth.parquet. The name of
a record tells who it is, so its hash is the key.
"""

from pathlib import Path

import duckdb
from identity_sets import DATA

FEBRL = DATA / "identity_febrl"
_TOLD = """
    select md5(trim(c[1])) as key, nullif(trim(c[2]), '') as given_name,
           nullif(trim(c[3]), '') as surname, nullif(trim(c[4] || c[5]), '') as street,
           nullif(trim(c[7]), '') as suburb, nullif(trim(c[8]), '') as postcode,
           nullif(trim(c[9]), '') as state, nullif(trim(c[10]), '') as date_of_birth,
           nullif(trim(c[11]), '') as soc_sec_id, split_part(c[1], '-', 2) as entity
    from (select string_split(line, ',') as c from read_csv('{file}', header = true,
          columns = {{'line': 'varchar'}}, delim = '\t', quote = '', auto_detect = false)) as lines
"""


def make_febrl(folder: Path, *names: str) -> None:
    """5,000 records a list; Febrl 3 has up to six of a person, Febrl 4 one in each of two lists."""
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        for name in names:
            db.execute(f"create table {name} as {_TOLD.format(file=FEBRL / f'{name}.csv')}")
            rows = db.sql(f"select * exclude (entity) from {name} order by key")
            rows.to_parquet(str(folder / "sources" / f"{name}.parquet"))
        keyed = " union all ".join(
            f"select '{n}' as source, * replace ('{n}:' || key as key) from {n}" for n in names
        )
        truth = f"select key, entity, entity as company_group from ({keyed}) order by key"
        db.sql(truth).to_parquet(str(folder / "truth.parquet"))
        records = db.sql(f"select * exclude (entity) from ({keyed}) order by key")
        records.to_parquet(str(folder / "records.parquet"))
