"""The sets that identity resolution is measured on, with the same normalised columns for all.

Each is a folder with records.parquet (KEY, what the source said, and the normalised columns) and
truth.parquet (key, entity, company_group).
"""

from pathlib import Path

import duckdb

DATA = Path(__file__).parents[2] / "shared" / "data"
CHICAGO = DATA / "identity_chicago_orgs" / "csv_example_input_with_true_ids.csv"
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
    domain = "regexp_extract(lower(website), '^(?:https?://)?(?:www[.])?([^/:?]+)', 1)"
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
    raw = f"""
        select Id as key, Source as source, "Site name" as name, Address as street, Zip as postcode,
               null as city, null as country, Phone as phone, null as website,
               null as registration_id, "True Id" as entity
        from read_csv('{CHICAGO}', all_varchar = true)
    """
    _write(folder, raw, f"select key, entity, entity as company_group from ({raw})")


def keep_names_only(whole: Path, folder: Path) -> None:
    """The same records with nothing but their names."""
    blank = ", ".join(f"cast(null as varchar) as {c}" for c in COLUMNS_BESIDE_THE_NAME)
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        rows = f"select key, source, name, bare, {blank} from '{whole / 'records.parquet'}'"
        db.sql(rows).to_parquet(str(folder / "records.parquet"))
        truth = db.read_parquet(str(whole / "truth.parquet"))
        truth.to_parquet(str(folder / "truth.parquet"))


COLUMNS_BESIDE_THE_NAME = (
    "street", "postcode", "city", "country", "phone", "domain", "registration_id",
)  # fmt: skip


def _write(folder: Path, raw: str, truth: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        db.sql(normalised(raw)).to_parquet(str(folder / "records.parquet"))
        db.sql(truth).to_parquet(str(folder / "truth.parquet"))
