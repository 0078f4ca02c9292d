"""People of made-up lists, found without a label and scored against the truth of the lists."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import comb
from pathlib import Path
from typing import Any

import duckdb
import pytest

from segmentry.workspace import Run, open_workspace

SETTINGS = "name: People\ncurrency: AUD\nas_of: 2026-01-01\n"
FIELDS = (
    "key: key, first_name: given_name, last_name: surname, street: street, city: suburb, "
    "postal_code: postcode, region: state, personal_number: soc_sec_id, "
    "birth_on: {column: date_of_birth, formats: ['%Y%m%d']}"
)
_TOLD = """
    select md5(trim(columns[1])) as key, trim(columns[2]) as given_name,
           trim(columns[3]) as surname, trim(columns[4]) || ' ' || trim(columns[5]) as street,
           trim(columns[7]) as suburb, trim(columns[8]) as postcode, trim(columns[9]) as state,
           trim(columns[10]) as date_of_birth, trim(columns[11]) as soc_sec_id,
           trim(columns[1]) as record
    from (select string_split(line, ',') as columns from read_csv('{file}', header = true,
          columns = {{'line': 'varchar'}}, delim = '\t', quote = '', auto_detect = false)) as lines
"""
"""Truth is in the name of a record, so its hash is the key."""


class Lists:
    """Lists of people as sources, and who is who in them."""

    def __init__(self, folder: Path, files: Sequence[Path]) -> None:
        self.folder, self.truth = folder, dict[str, str]()
        (folder / "sources").mkdir()
        (folder / "segmentry.yaml").write_text(SETTINGS, encoding="utf-8")
        for file in files:
            self._add(file)

    def _add(self, file: Path) -> None:
        copy = self.folder / f"{file.stem}.csv"
        with duckdb.connect() as connection:
            rows = connection.sql(_TOLD.format(file=file))
            rows.select("* exclude (record)").to_csv(str(copy))
            told = rows.select("key, split_part(record, '-', 2)").fetchall()
        self.truth |= {_contact_key(key): person for key, person in told}
        (self.folder / "sources" / f"{file.stem}.yaml").write_text(
            f"source: files\npath: {copy}\nsystem: lists\ntables:\n  contacts:\n"
            f"    fields: {{{FIELDS}}}\n",
            encoding="utf-8",
        )

    def run(self) -> Run:
        return open_workspace(self.folder).run()


def _contact_key(key: str) -> str:
    return hashlib.md5(f"lists:{key}".encode()).hexdigest()[:20]


@pytest.fixture
def lists(shared_data: Path, tmp_path: Path) -> Callable[..., Lists]:
    """Lists of the Febrl project: `lists("febrl_dataset3")`."""
    folder = shared_data / "identity_febrl"
    if not folder.is_dir():
        pytest.skip("the data set identity_febrl is not beside the repository")
    return lambda *names: Lists(tmp_path, [folder / f"{name}.csv" for name in names])


def pairs(groups: Iterable[Any]) -> int:
    return sum(comb(size, 2) for size in Counter(groups).values())


def scored(run: Run, truth: Mapping[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs, after transitive closure."""
    rows = run.query("select contact_key, person_id from contact_identity").to_pylist()
    found = {row["contact_key"]: row["person_id"] for row in rows}
    assert set(found) == set(truth)
    together = pairs((found[key], person) for key, person in truth.items())
    precision, recall = together / pairs(found.values()), together / pairs(truth.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


def test_a_list_is_freed_of_duplicates(lists: Callable[..., Lists]) -> None:
    made = lists("febrl_dataset3")
    assert (len(made.truth), pairs(made.truth.values())) == (5_000, 6_538)
    precision, recall, f1 = scored(made.run(), made.truth)
    assert f1 >= 0.99
    assert precision >= 0.99
    assert recall >= 0.99


def test_two_lists_are_linked(lists: Callable[..., Lists]) -> None:
    made = lists("febrl_dataset4a", "febrl_dataset4b")
    assert (len(made.truth), pairs(made.truth.values())) == (10_000, 5_000)
    precision, recall, f1 = scored(made.run(), made.truth)
    assert f1 >= 0.99
    assert precision >= 0.99
    assert recall >= 0.99
