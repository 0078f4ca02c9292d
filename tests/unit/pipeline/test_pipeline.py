"""What has not changed is not computed again, and each stage keeps to its tables."""

import re
from datetime import date
from pathlib import Path

import pytest

from segmentry.errors import NoData, SegmentryError
from segmentry.model.stage import Stage
from segmentry.model.tables import Table
from segmentry.pipeline import STAGES, Progress
from segmentry.workspace import Run, Workspace

NAMES = tuple(stage.name for stage in STAGES)


def computed(run: Run) -> set[str]:
    return {s.name for s in run.record.stages if not s.reused}


def since(stage: str) -> set[str]:
    """A stage and all that come after it."""
    return set(NAMES[NAMES.index(stage) :])


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def first(shop: Path) -> Run:
    return Workspace(shop).run()


def test_the_first_run_computes_everything(first: Run) -> None:
    assert (first.number, computed(first)) == (1, set(NAMES))


def test_where_nothing_changed_there_is_no_new_run(first: Run) -> None:
    again = Workspace(first.workspace.folder).run()
    assert again.number == 1
    assert first.workspace.store.catalogue.numbers() == [1]


def test_touching_a_file_changes_nothing(first: Run) -> None:
    orders = first.workspace.folder / "exports" / "orders.csv"
    orders.write_bytes(orders.read_bytes())
    assert Workspace(first.workspace.folder).run().number == 1


def test_another_segmentation_computes_only_what_follows_from_it(first: Run) -> None:
    folder = first.workspace.folder
    edit(folder / "segmentations" / "sales.yaml", "employees >= 100", "employees >= 50")
    second = Workspace(folder).run()
    assert (second.number, computed(second)) == (2, since("segmentation"))
    assert second.rows("profiles") == first.rows("profiles")


def test_going_back_takes_the_earlier_results(first: Run) -> None:
    folder = first.workspace.folder
    sales = folder / "segmentations" / "sales.yaml"
    edit(sales, "employees >= 100", "employees >= 50")
    Workspace(folder).run()
    edit(sales, "employees >= 50", "employees >= 100")
    third = Workspace(folder).run()
    assert third.number == 3
    assert "segmentation" not in computed(third)
    assert third.record.files["assignments"].path == first.record.files["assignments"].path


def test_an_own_variable_computes_from_the_variables_on(first: Run) -> None:
    folder = first.workspace.folder
    (folder / "variables" / "own.yaml").write_text("twice: {expression: orders * 2}\n")
    second = Workspace(folder).run()
    assert computed(second) == since("variables")
    assert second.query("select max(twice) = 2 * max(orders) from variable_values")[0][0].as_py()


def test_a_new_row_computes_everything(first: Run) -> None:
    folder = first.workspace.folder
    with (folder / "exports" / "orders.csv").open("a") as file:
        file.write("O9999,C01,2025-12-28,1000.00\n")
    second = Workspace(folder).run()
    assert computed(second) == set(NAMES)
    assert second.rows("orders") == first.rows("orders") + 1


def test_another_date_reads_the_sources_once(first: Run) -> None:
    later = Workspace(first.workspace.folder).run(as_of=date(2026, 6, 30))
    assert (later.number, later.as_of) == (2, date(2026, 6, 30))
    assert "sources" not in computed(later)


def test_fresh_computes_all_and_finds_the_same(first: Run) -> None:
    again = Workspace(first.workspace.folder).run(fresh=True)
    assert (again.number, computed(again)) == (2, set(NAMES))
    assert again.query("select * from assignments").equals(first.query("select * from assignments"))
    assert Workspace(first.workspace.folder).run().number == 2


def test_what_fresh_learns_anew_is_kept(known_twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segmentry.profiles.matching.basis.SMALLEST", 10)
    Workspace(known_twice).run()
    crm = known_twice / "exports" / "crm.csv"
    crm.write_text(crm.read_text(encoding="utf-8") + "D9,Quittenhof,DE,,Soltau\n", encoding="utf-8")
    short = Workspace(known_twice).run()
    anew = Workspace(known_twice).run(fresh=True)
    noted = [any("learns anew" in note for note in run.notes("profiles")) for run in (short, anew)]
    assert (short.number, anew.number, noted) == (2, 3, [True, False])
    assert Workspace(known_twice).run().number == 3


def test_the_share_of_the_machine_changes_no_result(first: Run) -> None:
    folder = first.workspace.folder
    with (folder / "segmentry.yaml").open("a") as file:
        file.write("engine: {threads: 1, memory_limit: 1GB}\n")
    assert Workspace(folder).run().number == 1


def test_memberships_continue_from_run_to_run(first: Run) -> None:
    folder = first.workspace.folder
    with (folder / "exports" / "orders.csv").open("a") as file:
        file.write("O9999,C59,2025-12-28,999999.00\n")
    second = Workspace(folder).run()
    sql = (
        "select count(*) from memberships as m join identity as i using (account_id) "
        "where i.account_key = 'customers:C59' and m.segmentation = 'rfm'"
    )
    assert first.query(sql)[0][0].as_py() == 0
    assert second.query(sql)[0][0].as_py() == 1
    ids = "select account_key, account_id from identity order by account_key"
    assert second.query(ids).equals(first.query(ids))


def test_every_stage_writes_the_tables_it_declares(first: Run) -> None:
    stages = {s.name: s for s in first.record.stages}
    for stage in STAGES:
        written = {Table(f.name.split("/")[0]) for f in stages[stage.name].files}
        assert written == set(stage.writes), stage.name


@pytest.mark.parametrize("stage", STAGES, ids=lambda s: s.name)
def test_every_stage_reads_only_the_tables_it_declares(first: Run, stage: Stage) -> None:
    allowed = {*stage.reads, *stage.writes}
    queries = [s.sql for s in first.steps() if s.stage == stage.name]
    read = {
        Table(name)
        for sql in queries
        for name in re.findall(r'\b(?:from|join)\s+"?([a-z_]+)\b', sql)
        if name in set(Table)
    }
    assert read <= allowed, read - allowed


def test_every_step_says_why(first: Run) -> None:
    steps = first.steps()
    assert len(steps) > 50
    assert all(s.why and s.sql and s.name and s.stage in NAMES for s in steps)


def test_progress_goes_through_the_stages_in_order(shop: Path) -> None:
    told: list[Progress] = []
    Workspace(shop).run(tell=told.append)
    assert list(dict.fromkeys(p.stage for p in told)) == list(NAMES)
    assert [p.position for p in told] == sorted(p.position for p in told)
    assert {p.of for p in told} == {len(STAGES)}


def test_a_run_that_fails_leaves_the_last_one(first: Run) -> None:
    folder = first.workspace.folder
    edit(folder / "sources" / "orders.yaml", "amount: amount", "amount: amuont")
    with pytest.raises(SegmentryError, match="Did you mean 'amount'"):
        Workspace(folder).run()
    reopened = Workspace(folder)
    assert reopened.last_run.number == 1
    files = [p for p in reopened.store.files.rglob("*") if p.is_file()]
    with reopened.store.writing():
        pass
    used = reopened.store.catalogue.paths()
    kept = {str(p.relative_to(reopened.store.folder)) for p in files if p.exists()}
    assert kept == used


def test_without_any_source_there_is_nothing_to_do(tmp_path: Path) -> None:
    (tmp_path / "segmentry.yaml").write_text("name: Empty\n")
    with pytest.raises(NoData):
        Workspace(tmp_path).run()


def test_a_run_knows_the_definitions_it_was_made_of(first: Run) -> None:
    kinds = {(d.kind, d.name) for d in first.record.definitions}
    assert kinds == {
        ("workspace", "segmentry"),
        ("source", "customers"),
        ("source", "orders"),
        ("segmentation", "rfm"),
        ("segmentation", "sales"),
        ("segmentation", "value_tiers"),
    }
    versions = first.query("select distinct segmentation, definition_version from assignments")
    told = {d.name: d.version for d in first.record.definitions if d.kind == "segmentation"}
    assert dict(zip(*versions.to_pydict().values(), strict=True)) == told
