"""Rows that were set aside come back when they are mended; the rest stays where it is."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Workspace

Command = Callable[..., Any]
BAD = ("B1,C01,soon,5", "B2,C02,later,6", "B3,C03,2025-01-05", "B4,C04,2025-01-06,much")


@pytest.fixture
def mend(shop: Path, command: Command) -> Path:
    """A shop with four rows set aside, exported to be mended."""
    with (shop / "exports" / "orders.csv").open("a", encoding="utf-8") as orders:
        orders.write("\n".join(BAD) + "\n")
    assert command("run", "-w", shop, "--json").json["rows"]["orders"] == 600
    folder = shop.parent / "mend"
    told = command("rejects", "--export", folder, "-w", shop)
    assert (told.code, "4 rows of 1 sources" in told.said) == (0, True)
    return folder


def _rows(mend: Path) -> list[dict[str, str]]:
    with (mend / "orders.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(mend: Path, rows: list[dict[str, str]]) -> None:
    with (mend / "orders.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def _run(command: Command, shop: Path) -> tuple[int, int, list[str]]:
    run = command("run", "-w", shop, "--json").json
    aside = command("rejects", "-w", shop, "--json").json["rows"]
    return run["run"], run["rows"]["orders"], [f"{r['line']} {r['rule']}" for r in aside]


def test_the_export_holds_every_row_as_it_was(mend: Path) -> None:
    rows = _rows(mend)
    assert [r["order_id"] or r["_read"] for r in rows] == ["B1", "B2", BAD[2], "B4"]
    assert [r["_from_row"] for r in rows] == ["602", "603", "604", "605"]
    assert all(r["_reason"] and r["_rule"] for r in rows)


def test_mended_rows_arrive_and_the_rest_stays_aside(
    shop: Path, command: Command, mend: Path
) -> None:
    rows = _rows(mend)
    rows[0]["order_date"] = "2025-01-03"
    rows[2] |= {
        "order_id": "B3", "customer_id": "C03", "order_date": "2025-01-05", "amount": "7",
    }  # fmt: skip
    _write(mend, rows)
    told = command("rejects", "--replay", mend, "-w", shop)
    assert told.code == 0
    left = ["603 unreadable_ordered_at", "605 unreadable_amount"]
    assert _run(command, shop) == (2, 602, left)


def test_a_replay_twice_changes_nothing_more(shop: Path, command: Command, mend: Path) -> None:
    rows = _rows(mend)
    rows[0]["order_date"] = "2025-01-03"
    _write(mend, rows)
    runs = []
    for _ in range(2):
        assert command("rejects", "--replay", mend, "-w", shop).code == 0
        runs.append(_run(command, shop))
    assert runs[0] == runs[1]
    assert runs[0][:2] == (2, 601)


def test_mending_goes_on(shop: Path, command: Command, mend: Path) -> None:
    rows = _rows(mend)
    rows[0]["order_date"] = "2025-01-03"
    _write(mend, rows[:1])
    assert command("rejects", "--replay", mend, "-w", shop).code == 0
    assert _run(command, shop)[:2] == (2, 601)
    rows[3]["amount"] = "9"
    _write(mend, rows[3:])
    assert command("rejects", "--replay", mend, "-w", shop).code == 0
    assert _run(command, shop) == (
        3, 602, ["603 unreadable_ordered_at", "604 ragged_row"],
    )  # fmt: skip


def test_columns_for_the_eye_may_be_deleted(shop: Path, command: Command, mend: Path) -> None:
    rows = [{k: v for k, v in r.items() if k not in ("_rule", "_reason", "_read")}
            for r in _rows(mend)]  # fmt: skip
    rows[0]["order_date"] = "2025-01-03"
    _write(mend, rows[:1])
    told = command("rejects", "--replay", mend, "-w", shop)
    assert told.code == 0, told.said
    assert _run(command, shop)[:2] == (2, 601)


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "_from_file\nx\n", "\0\0\0\0" * 50])
def test_what_is_no_mended_file_is_refused(
    shop: Path, command: Command, mend: Path, content: str
) -> None:
    (mend / "orders.csv").write_text(content)
    told = command("rejects", "--replay", mend, "-w", shop)
    assert told.code == 2
    assert "orders.csv" in told.said
    assert _run(command, shop)[:2] == (1, 600)


@pytest.mark.parametrize("name", ["nothing.csv", "../../etc/passwd", "unknown.csv"])
def test_a_file_of_no_source_is_refused(
    shop: Path, command: Command, mend: Path, name: str
) -> None:
    (mend / "unknown.csv").write_text("a\n1\n")
    told = command("rejects", "--replay", mend / name, "-w", shop)
    assert told.code == 2
    assert "files named after sources: customers, orders" in told.said


def test_nothing_set_aside_is_no_export(shop: Path, command: Command) -> None:
    assert command("run", "-w", shop).code == 0
    told = command("rejects", "--export", shop.parent / "mend", "-w", shop)
    assert told.code == 2
    assert "Nothing was set aside" in told.said
    assert not (shop.parent / "mend").exists()


def _mended(shop: Path, command: Command, mend: Path) -> None:
    rows = _rows(mend)
    rows[0]["order_date"] = "2025-01-03"
    _write(mend, rows[:1])
    assert command("rejects", "--replay", mend, "-w", shop).code == 0


def _sources_notes(shop: Path) -> list[str]:
    return Workspace(shop).last_run.notes("sources")


def test_a_mend_is_not_set_on_another_row(shop: Path, command: Command, mend: Path) -> None:
    """A row more above: the mended row's place holds another one."""
    _mended(shop, command, mend)
    orders = shop / "exports" / "orders.csv"
    header, *rows = orders.read_text(encoding="utf-8").splitlines()
    orders.write_text("\n".join([header, "A1,C01,2025-01-01,5", *rows]) + "\n", encoding="utf-8")
    _, count, aside = _run(command, shop)
    assert count == 601
    assert aside == [
        "603 unreadable_ordered_at", "604 unreadable_ordered_at", "605 ragged_row",
        "606 unreadable_amount",
    ]  # fmt: skip
    (note,) = _sources_notes(shop)
    assert "1 mended rows were not used" in note
    assert "orders.csv row 602" in note


def test_a_row_corrected_in_the_file_wins_over_its_mend(
    shop: Path, command: Command, mend: Path
) -> None:
    _mended(shop, command, mend)
    orders = shop / "exports" / "orders.csv"
    orders.write_text(orders.read_text(encoding="utf-8").replace("soon", "2025-02-02"))
    assert _run(command, shop)[1] == 601
    day = Workspace(shop).last_run.query(
        "select cast(ordered_on as varchar) as day from orders where order_key = 'customers:B1'"
    )
    assert day.to_pylist() == [{"day": "2025-02-02"}]


def test_a_mended_row_that_is_still_wrong_can_be_mended_again(
    shop: Path, command: Command, mend: Path
) -> None:
    rows = _rows(mend)
    was = rows[0]["_was"]
    rows[0]["order_date"] = "sooner"
    _write(mend, rows[:1])
    assert command("rejects", "--replay", mend, "-w", shop).code == 0
    assert _run(command, shop)[1] == 600
    again = shop.parent / "again"
    assert command("rejects", "--export", again, "-w", shop).code == 0
    rows = [r for r in _rows(again) if r["order_id"] == "B1"]
    assert [(r["order_date"], r["_was"]) for r in rows] == [("sooner", was)]
    rows[0]["order_date"] = "2025-01-03"
    _write(again, rows)
    assert command("rejects", "--replay", again, "-w", shop).code == 0
    assert _run(command, shop)[1] == 601


def test_the_hash_of_a_row_may_not_be_deleted(shop: Path, command: Command, mend: Path) -> None:
    rows = [{k: v for k, v in r.items() if k != "_was"} for r in _rows(mend)]
    _write(mend, rows)
    told = command("rejects", "--replay", mend, "-w", shop)
    assert told.code == 2
    assert "tell which rows these are: _was" in told.said
