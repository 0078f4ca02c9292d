"""A run that looks only at what is new comes to the accounts of one that learns anew."""

import shutil
from pathlib import Path

import duckdb
import pytest

from segmentry.demo.company_records import generate_company_records
from segmentry.profiles.matching import basis
from segmentry.workspace import Run, Workspace

_FIELDS = {
    "key": "key", "name": "name", "street": "street", "postcode": "postal_code", "city": "city",
    "country": "country", "phone": "phone", "website": "domain", "email": "email",
    "registration_id": "registration_id", "parent_key": "parent",
}  # fmt: skip
_NEW = 150


@pytest.fixture
def grown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Run, Run, Run]:
    """A run without the newest records, one that goes on from it, and one that learns anew."""
    monkeypatch.setattr(basis, "SMALLEST", 100)
    whole = generate_company_records(tmp_path / "whole", 5_000, seed=11).sources
    folder = tmp_path / "before"
    _write(folder, whole, "where md5(key) >= (select held from later)")
    first = Workspace(folder).run()
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    runs = []
    for place, fresh in ((folder, False), (other, True)):
        _write(place, whole, "")
        runs.append(Workspace(place).run(fresh=fresh))
    return first, runs[0], runs[1]


def _write(folder: Path, sources: dict[str, Path], where: str) -> None:
    (folder / "sources").mkdir(parents=True, exist_ok=True)
    settings = "name: Records\nreserved_domains: true\nas_of: 2026-01-01\n"
    (folder / "segmentry.yaml").write_text(settings, encoding="utf-8")
    keys = " union all ".join(f"select md5(key) as held from '{path}'" for path in sources.values())
    with duckdb.connect() as db:
        db.execute(
            f"create table later as select held from ({keys}) order by held limit 1 offset {_NEW}"
        )
        for name, path in sources.items():
            rows = db.sql(f"select * from '{path}' {where} order by key")
            rows.to_parquet(str(folder / f"{name}.parquet"))
            fields = ", ".join(f"{_FIELDS[c]}: {c}" for c in rows.columns if c in _FIELDS)
            text = f"source: files\npath: {name}.parquet\ntables:\n"
            text += f"  accounts: {{fields: {{{fields}}}}}\n"
            (folder / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")


def _joined(run: Run) -> set[tuple[str, str]]:
    found = run.query(
        "select x.account_key as a, y.account_key as b from identity as x join identity as y "
        "on y.account_id = x.account_id and y.account_key > x.account_key"
    ).to_pydict()
    return set(zip(found["a"], found["b"], strict=True))


def _notes(run: Run) -> str:
    return " ".join(stage.notes for stage in run.record.stages)


def test_they_agree(grown: tuple[Run, Run, Run]) -> None:
    first, short, long = grown
    assert short.rows("identity") - first.rows("identity") == _NEW
    assert f"{_NEW} new keys touched" in _notes(short)
    assert "new keys touched" not in _notes(long)
    ours, anew = _joined(short), _joined(long)
    new = {k["account_key"] for k in short.query(_KEYS).to_pylist()} - {
        k["account_key"] for k in first.query(_KEYS).to_pylist()
    }
    for within in (set(ours | anew), {p for p in ours | anew if new & set(p)}):
        both = len(ours & anew & within)
        assert both > 30
        assert both / max(len(ours & within), len(anew & within)) >= 0.99
    links = [
        {(r["account_id"], r["other_id"]) for r in run.query(_LINKS).to_pylist()}
        for run in (short, long)
    ]
    assert len(links[0] & links[1]) >= 0.95 * max(map(len, links))
    assert short.query(_TWICE)["n"][0].as_py() == 0


_KEYS = "select account_key from identity"
_LINKS = "select account_id, other_id from group_links"
_TWICE = (
    "select count(*) - count(distinct account_key || ' ' || other_key) as n from identity_pairs"
)
