"""The one door: make, open, run, read."""

from dataclasses import replace
from pathlib import Path

import pytest

from segmentry.errors import NoData, UnknownName, UserError, WorkspaceBusy, WorkspaceNotFound
from segmentry.model.tables import Table
from segmentry.workspace import Run, Workspace, create


@pytest.fixture
def run(shop: Path) -> Run:
    return Workspace(shop).run()


def test_a_folder_without_settings_is_no_workspace(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceNotFound, match="segmentry init"):
        Workspace(tmp_path)


def test_before_the_first_run_there_is_none(shop: Path) -> None:
    with pytest.raises(NoData, match=r"no run yet.*segmentry run"):
        _ = Workspace(shop).last_run


def test_runs_are_opened_by_number(run: Run) -> None:
    assert run.workspace.open_run(1).record.files == run.record.files
    with pytest.raises(UnknownName, match="no run called '7'"):
        run.workspace.open_run(7)


def test_reopened_runs_are_the_same(run: Run) -> None:
    again = Workspace(run.workspace.folder).last_run
    assert (again.number, again.as_of) == (run.number, run.as_of)
    assert again.record.files == run.record.files
    sql = "select * from segment_stats"
    assert again.query(sql).equals(run.query(sql))


def test_row_counts_are_those_of_the_files(run: Run) -> None:
    for name in run.record.files:
        counted = run.query(f'select count(*) as n from "{name}"')["n"][0].as_py()
        assert run.rows(name) == counted, name
    assert run.rows("no such table") == 0


def test_members_are_those_of_the_memberships(run: Run) -> None:
    members = run.members("sales", "Large").to_pylist()
    assert [m["label"] for m in members] == sorted(m["label"] for m in members)
    large = "select count(*) as n from variable_values where employees >= 100"
    assert len(members) == run.query(large)["n"][0].as_py() > 0
    assert all("employees" in m["reason"].lower() for m in members)
    assert run.members("sales", "it's nothing").num_rows == 0


def test_notes_are_told_by_stage(run: Run) -> None:
    assert run.notes("hub")[0] == f"The data is looked at from {run.as_of}"
    assert run.notes("no stage") == []


def test_a_table_that_an_older_version_did_not_write_reads_as_empty(run: Run) -> None:
    assert run.lacking == ()
    stages = (
        replace(s, files=tuple(f for f in s.files if f.name != Table.REVIEW_FINDINGS))
        for s in run.record.stages
    )
    older = Run(run.workspace, replace(run.record, stages=tuple(stages)))
    assert older.lacking == (Table.REVIEW_FINDINGS,)
    assert older.findings() == []


def test_only_one_run_at_a_time(shop: Path) -> None:
    first, second = Workspace(shop), Workspace(shop)
    with first.store.writing(), pytest.raises(WorkspaceBusy, match="Another run"):
        second.run()
    assert second.run().number == 1


def test_a_company_is_found_from_the_run(run: Run) -> None:
    told = run.profile("C07")
    assert told["profile"]["label"].startswith("Company 07")
    assert told["variables"]["orders"] == len(
        run.query(
            "select 1 from account_orders join identity using (account_id) "
            "where account_key = 'customers:C07'"
        )
    )
    assert {m["segmentation"] for m in told["memberships"]} <= {"rfm", "sales", "value_tiers"}


def test_a_workspace_is_made_from_files(shop: Path, tmp_path: Path) -> None:
    exports = [str(shop / "exports" / name) for name in ("customers.csv", "orders.csv")]
    workspace = create(tmp_path / "new", exports, name="New", currency="GBP")
    proposal = workspace.proposal
    assert proposal is not None
    assert {s.name: s.system for s in proposal.sources} == {
        "customers": "customers",
        "orders": "customers",
    }
    assert workspace.definitions.workspace.currency == "GBP"
    made = workspace.run()
    mine = Workspace(shop).run()
    sql = "select sum(revenue) as r, count(*) as n from variable_values"
    assert made.query(sql).equals(mine.query(sql))


def test_an_empty_workspace_can_be_made(tmp_path: Path) -> None:
    workspace = create(tmp_path / "my_shop")
    proposal = workspace.proposal
    assert proposal is None
    assert workspace.definitions.workspace.name == "my shop"
    assert workspace.definitions.sources == ()


def test_nothing_that_exists_is_overwritten(shop: Path) -> None:
    before = (shop / "segmentry.yaml").read_text()
    with pytest.raises(UserError, match="workspace already"):
        create(shop)
    assert (shop / "segmentry.yaml").read_text() == before


def test_files_that_hold_nothing_make_no_workspace(tmp_path: Path) -> None:
    (tmp_path / "weather.csv").write_text("station,wind\n")
    with pytest.raises(NoData, match="weather"):
        create(tmp_path / "new", [str(tmp_path / "weather.csv")])
    assert not (tmp_path / "new").exists()


def test_workspace_and_files_may_move_together(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    data = tmp_path / "a" / "data"
    (shop / "exports").rename(data)
    create(tmp_path / "a" / "work", [str(data / "orders.csv")])
    (tmp_path / "a").rename(tmp_path / "b")
    assert Workspace(tmp_path / "b" / "work").run().rows("orders") == 600
