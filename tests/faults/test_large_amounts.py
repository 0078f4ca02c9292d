"""The largest amounts an export may hold: added up and squared by every stage, none overflows."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Run, Workspace

LARGEST = 9_999_999_999.99
ACCOUNTS, MONTHS = 12, 24
ORDERS = 3  # a month

FILES = {
    "segmentry.yaml": "name: Wholesale\ncurrency: EUR\nas_of: 2026-07-01\n"
    "kpis: {fewest_accounts: 1}\n",
    "sources/accounts.yaml": "source: files\npath: accounts.csv\ntables:\n  accounts:\n"
    "    fields: {key: id, name: name, annual_revenue: revenue, employees: employees}\n",
    "sources/orders.yaml": "source: files\npath: orders.csv\nsystem: accounts\ntables:\n"
    "  orders:\n    fields: {key: id, account: account, ordered_at: day, amount: amount, "
    "cost_amount: goods}\n",
    "sources/contracts.yaml": "source: files\npath: contracts.csv\nsystem: accounts\ntables:\n"
    "  subscriptions:\n    fields: {key: id, account: account, started_on: start, "
    "monthly_amount: fee}\n",
    "sources/deals.yaml": "source: files\npath: deals.csv\nsystem: accounts\ntables:\n"
    "  opportunities:\n    fields: {key: id, account: account, stage: stage, opened_on: opened, "
    "closed_on: closed, amount: amount}\n",
    "sources/touches.yaml": "source: files\npath: touches.csv\nsystem: accounts\ntables:\n"
    "  campaign_touches:\n    fields: {key: id, account: account, campaign: campaign, "
    "occurred_at: day, responded: responded}\n",
    "sources/costs.yaml": "source: files\npath: costs.csv\nsystem: accounts\ntables:\n"
    "  costs:\n    fields: {kind: kind, campaign: campaign, started_on: start, ended_on: end, "
    "amount: amount}\n",
    "segmentations/halves.yaml": "method: rules\nsegments:\n"
    "  - {name: Large, where: employees > 100}\n  - {name: Small, where: employees <= 100}\n",
    "segmentations/rfm.yaml": "method: rfm\n",
    "segmentations/tiers.yaml": "method: value_tiers\n",
    "launches/care.yaml": "segmentation: halves\nsegments: [Large]\nlaunched_on: 2025-07-01\n"
    f"cost: {LARGEST}\n",
    "objectives/growth.yaml": f"kpi: revenue\ntarget: {LARGEST * 1000:.2f}\nby: 2026-12-31\n",
}


def _days() -> Iterator[str]:
    """Its months; the launch is a year after the first."""
    for month in range(MONTHS):
        yield f"{2024 + (month + 6) // 12}-{(month + 6) % 12 + 1:02}"


def _amount(account: int, month: int) -> float:
    """Every second account ordered for half as much until the launch."""
    return LARGEST if month >= MONTHS - 12 or account % 2 == 0 else LARGEST / 2


def _exports() -> Iterator[tuple[str, str, list[str]]]:
    accounts = [f"A{n:02}" for n in range(ACCOUNTS)]
    yield (
        "accounts",
        "id,name,revenue,employees",
        [f"{a},Company {a} Ltd,{LARGEST},{50 + 20 * n}" for n, a in enumerate(accounts)],
    )
    yield "orders", "id,account,day,amount,goods", [
        f"{a}-{m}-{d},{a},{m}-{d:02},{_amount(n, at):.2f},{_amount(n, at) / 4:.2f}"
        for n, a in enumerate(accounts) for at, m in enumerate(_days())
        for d in range(1, 1 + ORDERS)
    ]  # fmt: skip
    yield "contracts", "id,account,start,fee", [f"S-{a},{a},2024-07-01,{LARGEST}" for a in accounts]
    yield "deals", "id,account,stage,opened,closed,amount", [
        f"D-{a}-{m},{a},{'won' if d else 'lost'},{m}-02,{m}-20,{LARGEST}"
        for a in accounts for d, m in enumerate(_days())
    ]  # fmt: skip
    yield (
        "touches",
        "id,account,campaign,day,responded",
        [f"T-{a},{a},spring,2026-04-01,true" for a in accounts],
    )
    yield (
        "costs",
        "kind,campaign,start,end,amount",
        [
            *(f"sales,,{m}-01,{m}-28,{LARGEST}" for m in _days()),
            f"marketing,spring,2026-04-01,2026-04-30,{LARGEST}",
        ],
    )


@pytest.fixture(scope="module")
def wholesale(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("wholesale")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name, head, rows in _exports():
        (folder / f"{name}.csv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
    return Workspace(folder).run()


def test_no_amount_is_set_aside(wholesale: Run) -> None:
    assert wholesale.rows("orders") == ACCOUNTS * MONTHS * ORDERS
    assert wholesale.rows("rejected") == 0


def test_every_kpi_of_large_amounts_is_exact(wholesale: Run) -> None:
    rows = wholesale.query(
        "select kpi, value, low, high from kpi_values where segmentation = '' and span = 'year' "
        "and cohort = 'today' and campaign = '' and period_end = date '2026-07-01'"
    ).to_pylist()
    told = {row["kpi"]: row for row in rows}
    yearly = LARGEST * ACCOUNTS * 12 * ORDERS
    assert told["revenue"]["value"] == pytest.approx(yearly)
    assert told["margin"]["value"] == pytest.approx(yearly * 0.75)
    assert told["aov"]["value"] == pytest.approx(LARGEST)
    lifetime = told["cltv_revenue"]
    assert lifetime["value"] == pytest.approx(yearly * 1.75 / ACCOUNTS)
    # the values are 2 and 1.5 years' revenue, each six times
    error = LARGEST * 12 * ORDERS * 0.25 * (12 / 11 / 12) ** 0.5
    assert lifetime["high"] - lifetime["value"] == pytest.approx(1.96 * error, rel=1e-3)
    assert told["recurring_revenue"]["value"] == pytest.approx(LARGEST * ACCOUNTS)
    assert told["won_value"]["value"] == pytest.approx(LARGEST * ACCOUNTS * 12)


def test_the_effect_of_a_launch_on_large_amounts_is_known(wholesale: Run) -> None:
    rows = wholesale.query(
        "select incremental_revenue, incremental_low, incremental_high from launch_returns "
        "where segment = 'Large'"
    ).to_pylist()
    gained = LARGEST / 2 * 12 * ORDERS * 5  # of the nine accounts, five ordered for half
    assert rows[0]["incremental_revenue"] == pytest.approx(gained)
    assert 0 < rows[0]["incremental_low"] < gained < rows[0]["incremental_high"]


def test_what_is_shown_says_no_foreign_word(
    wholesale: Run, command: Callable[..., Any], tmp_path: Path
) -> None:
    folder = wholesale.workspace.folder
    for words in (("segments",), ("kpis",), ("roi",), ("review",), ("strategies",)):
        told = command(*words, "-w", folder, "--json")
        assert told.code == 0, told.said
        json.loads(told.out)
    assert command("report", "-w", folder, "--to", tmp_path / "r.html").code == 0
