"""The sets that identity resolution is measured on, with the same normalised columns for all.

Each is a folder with records.parquet (KEY, what the source said, and the normalised columns) and
truth.parquet (key, entity, company_group).
"""

from pathlib import Path

import duckdb
from held_out_records import generate_held_out_records

from segmentry.demo.company_records import generate_company_records

DATA = Path(__file__).parents[2] / "shared" / "data"
CHICAGO = DATA / "identity_chicago_orgs" / "csv_example_input_with_true_ids.csv"
RAW = ("name", "street", "postcode", "city", "country", "phone", "website", "email",
       "registration_id")  # fmt: skip
FREE_MAIL = "gmail|outlook|hotmail|yahoo|gmx|web|orange|libero|aol|icloud|live|proton"
LEGAL_FORMS = (
    "inc|incorporated|corp|corporation|co|company|llc|llp|lp|ltd|limited|plc|pllc|pc|na|gmbh|ag|kg|"
    "ohg|se|sa|sas|sarl|eurl|srl|spa|snc|sl|slu|bv|nv|vof|cv|as|asa|a s|aps|ab|oy|oyj|kft|zrt|sro|"
    "s r o|s r l|s p a|sp z o o|sp zoo|doo|d o o|ood|eood|ad|ead|ooo|oao|zao|pao|ao|ae|epe|ike|pty|"
    "pty ltd|pte|pte ltd|kk|k k|gk|lda|ltda|b v|n v|s a|s l|a g|gmbh co kg|ооо|оао|зао|пао|ао|еоод|"
    "оод|ад|αε|α ε|επε|ικε"
)


def normalised(raw: str) -> str:
    """SQL over the raw columns: lower case without accents, marks, or legal forms at the ends."""
    bare = _sql_tidy("name")
    for _ in range(2):
        bare = f"trim(regexp_replace({bare}, '( ({LEGAL_FORMS}))$', ''))"
    bare = f"trim(regexp_replace({bare}, '^(ooo|oao|zao|pao|ooд|ооо|оао|зао|пао|株式会社) ', ''))"
    digits = "regexp_replace(phone, '[^0-9]', '', 'g')"
    site = "regexp_extract(lower(website), '^(?:https?://)?(?:www[.])?([^/:?]+)', 1)"
    mail = "regexp_extract(lower(email), '@(.+)$', 1)"
    company_mail = f"case when not regexp_matches({mail}, '^({FREE_MAIL})[.]') then {mail} end"
    domain = f"coalesce(nullif({site}, ''), {company_mail})"
    registration = "regexp_replace(upper(registration_id), '[^A-Z0-9]', '', 'g')"
    return f"""
        select key, source, name, nullif({bare}, '') as bare, nullif({_sql_street()}, '') as street,
               nullif(regexp_replace(lower(postcode), '[^a-z0-9]', '', 'g'), '') as postcode,
               nullif({_sql_tidy("city")}, '') as city, upper(country) as country,
               nullif(right({digits}, 9), '') as phone, nullif({domain}, '') as domain,
               nullif({registration}, '') as registration_id
        from ({raw}) order by md5(key)
    """


def _sql_tidy(column: str) -> str:
    tidy = f"strip_accents(lower(replace({column}, '&', ' and ')))"
    return rf"trim(regexp_replace({tidy}, '[^\p{{L}}\p{{N}}]+', ' ', 'g'))"


def _sql_street() -> str:
    street = _sql_tidy("street")
    for long, short in (("street", "st"), ("avenue", "ave"), ("road", "rd"), ("boulevard", "blvd"),
                        ("north", "n"), ("south", "s"), ("east", "e"), ("west", "w"),
                        ("strasse", "str")):  # fmt: skip
        street = rf"regexp_replace({street}, '\b{long}\b', '{short}', 'g')"
    return street


def make_chicago(folder: Path) -> None:
    """3,337 child-care organisations out of nine lists."""
    told = f"""
        select Id as key, "Site name" as name, Address as street, Zip as postcode, Phone as phone,
               "True Id" as entity from read_csv('{CHICAGO}', all_varchar = true)
    """
    with duckdb.connect() as db:
        _write_source(db, folder, "lists", f"select * exclude (entity) from ({told})")
        truth = f"select 'lists:' || key as key, entity, entity as company_group from ({told})"
        db.sql(truth).to_parquet(str(folder / "truth.parquet"))
    _write_records(folder)


def make_generated(folder: Path, records: int, seed: int = 7) -> None:
    """Made by our generator."""
    made = generate_company_records(folder / "sources", records, seed)
    made.truth.rename(folder / "generated.parquet")
    with duckdb.connect() as db:
        truth = "source || ':' || key as key, entity, \"group\" as company_group"
        db.sql(f"select {truth} from '{folder / 'generated.parquet'}'").to_parquet(
            str(folder / "truth.parquet")
        )
    _write_records(folder)


def make_held_out(folder: Path, records: int) -> None:
    """Made by the other generator."""
    generate_held_out_records(folder, records)
    _write_records(folder)


def keep_names_only(whole: Path, folder: Path) -> None:
    """The same records with nothing but their names."""
    with duckdb.connect() as db:
        for source in sorted((whole / "sources").glob("*.parquet")):
            _write_source(db, folder, source.stem, f"select key, name from '{source}'")
        truth = db.read_parquet(str(whole / "truth.parquet"))
        truth.to_parquet(str(folder / "truth.parquet"))
    _write_records(folder)


def _write_source(db: duckdb.DuckDBPyConnection, folder: Path, name: str, rows: str) -> None:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    db.sql(rows).to_parquet(str(folder / "sources" / f"{name}.parquet"))


def _write_records(folder: Path) -> None:
    """The raw records of all sources, normalised, in an order that tells nothing."""
    with duckdb.connect() as db:
        every = " union all by name ".join(
            f"select '{s.stem}' as source, * replace ('{s.stem}:' || key as key) from '{s}'"
            for s in sorted((folder / "sources").glob("*.parquet"))
        )
        nothing = ", ".join(f"cast(null as varchar) as {c}" for c in RAW)
        raw = f"select {nothing} where false union all by name {every}"
        db.sql(normalised(raw)).to_parquet(str(folder / "records.parquet"))
