"""A workspace for KPIs and plans: the benchmark's orders, contracts, deals, touches, visits, answers."""

import sys
from pathlib import Path

import duckdb
import workspace_at_scale

_DAY = "cast(date '2023-07-01' + cast({0} as integer) as timestamp)"
_WHO = "'A' || lpad(cast(i * {0} % {{accounts}} as varchar), 8, '0') as account_id"
"""The factors are primes, so that each table meets the accounts in an order of its own."""

_EVENTS = {
    # about half as many rows as accounts for contracts and deals, three for touches and visits
    "contracts": (
        0.3,
        f"{_WHO.format(7919)}, 'C' || i as contract_id, {_DAY.format('i * 31 % 900')} as started_on, "
        f"case when i % 3 = 0 then {_DAY.format('i * 31 % 900 + 30 + i % 600')} end as ended_on, "
        "20 + i % 977 as fee, i % 11 = 0 as is_trial",
    ),
    "deals": (
        0.5,
        f"{_WHO.format(15_485_863)}, 'D' || i as deal_id, {_DAY.format('i * 17 % 1000')} as opened_on, "
        f"case when i % 5 > 0 then {_DAY.format('i * 17 % 1000 + i % 90')} end as closed_on, "
        "case when i % 5 = 0 then 'open' when i % 5 < 3 then 'won' else 'lost' end as stage, "
        "100 + i * 13 % 90000 as amount",
    ),
    "touches": (
        3.0,
        f"{_WHO.format(104_729)}, 'T' || i as touch_id, 'K' || (i % 24) as campaign, "
        f"'P' || (i * 104_729 % {{accounts}} * 3 + i % 2) as contact, i % 20 = 0 as responded, "
        f"{_DAY.format('(i % 24) * 45 + i * 7 % 40')} as occurred_at",
    ),
    "visits": (
        3.0,
        f"{_WHO.format(32_452_843)}, 'V' || i as visit_id, {_DAY.format('i * 19 % 1096')} as occurred_at, "
        "1 + i % 7 as pages",
    ),
    "answers": (
        0.2,
        f"{_WHO.format(49_979_687)}, 'S' || i as answer_id, {_DAY.format('i * 23 % 1096')} as answered_at, "
        "i * 7 % 11 as score",
    ),
}
"""Rows for each account, and their columns."""

_COSTS = (
    "select cast(date '2023-07-01' + to_months(cast(m as integer)) as date) as started_on, "
    "cast(date '2023-07-01' + to_months(cast(m as integer) + 1) - interval 1 day as date) as ended_on, kind, "
    "50000 + m * 1000 as amount from range(36) as t(m), "
    "(values ('marketing'), ('sales'), ('service')) as k(kind)"
)
_CAMPAIGNS = (
    "select 'K' || i as campaign_id, cast(date '2023-07-01' + cast(i * 45 as integer) as date) "
    "as started_on, cast(date '2023-07-01' + cast(i * 45 + 44 as integer) as date) as ended_on, "
    "10000 + i * 500 as cost from range(24) as t(i)"
)
_SOURCES = {
    "contracts": "subscriptions:\n    fields: {key: contract_id, account: account_id, "
    "started_on: started_on, ended_on: ended_on, monthly_amount: fee, is_trial: is_trial}",
    "deals": "opportunities:\n    fields: {key: deal_id, account: account_id, stage: stage, "
    "opened_on: opened_on, closed_on: closed_on, amount: amount}",
    "touches": "campaign_touches:\n    fields: {key: touch_id, account: account_id, "
    "contact: contact, campaign: campaign, occurred_at: occurred_at, responded: responded}",
    "visits": "engagements:\n    fields: {key: visit_id, account: account_id, "
    "occurred_at: occurred_at, count: pages, kind: {constant: web}}",
    "answers": "survey_answers:\n    fields: {key: answer_id, account: account_id, "
    "question: {constant: How likely are you to recommend us?}, score: score, "
    "answered_at: answered_at}",
    "costs": "costs:\n    fields: {kind: kind, started_on: started_on, ended_on: ended_on, "
    "amount: amount}",
    "campaigns": "campaigns:\n    fields: {key: campaign_id, started_on: started_on, "
    "ended_on: ended_on, cost: cost}",
}
_SEGMENTATIONS = {
    "countries": "method: geographic\nby: country\n",
    "industries": "method: firmographic\nby: industry\n",
    "sizes": "method: demographic\nby: size_class\n",
    "tiers": "method: value_tiers\n",
}
_DESTINATION = (
    "destination: csv\npath: out/crm.csv\nsegmentation: sizes\nlevel: accounts\n"
    "fields: [employees, net_revenue, orders]\n"
)


def make(folder: Path, accounts: int, lines: int) -> None:
    """Make the workspace unless it is there."""
    if (folder / "sources" / "campaigns.yaml").exists():
        return
    workspace_at_scale.make(folder, accounts, lines)
    for name, (rows, columns) in _EVENTS.items():
        told = columns.format(accounts=accounts)
        _write(folder, name, f"select {told} from range({int(rows * accounts)}) as t(i)")
    _write(folder, "costs", _COSTS)
    _write(folder, "campaigns", _CAMPAIGNS)
    for name, text in _SEGMENTATIONS.items():
        (folder / "segmentations" / f"{name}.yaml").write_text(text, encoding="utf-8")
    settings = (folder / "segmentry.yaml").read_text(encoding="utf-8")
    (folder / "segmentry.yaml").write_text(f"{settings}kpis: {{months: 12}}\n", encoding="utf-8")
    for name, table in _SOURCES.items():
        source = f"source: files\npath: data/{name}.parquet\nsystem: accounts\ntables:\n  {table}\n"
        (folder / "sources" / f"{name}.yaml").write_text(source, encoding="utf-8")


def write_destination(folder: Path, *, whole: bool) -> None:
    """Members of all sizes, or of all but the large ones."""
    chosen = "" if whole else "segments: [small, mid-sized, startup]\n"
    path = folder / "destinations" / "crm.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(_DESTINATION + chosen, encoding="utf-8")


def _write(folder: Path, name: str, sql: str) -> None:
    duckdb.execute(f"copy ({sql}) to '{folder / 'data' / name}.parquet' (format parquet)")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
