"""Cut points of a run can be frozen: the next run scores by the same ones."""

from pathlib import Path

import pytest

from segmentry.errors import NoData, UnknownName
from segmentry.workspace import Workspace


def _scores(workspace: Workspace) -> list[dict[str, object]]:
    sql = "select account_id, r, f, m from rfm_scores order by account_id"
    return workspace.last_run.query(sql).to_pylist()


def test_frozen_cut_points_give_the_same_scores_and_keep_comments(shop: Path) -> None:
    file = shop / "segmentations" / "rfm.yaml"
    file.write_text("# agreed with sales\nmethod: rfm\n", encoding="utf-8")
    workspace = Workspace(shop)
    workspace.run()
    before = _scores(workspace)
    assert workspace.last_run.freeze("rfm") == "segmentations/rfm.yaml"
    text = file.read_text(encoding="utf-8")
    assert "# agreed with sales" in text
    assert "cut_points:" in text
    again = Workspace(shop)
    assert again.run().number == 2
    assert _scores(again) == before


def test_frozen_cut_points_do_not_follow_new_orders(shop: Path) -> None:
    workspace = Workspace(shop)
    workspace.run().freeze("rfm")
    orders = shop / "exports" / "orders.csv"
    more = [f"N{i},C{i % 50:02},2025-12-28,9999.00" for i in range(500)]
    orders.write_text(orders.read_text() + "\n".join(more) + "\n", encoding="utf-8")
    frozen = Workspace(shop).run()
    best = frozen.query("select count(*) as n from rfm_scores where m = 5")["n"][0].as_py()
    # everyone passed the old limit: with moving cut points only a fifth could
    assert best == frozen.rows("rfm_scores")


def test_only_rfm_can_be_frozen(shop: Path) -> None:
    run = Workspace(shop).run()
    with pytest.raises(NoData, match="no RFM scores"):
        run.freeze("sales")
    with pytest.raises(UnknownName, match="Did you mean 'rfm'"):
        run.freeze("rmf")


def test_old_runs_can_be_removed_and_memberships_keep_their_history(shop: Path) -> None:
    import datetime

    workspace = Workspace(shop)
    for month in (9, 10, 11, 12):
        workspace.run(as_of=datetime.date(2025, month, 1))
    history = "select min(valid_from) as first from memberships"
    first = workspace.last_run.query(history)["first"][0].as_py()
    assert workspace.prune(2) == 2
    assert workspace.store.catalogue.numbers() == [3, 4]
    assert workspace.last_run.query(history)["first"][0].as_py() == first
    used = workspace.store.catalogue.paths()
    on_disk = {
        str(p.relative_to(workspace.store.folder)) for p in workspace.store.files.rglob("*.parquet")
    }
    assert on_disk == used
