"""Values that exports really hold: kept where they mean something, set aside with a reason else."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
ORDERS = "order_id,customer_id,order_date,amount\n"
CUSTOMERS = "id,name,country,industry,employees\n"


def _orders(shop: Path, *rows: str) -> None:
    (shop / "exports" / "orders.csv").write_text(ORDERS + "".join(r + "\n" for r in rows))


def _rejects(command: Command, shop: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = command("rejects", "-w", shop, "--json").json["rows"]
    return rows


def _run(command: Command, shop: Path, *options: str) -> dict[str, Any]:
    told = command("run", "-w", shop, "--json", *options)
    assert told.code == 0, told.said
    found: dict[str, Any] = told.json
    return found


def test_two_ways_to_write_dates_lose_no_row(shop: Path, command: Command) -> None:
    days = ("2025-01-03", "31/12/2024", "13/01/2025", "2025-05-05", "2025-06-30")
    _orders(shop, *(f"O{i},C01,{day},10" for i, day in enumerate(days)))
    rows = _run(command, shop)["rows"]
    aside = _rejects(command, shop)
    assert rows["orders"] + len(aside) == len(days)
    assert rows["orders"] >= 3
    assert {r["rule"] for r in aside} <= {"unreadable_ordered_at"}
    assert all(r["value"] in days and r["reason"] for r in aside)


def test_days_that_never_were_are_set_aside(shop: Path, command: Command) -> None:
    _orders(
        shop, "O1,C01,soon,5", "O2,C02,2025-01-01,5", "O3,C02,0000-00-00,5", "O4,C02,2025-02-30,5",
        "O5,C02,1066-10-14,5", "O6,C02,2999-01-01,5", "O7,C02,,5",
    )  # fmt: skip
    assert _run(command, shop)["rows"]["orders"] == 1
    rules = Counter(r["rule"] for r in _rejects(command, shop))
    assert sum(rules.values()) == 6
    assert set(rules) == {"unreadable_ordered_at", "implausible_date", "no_ordered_at"}


def test_amounts_below_and_beyond(shop: Path, command: Command) -> None:
    _orders(
        shop, "O1,C01,2025-01-01,-5", "O2,C01,2025-01-02,1e30", "O3,C02,2025-01-02," + "9" * 30,
        "O4,C03,2025-01-02,12", "O5,C03,2025-01-02,inf", "O6,C03,2025-01-02,20000000000",
        "O7,C03,2025-01-02,twelve",
    )  # fmt: skip
    run = _run(command, shop)
    assert run["rows"]["orders"] == 2
    assert {r["line"]: r["rule"] for r in _rejects(command, shop)} == {
        3: "unreadable_amount", 4: "unreadable_amount", 6: "unreadable_amount",
        7: "implausible_amount", 8: "unreadable_amount",
    }  # fmt: skip
    assert command("profile", "C01", "-w", shop, "--json").json["variables"][
        "returned_amount"
    ] == pytest.approx(5)


def _with_currency(shop: Path, *rows: str) -> None:
    (shop / "exports" / "orders.csv").write_text(
        ORDERS.replace("\n", ",currency\n") + "".join(r + "\n" for r in rows)
    )
    source = shop / "sources" / "orders.yaml"
    source.write_text(source.read_text().replace("{key:", "{currency: currency, key:"))


def test_no_rate_is_never_guessed(shop: Path, command: Command) -> None:
    _with_currency(
        shop, "O1,C01,2025-01-01,5,EUR", "O2,C01,2025-01-02,7,USD", "O3,C02,2025-01-02,9,XQX",
        "O4,C02,2025-01-02,9,",
    )  # fmt: skip
    assert _run(command, shop)["rows"]["orders"] == 2
    assert {(r["line"], r["rule"], r["value"]) for r in _rejects(command, shop)} == {
        (3, "no_exchange_rate", "USD"),
        (4, "no_exchange_rate", "XQX"),
    }


def test_a_rate_that_explodes_sets_the_row_aside(shop: Path, command: Command) -> None:
    _with_currency(shop, "O1,C01,2025-01-01,5,EUR", "O2,C01,2025-01-02,7000000000,USD")
    (shop / "exports" / "rates.csv").write_text("code,day,rate\nUSD,2024-01-01,1e30\n")
    (shop / "sources" / "rates.yaml").write_text(
        "source: files\npath: exports/rates.csv\ntables:\n  exchange_rates:\n"
        "    fields: {currency: code, valid_from: day, rate: rate}\n"
    )
    assert _run(command, shop)["rows"]["orders"] == 1
    assert [(r["line"], r["rule"]) for r in _rejects(command, shop)] == [(3, "implausible_amount")]


def test_of_equal_keys_the_last_counts_and_the_rest_is_shown(shop: Path, command: Command) -> None:
    _orders(shop, "O1,C01,2025-01-01,5", "O1,C01,2025-01-02,6", "O1,C01,2025-01-02,8")
    assert _run(command, shop)["rows"]["orders"] == 1
    assert [(r["line"], r["rule"]) for r in _rejects(command, shop)] == [
        (2, "duplicate_key"),
        (3, "duplicate_key"),
    ]
    revenue = command("profile", "C01", "-w", shop, "--json").json["variables"]["net_revenue"]
    assert float(revenue) == 8.0


def test_an_account_known_only_from_its_orders_is_kept_and_shown(
    shop: Path, command: Command
) -> None:
    _orders(shop, "O1,X77,2025-01-01,5", "O2,,2025-01-01,5")
    assert _run(command, shop)["rows"]["profiles"] == 61
    found = command("profile", "X77", "-w", shop, "--json").json
    assert (found["profile"]["label"], found["variables"]["orders"]) == ("X77", 1)
    assert [(r["line"], r["rule"]) for r in _rejects(command, shop)] == [(3, "no_account")]


def test_parents_in_a_circle_end_nowhere(shop: Path, command: Command) -> None:
    rows = ["A1,A,DE,Retail,5,B1", "B1,B,DE,Retail,5,C1", "C1,C,DE,Retail,5,A1",
            "D1,D,DE,Retail,5,D1", "E1,E,DE,Retail,5,A1", "F1,F,DE,Retail,5,Q9"]  # fmt: skip
    (shop / "exports" / "customers.csv").write_text(
        CUSTOMERS.replace("\n", ",parent\n") + "".join(r + "\n" for r in rows)
    )
    source = shop / "sources" / "customers.yaml"
    source.write_text(source.read_text().replace("{key:", "{parent: parent, key:"))
    assert _run(command, shop)["rows"]["account_tree"] > 0
    told = command("profile", "A1", "-w", shop, "--json")
    assert told.json["variables"]["has_parent"] is False


NAMES = {
    "Arabic": "شركة النور للتجارة",
    "Hebrew": "אופק תעשיות",
    "Japanese": "日本物産株式会社",
    "Thai": "บริษัท ตะวัน",
    "Devanagari": "सूर्य उद्योग",
    "emoji": "🦄 Unicorn 👩\u200d🚀 Works",
    "combining": "Cafe\u0301 Lumie\u0300re",
    "apostrophe": 'O\'Neil "& Sons" \\ Co',
    "markup": "[red]x[/red] Traders",
    "formula": "=cmd|' /C calc'!A0",
    "SQL": "Robert'); drop table orders;--",
    "HTML": "<script>alert(1)</script> Ltd",
}


@pytest.mark.parametrize("script", sorted(NAMES))
def test_names_in_any_script_stay_as_they_are(shop: Path, command: Command, script: str) -> None:
    import csv
    import unicodedata

    name = NAMES[script]
    with (shop / "exports" / "customers.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(["N1", name, "DE", "Retail", 5])
    _run(command, shop)
    label = command("profile", "N1", "-w", shop, "--json").json["profile"]["label"]
    assert unicodedata.normalize("NFC", label) == unicodedata.normalize("NFC", name)
    assert name.split()[0] in unicodedata.normalize("NFD", command("profile", "N1", "-w", shop).out)
    assert "<script>alert(1)" not in (shop / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("customers", "orders"),
    [((), ()), (("C01,A,DE,Retail,5",), ()), ((), ("O1,C01,2025-01-01,5",))],
    ids=["nobody", "no orders", "one order"],
)
def test_hardly_any_data(
    shop: Path, command: Command, customers: tuple[str, ...], orders: tuple[str, ...]
) -> None:
    (shop / "exports" / "customers.csv").write_text(CUSTOMERS + "\n".join(customers))
    _orders(shop, *orders)
    (shop / "segmentations" / "sales.yaml").unlink()
    told = command("run", "-w", shop)
    if not orders:
        assert (told.code, "readable date" in told.said) == (2, True)
        told = command("run", "-w", shop, "--as-of", "2026-01-01")
        said = " ".join(told.said.split())
        assert "RFM needs orders" in said
        assert "take the segmentation 'rfm' out" in said
    assert told.code == 0, told.said
    accounts = command("runs", "-w", shop, "--json").json[0]["accounts"]
    assert accounts == len(customers) + len(orders)
    for name in ("segments", "variables", "quality", "rejects", "steps", "report"):
        assert command(name, "-w", shop).code == 0


def test_when_every_row_is_set_aside_one_can_still_look(shop: Path, command: Command) -> None:
    _orders(shop, "O1,C01,soon,5", "O2,C02,later,5")
    told = command("run", "-w", shop)
    assert told.code == 2
    assert "as_of: " in told.said
    for name in ("rfm", "value_tiers", "sales"):
        (shop / "segmentations" / f"{name}.yaml").unlink()
    assert _run(command, shop, "--as-of", "2026-01-01")["rows"]["orders"] == 0
    assert [r["value"] for r in _rejects(command, shop)] == ["soon", "later"]


def test_a_date_long_after_all_data(shop: Path, command: Command) -> None:
    assert _run(command, shop, "--as-of", "2099-12-31")["as_of"] == "2099-12-31"
    assert command("segments", "rfm", "-w", shop).code == 0


def test_a_date_before_all_data_says_what_is_missing_then(shop: Path, command: Command) -> None:
    told = command("run", "-w", shop, "--as-of", "1990-01-01")
    assert told.code == 0
    said = " ".join(told.said.split())
    assert "rfm: RFM needs orders" in said
    assert "no source gives any up to 1990-01-01" in said


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "9999-12-31"])
def test_a_date_that_cannot_be_meant_is_refused(shop: Path, command: Command, day: str) -> None:
    told = command("run", "-w", shop, "--as-of", day)
    assert told.code == 2
    assert "'as_of' must be at" in told.said


def test_a_day_that_is_none_is_refused(shop: Path, command: Command) -> None:
    told = command("run", "-w", shop, "--as-of", "soon")
    assert told.code == 2
    assert "%Y-%m-%d" in told.said


def test_a_clock_that_goes_back_changes_nothing(shop: Path, command: Command) -> None:
    days = ("2026-01-01", "2025-07-01", "2026-01-01")
    runs = [_run(command, shop, "--as-of", day) for day in days]
    assert [(r["run"], r["rows"]["orders"]) for r in runs] == [(1, 600), (2, 300), (3, 600)]
    first, again = (
        [s["accounts"] for s in command("segments", "rfm", "-w", shop, "--run", n, "--json").json]
        for n in (1, 3)
    )
    assert first == again
