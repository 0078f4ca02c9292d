"""What is dated after the date of the data changes no KPI and no variable: not one byte."""

from pathlib import Path

import pytest

from segmentry.workspace import Workspace

AS_OF = "2025-07-01"
TABLES: dict[str, tuple[str, str, str]] = {
    "accounts": (
        "key: id, name: name, employees: size, created_on: since",
        "id,name,size,since",
        "1,Alder GmbH,10,2024-01-01\n2,Birch Ltd,200,2024-01-01\n3,Cedar SA,3000,2024-01-01\n"
        "4,Dogwood AS,12,2025-06-30\n5,Elm BV,14,2025-09-01\n6,Fir SpA,90,",
    ),
    "orders": (
        "key: id, account: who, ordered_at: day, amount: amount",
        "id,who,day,amount",
        "o1,1,2024-08-05,100\no2,1,2024-12-05,140\no3,2,2025-01-15,900\no4,3,2025-03-02,70\n"
        "o5,4,2025-04-20,55\no6,5,2025-06-29,300\no7,1,2025-06-30,120",
    ),
    "invoices": (
        "key: id, account: who, issued_on: day, due_on: due, paid_on: paid, amount: amount",
        "id,who,day,due,paid,amount",
        "i1,1,2025-05-01,2025-05-31,2025-06-02,100\ni2,2,2025-06-10,2025-06-24,,900",
    ),
    "subscriptions": (
        "key: id, account: who, started_on: day, ended_on: end, monthly_amount: fee",
        "id,who,day,end,fee",
        "s1,1,2024-01-01,,50\ns2,2,2024-06-01,2025-02-01,80\ns3,3,2025-01-01,,30",
    ),
    "opportunities": (
        "key: id, account: who, stage: stage, opened_on: day, closed_on: end, amount: amount",
        "id,who,stage,day,end,amount",
        "d1,1,Closed Won,2025-01-10,2025-03-10,500\nd2,4,Closed Lost,2025-02-10,2025-05-10,70\n"
        "d3,5,Proposal,2025-06-10,,900",
    ),
    "engagements": (
        "key: id, account: who, kind: kind, occurred_at: day, score: score",
        "id,who,kind,day,score",
        "e1,1,web,2025-05-05,\ne2,2,support,2025-06-05,4\ne3,6,web,2025-06-20,",
    ),
    "campaigns": (
        "key: id, started_on: day, ended_on: end, cost: amount",
        "id,day,end,amount",
        "spring,2025-03-01,2025-05-31,400",
    ),
    "campaign_touches": (
        "key: id, campaign: campaign, account: who, kind: kind, occurred_at: day",
        "id,campaign,who,kind,day",
        "t1,spring,1,responded,2025-04-02\nt2,spring,2,sent,2025-04-02",
    ),
    "survey_answers": (
        "key: id, account: who, question: question, score: score, answered_at: day",
        "id,who,question,score,day",
        "a1,1,Would you recommend us?,9,2025-05-05\na2,3,Would you recommend us?,4,2025-06-05",
    ),
    "technologies": (
        "account: who, technology: tech, since: day",
        "who,tech,day",
        "1,SAP,2024-01-01\n2,Oracle,2024-05-01",
    ),
    "costs": (
        "key: id, kind: kind, started_on: day, ended_on: end, amount: amount",
        "id,kind,day,end,amount",
        "c1,sales,2025-01-01,2025-03-31,300\nc2,service,2025-06-01,2025-06-30,90",
    ),
}  # fmt: skip
LATER = {
    "accounts": "7,Gorse Oy,4000,2025-07-02\n8,Hazel AB,30,2026-01-01",
    "orders": "o8,1,2025-07-02,5000\no9,1,2025-07-03,1\no10,6,2026-01-05,700\n"
    "o11,2,2025-07-20,4\no13,7,2025-07-05,80",
    "invoices": "i3,3,2025-07-10,2025-07-20,2025-07-21,400",
    "subscriptions": "s4,6,2025-08-01,,500\ns5,1,2025-07-02,2025-09-01,10",
    "opportunities": "d4,6,Closed Won,2025-07-05,2025-08-05,2000\nd5,3,Open,2025-09-01,,10",
    "engagements": "e4,4,web,2025-07-05,\ne5,2,support,2025-07-06,1",
    "campaigns": "autumn,2025-09-01,2025-10-31,9000",
    "campaign_touches": "t3,spring,2,responded,2025-07-09\nt4,autumn,3,responded,2025-09-09",
    "survey_answers": "a3,2,Would you recommend us?,0,2025-07-08",
    "technologies": "3,Oracle,2025-08-01\n7,SAP,2025-08-01",
    "costs": "c3,marketing,2025-07-02,2025-07-31,8000",
}
ENDED = {
    "invoices": ("i2,2,2025-06-10,2025-06-24,,", "i2,2,2025-06-10,2025-06-24,2025-07-09,"),
    "subscriptions": ("s3,3,2025-01-01,,", "s3,3,2025-01-01,2025-08-01,"),
    "opportunities": ("d3,5,Proposal,2025-06-10,,", "d3,5,Closed Won,2025-06-10,2025-07-15,"),
}


def measured(folder: Path, changed: dict[str, str]) -> dict[str, bytes]:
    """The KPIs and variables of a run on the day; `changed` are tables with other rows."""
    (folder / "sources").mkdir(parents=True)
    (folder / "segmentations").mkdir()
    (folder / "segmentry.yaml").write_text(
        f"name: Wood\nas_of: {AS_OF}\nkpis: {{fewest_accounts: 1}}\n"
    )
    (folder / "segmentations" / "size.yaml").write_text("method: demographic\n")
    for table, (fields, columns, rows) in TABLES.items():
        (folder / f"{table}.csv").write_text(f"{columns}\n{changed.get(table, rows)}\n")
        (folder / "sources" / f"{table}.yaml").write_text(
            f"source: files\npath: {table}.csv\nsystem: wood\n"
            f"tables:\n  {table}:\n    fields: {{{fields}}}\n"
        )
    run = Workspace(folder).run()
    files = run.record.files
    return {
        name: run.workspace.store.path(files[name].path).read_bytes()
        for name in ("kpi_values", "variable_values", "assignments", "segment_stats")
    }


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return measured(tmp_path_factory.mktemp("known") / "wood", {})


def test_events_to_come_change_nothing(known: dict[str, bytes], tmp_path: Path) -> None:
    changed = {name: f"{TABLES[name][2]}\n{rows}" for name, rows in LATER.items()}
    assert measured(tmp_path / "wood", changed) == known


def test_ends_to_come_change_nothing(known: dict[str, bytes], tmp_path: Path) -> None:
    changed = {
        name: TABLES[name][2].replace(before, after) for name, (before, after) in ENDED.items()
    }
    assert all(changed[name] != TABLES[name][2] for name in ENDED)
    assert measured(tmp_path / "wood", changed) == known


def test_what_has_happened_does_change_them(known: dict[str, bytes], tmp_path: Path) -> None:
    rows = TABLES["orders"][2] + "\no12,1,2025-06-15,5000"
    assert measured(tmp_path / "wood", {"orders": rows})["kpi_values"] != known["kpi_values"]
