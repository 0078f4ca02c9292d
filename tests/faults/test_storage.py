"""Disks fill, files vanish, runs meet: the last good run stays, and the next one works."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from segmentry import errors
from segmentry.workspace import Workspace

Command = Callable[..., Any]


def _numbers(command: Command, shop: Path) -> list[int]:
    return [r["run"] for r in command("runs", "-w", shop, "--json").json]


def test_two_runs_at_once_do_not_meet(shop: Path, command: Command) -> None:
    with Workspace(shop).store.writing():
        for arguments in (("run",), ("rejects", "--replay", shop)):
            told = command(*arguments, "-w", shop)
            assert told.code == 2
            assert f"{shop} Another run is writing this workspace. Wait" in told.said
        with pytest.raises(errors.WorkspaceBusy):
            Workspace(shop).run()
    assert command("run", "-w", shop).code == 0


def test_a_run_can_be_read_while_another_is_written(shop: Path, command: Command) -> None:
    assert command("run", "-w", shop).code == 0
    with Workspace(shop).store.writing():
        assert command("segments", "-w", shop).code == 0
        assert command("profile", "C03", "-w", shop).code == 0


def test_without_its_state_a_workspace_begins_anew(shop: Path, command: Command) -> None:
    first = command("run", "-w", shop, "--json").json
    shutil.rmtree(shop / ".segmentry")
    told = command("segments", "-w", shop)
    assert (told.code, "Run `segmentry run`." in told.said) == (2, True)
    again = command("run", "-w", shop, "--json").json
    assert (again["run"], again["rows"]) == (1, first["rows"])


@pytest.mark.parametrize("damage", ["garbage", "half", "a folder", "not ours"])
def test_a_damaged_catalogue_is_said(shop: Path, command: Command, damage: str) -> None:
    assert command("run", "-w", shop).code == 0
    path = shop / ".segmentry" / "catalogue.sqlite"
    with sqlite3.connect(path) as ours:
        ours.execute("pragma wal_checkpoint(truncate)")
    ours.close()
    for rest in path.parent.glob("catalogue.sqlite-*"):
        rest.unlink()
    whole = path.read_bytes()
    path.unlink()
    if damage == "a folder":
        path.mkdir()
    elif damage == "not ours":
        with sqlite3.connect(path) as other:
            other.execute("create table runs (x)")
        other.close()
    else:
        path.write_bytes(b"garbage" * 3000 if damage == "garbage" else whole[: len(whole) // 3])
    for arguments in (("segments",), ("runs",), ("run",)):
        told = command(*arguments, "-w", shop)
        assert told.code == 3, told.said
        assert "catalogue.sqlite" in told.said
        assert "backup" in told.said or "may be written" in told.said


def test_a_damaged_lock_is_said(shop: Path, command: Command) -> None:
    assert command("run", "-w", shop).code == 0
    (shop / ".segmentry" / "lock.sqlite").write_bytes(b"x" * 5000)
    told = command("run", "-w", shop)
    assert told.code == 3
    assert "lock.sqlite The lock of the workspace cannot be used" in told.said
    assert command("segments", "-w", shop).code == 0


@pytest.mark.parametrize("damage", ["deleted", "cut", "emptied"])
@pytest.mark.parametrize(
    "table", ["customers", "orders", "identity", "profiles", "variable_values", "memberships"]
)
def test_a_damaged_file_is_said_and_computed_again(
    shop: Path, command: Command, table: str, damage: str
) -> None:
    first = command("run", "-w", shop, "--json").json
    before = command("segments", "-w", shop, "--json").json
    for path in (shop / ".segmentry" / "files").rglob(f"{table}.parquet"):
        content = path.read_bytes()
        path.unlink()
        if damage != "deleted":
            path.write_bytes(content[: len(content) // 2] if damage == "cut" else b"")
    told = command("segments", "-w", shop)
    assert told.code == 3
    assert f"{table}.parquet A file of run 1 is missing or damaged" in told.said
    assert "`segmentry run`" in told.said
    again = command("run", "-w", shop, "--json").json
    assert (again["run"], again["rows"]) == (2, first["rows"])
    after = command("segments", "-w", shop, "--json").json
    moves = ("joined", "left")
    assert [{k: v for k, v in row.items() if k not in moves} for row in after] == [
        {k: v for k, v in row.items() if k not in moves} for row in before
    ]


def test_a_lost_history_goes_on_from_the_newest_that_is_whole(shop: Path) -> None:
    from datetime import date

    workspace = Workspace(shop)
    for month in (1, 2, 3):
        workspace.run(as_of=date(2026, month, 1))
    newest = workspace.last_run.record.files["memberships"]
    workspace.store.path(newest.path).unlink()
    repaired = workspace.run(as_of=date(2026, 3, 1))
    assert repaired.number == 4
    assert any("the history goes on from run 2" in n for n in repaired.notes("segments"))
    since = repaired.query("select min(valid_from) as first from memberships").to_pylist()
    assert since == [{"first": date(2026, 1, 1)}]


NAMES = ["with space", "wéird ünïcode 株", "it's \"quoted\"", "semi;colon", "star*", "[ab]", "%41",
         "-dash", "q?a", "#x", "new\nline"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_workspace_anywhere(shop: Path, command: Command, name: str) -> None:
    twin = shutil.copytree(shop, shop.parent / "a" / name)
    decoy = {"star*": "star2", "[ab]": "a", "q?a": "qba"}.get(name)
    if decoy:
        other = shutil.copytree(shop, shop.parent / "a" / decoy)
        assert command("run", "-w", other).code == 0
    assert command("run", "-w", twin, "--json").json["rows"]["orders"] == 600
    assert len(command("segments", "rfm", "-w", twin, "--json").json) == 10
    new = shop.parent / "b" / name
    told = command("init", new, "--from", twin / "exports" / "orders.csv")
    assert told.code == 0, told.said
    assert command("run", "-w", new, "--json").json["rows"]["account_orders"] == 600


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes, where this machine lets us make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)]
    try:
        made = subprocess.run(words, capture_output=True, check=False, timeout=20).returncode == 0
    except OSError:
        made = False
    if not made:
        pytest.skip("no small file system can be mounted here")
    yield disk
    # files may still be open: it is taken away at once, and freed when they are closed
    subprocess.run(["umount", "--lazy", str(disk)], capture_output=True, check=True, timeout=20)


def _fill(disk: Path, leave: int) -> None:
    """Fill a file system up to `leave` bytes."""
    free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
    (disk / "filler").write_bytes(b"x" * max(0, free - leave))


@pytest.mark.parametrize("leave", [0, 50_000, 200_000, 500_000])
def test_a_full_disk_leaves_the_last_run(
    shop: Path, command: Command, small_disk: Path, leave: int
) -> None:
    home = shutil.copytree(shop, small_disk / "shop")
    assert command("run", "-w", home).code == 0
    before = command("segments", "-w", home, "--json").json
    _fill(small_disk, leave)
    told = command("run", "-w", home, "--as-of", "2026-06-01")
    assert told.code in (0, 3), told.said
    if told.code == 3:
        assert any(word in told.said for word in ("space", "full", "room")), told.said
        assert command("segments", "-w", home, "--run", 1, "--json").json == before
    (small_disk / "filler").unlink()
    assert command("run", "-w", home, "--as-of", "2026-06-01").code == 0
    assert _numbers(command, home) == [1, 2]


def test_a_full_disk_is_said_for_report_rejects_and_init(
    shop: Path, command: Command, small_disk: Path
) -> None:
    with (shop / "exports" / "orders.csv").open("a") as orders:
        orders.write("".join(f"X{i},C01,soon,{'y' * 500}\n" for i in range(20)))
    assert command("run", "-w", shop).code == 0
    _fill(small_disk, 0)
    for told in (
        command("report", "-w", shop, "--to", small_disk / "report.html"),
        command("rejects", "-w", shop, "--export", small_disk / "mend"),
        command("init", small_disk / "new", "--from", shop / "exports" / "orders.csv"),
    ):
        assert told.code == 3, told.said
        assert str(small_disk) in told.said
        assert "space" in told.said or "full" in told.said
    assert not (small_disk / "report.html").exists()
    assert not (small_disk / "new" / "segmentry.yaml").exists()


LIMITED = """
import resource, sys
from segmentry.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)
main()
"""


@pytest.mark.parametrize("largest", [0, 3_000, 30_000])
def test_a_limit_on_file_sizes_is_said(shop: Path, command: Command, largest: int) -> None:
    assert command("run", "-w", shop).code == 0
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(largest), "run", "-w", str(shop), "--fresh",
         "--as-of", "2026-06-01"],
        env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 3, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "✗" in done.stderr
    assert _numbers(command, shop) == [1]
    assert command("segments", "-w", shop).code == 0
    assert command("run", "-w", shop, "--as-of", "2026-06-01").code == 0
