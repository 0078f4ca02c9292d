from collections import Counter
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from segmentry.demo import DemoCompany, generate
from segmentry.errors import StorageFailed, UserError


def _hashes(folder: Path) -> dict[str, str]:
    return {
        str(f.relative_to(folder)): sha256(f.read_bytes()).hexdigest()
        for f in folder.rglob("*")
        if f.is_file()
    }


def test_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name in "ab":
        generate(tmp_path / name, accounts=120, seed=3)
    first = _hashes(tmp_path / "a")
    assert len(first) == 29
    assert first == _hashes(tmp_path / "b")


def test_another_seed_gives_another_company(tmp_path: Path) -> None:
    for seed in (1, 2):
        generate(tmp_path / str(seed), accounts=60, seed=seed)
    one, two = _hashes(tmp_path / "1"), _hashes(tmp_path / "2")
    assert {f for f in one if one[f] == two[f]} <= {"truth/events.csv", "truth/campaign.csv"}


@pytest.mark.parametrize(("accounts", "months"), [(50, 12), (50, 36), (333, 60)])
def test_every_size_gives_every_file_with_rows(folder: Path, accounts: int, months: int) -> None:
    company = generate(folder, accounts=accounts, months=months, end=date(2025, 12, 31))
    assert pq.read_table(company.truth / "accounts.parquet").num_rows == accounts
    assert {f.name for f in company.exports.iterdir()} == company.rows.keys()
    assert min(company.rows.values()) > 0


def test_rows_are_those_of_the_files(company: DemoCompany) -> None:
    for file, rows in company.rows.items():
        if file.endswith(".parquet"):
            assert pq.read_table(company.exports / file).num_rows == rows
        elif file.endswith(".csv"):
            assert (company.exports / file).read_bytes().count(b"\n") == rows + 1


def test_parts_do_not_share_keys(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("segmentry.demo.part", "segmentry.demo.generate"):
        monkeypatch.setattr(import_module(module), "PART_SIZE", 100)
    company = generate(folder, accounts=350)
    true = pq.read_table(company.truth / "accounts.parquet")
    identity = pq.read_table(company.truth / "identity.parquet").to_pylist()
    assert len(set(true["company"].to_pylist())) == 350
    assert len(set(true["domain"].to_pylist())) == 350
    assert max(Counter((r["file"], r["key"]) for r in identity).values()) == 1


def test_progress_ends_with_all_done(folder: Path) -> None:
    told: list[tuple[str, float]] = []
    generate(folder, accounts=50, progress=lambda sentence, share: told.append((sentence, share)))
    assert told[0][1] == 0.0
    assert told[-1] == ("The demo company is ready", 1.0)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"accounts": 49}, "49 accounts"),
        ({"accounts": 10_000_001}, "10,000,001 accounts"),
        ({"months": 11}, "11 months"),
        ({"seed": -1}, "-1 is no seed"),
    ],
)
def test_impossible_wishes_are_refused(folder: Path, arguments: dict[str, int], what: str) -> None:
    with pytest.raises(UserError, match=what):
        generate(folder, **arguments)  # type: ignore[arg-type]
    assert not folder.exists()


def test_a_folder_that_cannot_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="Choose a folder"):
        generate(tmp_path / "file" / "demo", accounts=50)
