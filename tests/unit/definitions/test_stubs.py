"""A file that fits no table becomes a stub, which says what its columns seem to hold."""

from pathlib import Path

import pytest

from segmentry.cli.app import app
from segmentry.definitions.check import check_all
from segmentry.definitions.doubts import doubts
from segmentry.workspace import create

CLIENTS = [("client_id", "client name"), *((f"K{n}", f"Firm {n} Ltd") for n in range(101, 109))]
SLIPS = [
    ("belegnr", "knr", "datum", "betrag"),
    *((f"B{n}", f"K{101 + n % 8}", f"2026-0{1 + n % 9}-03", f"{n}.50") for n in range(16)),
]
NOTED = [
    ("client_id", "order_id", "order_date", "total", "remark text"),
    *((f"K{101 + n % 8}", f"O{n}", "2026-01-05", "5", f"call {n} again") for n in range(9)),
]


def written(folder: Path, name: str, rows: list[tuple[str, ...]]) -> str:
    path = folder / f"{name}.csv"
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def places(tmp_path: Path) -> list[str]:
    return [written(tmp_path, "clients", CLIENTS), written(tmp_path, "slips", SLIPS)]


def test_the_columns_are_told_with_what_they_seem_to_hold(
    tmp_path: Path, places: list[str]
) -> None:
    proposal = create(tmp_path / "new", places).proposal
    assert proposal is not None
    (stub,) = proposal.stubs
    assert [str(h) for h in stub.hints] == [
        "belegnr (codes, another in each row)",
        "knr (codes, values of clients.client_id)",
        "datum (days)",
        "betrag (numbers, another in each row)",
    ]


def test_the_stub_is_accepted_as_not_used_yet(tmp_path: Path, places: list[str]) -> None:
    folder = create(tmp_path / "new", places).folder
    text = (folder / "sources" / "slips.yaml").read_text(encoding="utf-8")
    assert all(line.startswith("#") for line in text.splitlines())
    assert check_all(folder) == []
    (doubt,) = doubts(folder)
    assert (doubt.where, doubt.what) == ("sources", "Not used yet: slips.")


def test_the_stub_without_its_signs_is_a_sound_source(tmp_path: Path, places: list[str]) -> None:
    workspace = create(tmp_path / "new", places)
    path = workspace.folder / "sources" / "slips.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    mapping = lines[lines.index("# source: files") :]
    path.write_text("\n".join(line.removeprefix("# ") for line in mapping), encoding="utf-8")
    assert check_all(workspace.folder) == []
    run = create_run(workspace.folder)
    assert run == [{"orders": 16, "companies": 8}]


def create_run(folder: Path) -> list[dict[str, object]]:
    from segmentry.workspace import Workspace

    run = Workspace(folder).run()
    sql = "select count(*) as orders, count(distinct account_id) as companies from account_orders"
    return run.query(sql).to_pylist()


def test_files_that_nobody_recognises_alone_make_a_workspace_of_stubs(tmp_path: Path) -> None:
    workspace = create(tmp_path / "new", [written(tmp_path, "slips", SLIPS)])
    assert workspace.definitions.sources == ()
    assert (workspace.folder / "sources" / "slips.yaml").is_file()


def test_columns_that_no_table_takes_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = [written(tmp_path, "clients", CLIENTS), written(tmp_path, "orders", NOTED),
              written(tmp_path, "slips", SLIPS)]  # fmt: skip
    app(["init", str(tmp_path / "new"), "--from", *places], standalone_mode=False)
    said = capsys.readouterr().out
    assert "not used: remark text" in said
    assert "datum (days)" in said
    assert "sources/slips.yaml" in said
    text = (tmp_path / "new" / "sources" / "orders.yaml").read_text(encoding="utf-8")
    assert "# Not used: remark text" in text
