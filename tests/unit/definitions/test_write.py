"""A proposal is written as YAML that people read and that reads back the same."""

from pathlib import Path

import pytest

from segmentry.definitions.check import check_all
from segmentry.definitions.load import load
from segmentry.definitions.propose import Proposal
from segmentry.errors import StorageFailed
from segmentry.workspace import create


@pytest.fixture
def proposed(shop: Path, tmp_path: Path) -> tuple[Path, Proposal]:
    files = [str(shop / "exports" / n) for n in ("customers.csv", "orders.csv")]
    workspace = create(tmp_path / "new", files)
    proposal = workspace.proposal
    assert proposal is not None
    return workspace.folder, proposal


def test_what_was_proposed_is_what_is_read(proposed: tuple[Path, Proposal]) -> None:
    folder, proposal = proposed
    sources = load(folder).sources
    assert [s.name for s in sources] == [s.name for s in proposal.sources]
    for read, meant in zip(sources, proposal.sources, strict=True):
        assert (read.source, read.key_system) == (meant.plugin, meant.system)
        for table in meant.tables:
            written = read.tables[table.table.name]
            assert written.fields == {f.field: f.mapping for f in table.fields}
            assert written.attributes == dict(table.attributes)


def test_the_written_workspace_has_no_errors(proposed: tuple[Path, Proposal]) -> None:
    assert check_all(proposed[0]) == []


def test_segmentations_fit_what_the_files_tell(proposed: tuple[Path, Proposal]) -> None:
    names = {s.name for s in load(proposed[0]).segmentations}
    assert {"rfm", "value_tiers", "lifecycle", "countries", "industries", "sizes"} <= names
    assert "contract_value" not in names


def test_doubts_stand_beside_the_field(tmp_path: Path) -> None:
    days = ["03/04/2020", "01/02/2020", "05/06/2020"]
    rows = [f"{n},A{n},{day},5" for n, day in enumerate(days)]
    (tmp_path / "orders.csv").write_text(
        "\n".join(["order_id,customer_id,order_date,amount", *rows])
    )
    create(tmp_path / "new", [str(tmp_path / "orders.csv")])
    text = (tmp_path / "new" / "sources" / "orders.yaml").read_text()
    (line,) = (row for row in text.splitlines() if "ordered_at" in row)
    assert "70% sure" in line
    assert "%d/%m/%Y or %m/%d/%Y" in line


def test_the_state_stays_out_of_git(proposed: tuple[Path, Proposal]) -> None:
    assert (proposed[0] / ".gitignore").read_text() == ".segmentry/\n"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="cannot be written"):
        create(tmp_path / "file" / "below")
