from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from segmentry.demo import generate_benchmark
from segmentry.errors import StorageFailed, UserError


def test_files_have_the_rows_asked_for_and_fit_together(tmp_path: Path) -> None:
    made = generate_benchmark(tmp_path, 900, 12_345, seed=4)
    accounts, lines = pq.read_table(made.accounts), pq.read_table(made.order_lines)
    assert (accounts.num_rows, lines.num_rows) == (900, 12_345)
    assert len(pc.unique(accounts["account_id"])) == 900
    assert len(pc.unique(lines["order_id"])) == 12_345 * 2 // 5
    ordering = set(lines["account_id"].to_pylist())
    assert ordering <= set(accounts["account_id"].to_pylist())
    assert len(ordering) > 700


def test_an_order_has_one_account_and_one_time(tmp_path: Path) -> None:
    lines = pq.read_table(generate_benchmark(tmp_path, 100, 5_000).order_lines)
    orders = lines.group_by("order_id").aggregate(
        [("account_id", "count_distinct"), ("ordered_at", "count_distinct")]
    )
    assert set(orders["account_id_count_distinct"].to_pylist()) == {1}
    assert set(orders["ordered_at_count_distinct"].to_pylist()) == {1}


def test_chunks_leave_no_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("segmentry.demo.benchmark._LINES_AT_ONCE", 500)
    lines = pq.read_table(generate_benchmark(tmp_path, 100, 2_003).order_lines)
    sizes = lines.group_by("order_id").aggregate([("product", "count")])
    assert lines.num_rows == 2_003
    assert set(sizes["product_count"].to_pylist()) <= {1, 2, 3}


def test_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (generate_benchmark(tmp_path / name, 300, 3_000, seed=9) for name in "ab")
    assert one.accounts.read_bytes() == two.accounts.read_bytes()
    assert one.order_lines.read_bytes() == two.order_lines.read_bytes()


def test_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="at least one of each"):
        generate_benchmark(tmp_path, 0, 10)


def test_a_folder_that_cannot_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageFailed, match="Choose a folder"):
        generate_benchmark(tmp_path / "file", 10, 10)
