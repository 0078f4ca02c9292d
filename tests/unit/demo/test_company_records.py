"""The generated records are what the benchmark of matching takes them for."""

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentry.demo.company_records import CompanyRecords, generate_company_records
from segmentry.demo.company_records.misspelling import misspelt
from segmentry.demo.company_records.vocabulary import vocabulary
from segmentry.demo.company_records.words import plain, romanised
from segmentry.errors import StorageFailed, UserError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CompanyRecords:
    return generate_company_records(tmp_path_factory.mktemp("records"), 6_000, seed=3)


@pytest.fixture(scope="module")
def db(made: CompanyRecords) -> duckdb.DuckDBPyConnection:
    """A view a source, one of the truth, and `named`: every record's name with its entity."""
    db = duckdb.connect()
    for name, path in {**made.sources, "truth": made.truth}.items():
        db.execute(f"create view {name} as select * from '{path}'")
    names = " union all ".join(
        f"select '{s}' as source, key, name, country from {s}" for s in made.sources
    )
    db.execute(f"create view named as select * from ({names}) join truth using (source, key)")
    return db


def _one(db: duckdb.DuckDBPyConnection, sql: str) -> float:
    return float(db.sql(sql).fetchall()[0][0])


def test_as_many_records_as_asked_for_each_with_its_truth(
    made: CompanyRecords, db: duckdb.DuckDBPyConnection
) -> None:
    assert set(made.sources) == {"crm", "shop", "web", "provider", "survey"}
    assert sum(pq.read_metadata(p).num_rows for p in made.sources.values()) == 6_000
    assert _one(db, "select count(*) from truth") == 6_000
    assert _one(db, "select count(*) from named where name is not null and name <> ''") == 6_000
    assert _one(db, "select count(distinct (source, key)) from truth") == 6_000


def test_every_entity_is_of_one_group_and_groups_hold_several(
    db: duckdb.DuckDBPyConnection,
) -> None:
    groups = 'select entity, count(distinct "group") as n from truth group by entity'
    assert _one(db, f"select max(n) from ({groups})") == 1
    related = 'select avg(cast(entity[2:] <> "group"[2:] as double)) from truth'
    assert 0.13 < _one(db, related) < 0.21  # 12 % subsidiaries and 5 % branches


def test_sources_know_different_fields(made: CompanyRecords) -> None:
    columns = {name: set(pq.read_schema(path).names) for name, path in made.sources.items()}
    assert "parent_key" in columns["crm"] & columns["provider"]
    assert "street" not in columns["web"] | columns["survey"]
    assert "registration_id" in columns["crm"] & columns["shop"] & columns["provider"]


def test_a_registration_number_belongs_to_one_entity(db: duckdb.DuckDBPyConnection) -> None:
    shared = (
        "select registration_id, count(distinct entity) as n from provider "
        "join truth on truth.source = 'provider' and truth.key = provider.key "
        "where registration_id is not null group by registration_id"
    )
    assert _one(db, f"select max(n) from ({shared})") == 1
    assert _one(db, "select count(registration_id) from provider") > 500


def test_a_parent_is_the_head_of_the_group_in_the_same_source(
    db: duckdb.DuckDBPyConnection,
) -> None:
    linked = (
        "from crm as c join truth as t on t.source = 'crm' and t.key = c.key "
        "join truth as p on p.source = 'crm' and p.key = c.parent_key"
    )
    assert _one(db, f"select count(*) {linked}") > 40
    assert _one(db, "select count(parent_key) from crm") == _one(db, f"select count(*) {linked}")
    right = 'p."group" = t."group" and p.entity <> t.entity and p.entity[2:] = t."group"[2:]'
    assert _one(db, f"select count(*) {linked} where not ({right})") == 0


def test_other_scripts_are_written_at_home_by_the_provider_only(
    db: duckdb.DuckDBPyConnection,
) -> None:
    foreign = r"regexp_matches(name, '[\p{Greek}\p{Cyrillic}\p{Han}]')"
    written = f"select count(*) from named where {foreign}"
    assert _one(db, f"{written} and source = 'provider'") > 50
    assert _one(db, f"{written} and source <> 'provider'") == 0
    both = f"select entity from named where {foreign} intersect select entity from named "
    assert _one(db, f"select count(*) from ({both} where not {foreign})") > 20


def test_distinct_companies_share_names_and_one_company_has_several(
    db: duckdb.DuckDBPyConnection,
) -> None:
    alike = "select count(distinct entity) as n from named group by lower(name), country"
    assert _one(db, f"select count(*) from ({alike}) where n > 1") > 20
    spelt = "select count(distinct name) as n, count(*) as r from named group by entity"
    assert _one(db, f"select avg(cast(n > 1 as double)) from ({spelt}) where r > 1") > 0.7


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path, made: CompanyRecords) -> None:
    again = generate_company_records(tmp_path / "again", 6_000, seed=3)
    for name, path in made.sources.items():
        assert again.sources[name].read_bytes() == path.read_bytes()
    assert again.truth.read_bytes() == made.truth.read_bytes()
    other = generate_company_records(tmp_path / "other", 6_000, seed=4)
    assert other.truth.read_bytes() != made.truth.read_bytes()


def test_too_few_records_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="3 records cannot be made"):
        generate_company_records(tmp_path, 3)


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed):
        generate_company_records(tmp_path / "file", 100)


def test_a_word_in_several_scripts() -> None:
    assert romanised("Παπαδόπουλος") == "Papadopoulos"
    assert romanised("Желязков") == "Zhelyazkov"
    assert plain("Müller Łąka") == "Mueller Laka"


def test_the_vocabulary_has_a_latin_spelling_of_every_word() -> None:
    words = vocabulary()
    assert len(words.native) == len(words.latin) > 40_000
    assert not [w for w in words.latin if any("\u0370" <= c <= "\u04ff" or c > "\u2fff" for c in w)]


def test_only_the_rows_named_are_misspelt_and_null_stays_null() -> None:
    words = pa.array(["Silverbrook", "Silverbrook", None, "Ash"])
    rows = np.array([0, 2, 3])
    written = misspelt(words, rows, rows * 0).to_pylist()
    assert written == ["Slverbrook", "Silverbrook", None, "Ash"]  # three letters are left alone


def test_the_smallest_set_can_be_made(tmp_path: Path) -> None:
    """So few records that all the words to misspell may be missing."""
    for seed in range(8):
        made = generate_company_records(tmp_path / str(seed), 20, seed)
        assert pq.read_metadata(made.truth).num_rows == 20


def test_words_that_are_all_missing_stay_so() -> None:
    nothing = pa.array([None, None], pa.string())
    assert misspelt(nothing, np.array([0, 1]), np.array([3, 4])).to_pylist() == [None, None]
