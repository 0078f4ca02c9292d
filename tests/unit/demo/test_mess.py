"""The counts in mess.csv are those that a stranger finds in the files."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any
from zipfile import ZipFile

import pytest

WORDS = {
    "Industry": {"n/a", "-", "unknown", "TBD", "?"},
    "Phone": {"n/a", "000000", "-", "none"},
    "Website": {"http://", "n/a", "www.none"},
    "VAT Number": {"n/a", "XX000000000", "-"},
    "VAT ID": {"-", "privat", "n/a"},
    "Email": {"n/a", "none@none", "noemail", "@"},
    "Last Name": {"-", "unknown", "?", "test"},
    "employee_range": {"unknown", "n/a", "-"},
    "revenue_range": {"undisclosed", "n/a", "-"},
    "payment_provider": {"n/a", "-", "unknown", "TBD", "?"},
    "Priority": {"none", "n/a", "??"},
    "Subject Line": {"n/a", "-", "unknown", "TBD", "?"},
    "Interviewer": {"n/a", "-", "unknown", "TBD", "?"},
}
SPOILT: dict[tuple[str, str], Callable[[dict[str, Any]], bool]] = {
    ("shop_orders.csv", "missing customer"): lambda r: r["Customer No"] == "",
    ("shop_orders.csv", "unknown customer"): lambda r: r["Customer No"] == "K-X0000000",
    ("shop_orders.csv", "unknown currency"): lambda r: r["Currency Code"] == "ZZZ",
    ("shop_orders.csv", "no date"): lambda r: r["Order Date"] == "",
    ("shop_order_lines.parquet", "line of no order"): lambda r: r["order_number"].endswith("-LONO"),
    ("billing.csv", "missing customer"): lambda r: r["Customer Number"] == "",
    ("billing.csv", "unreadable date"): lambda r: r["Invoice Date"] == "31.02.2025",
    ("crm_contacts.csv", "unknown account"): lambda r: r["Account ID"] == "ACC-X0000000",
    ("crm_opportunities.csv", "no stage"): lambda r: r["Stage"] == "",
    ("crm_opportunities.csv", "unknown account"): lambda r: r["Account ID"] == "ACC-X0000000",
    ("subscriptions.csv", "no start"): lambda r: r["start_date"] == "",
    ("subscriptions.csv", "unknown account"): lambda r: r["account_id"] == "ACC-X0000000",
    ("product_usage.parquet", "unknown subscription"): (
        lambda r: r["subscription_id"] == "SUB-X00000000"
    ),
    ("support_tickets.csv", "date in the future"): lambda r: "/2091" in r["Opened At"],
    ("support_tickets.csv", "unknown account"): lambda r: r["Account ID"] == "ACC-X0000000",
    ("campaign_responses.csv", "no date"): lambda r: r["Activity Date"] == "",
}


@pytest.fixture(scope="session")
def planted(files: Any) -> dict[tuple[str, str], int]:
    return {(r["file"], r["defect"]): int(r["rows"]) for r in files.truth("mess.csv")}


def test_every_kind_of_mess_is_known_to_these_tests(planted: dict[tuple[str, str], int]) -> None:
    for file, defect in planted:
        known = (file, defect) in SPOILT or defect.startswith("placeholder in ")
        assert known or defect in ("duplicate row", "ragged row", "parent cycle", "no time")


@pytest.mark.parametrize(("file", "defect"), SPOILT)
def test_spoilt_rows(
    files: Any, planted: dict[tuple[str, str], int], file: str, defect: str
) -> None:
    found = sum(map(SPOILT[file, defect], files.rows(file)))
    assert found == planted[file, defect] >= 3


def test_placeholders(files: Any, planted: dict[tuple[str, str], int]) -> None:
    for (file, defect), rows in planted.items():
        if defect.startswith("placeholder in "):
            column = defect.removeprefix("placeholder in ")
            cells = Counter(r[column] for r in files.rows(file))
            assert sum(cells[word] for word in WORDS[column]) == rows, (file, column)


def test_duplicate_rows(files: Any, planted: dict[tuple[str, str], int]) -> None:
    for (file, defect), rows in planted.items():
        if defect == "duplicate row" and file.endswith(".csv"):
            lines = Counter(map(tuple, files.cells(file)))
            assert sum(n - 1 for n in lines.values()) == rows, file


def test_ragged_rows(files: Any, planted: dict[tuple[str, str], int]) -> None:
    for file in ("crm_contacts.csv", "shop_orders.csv"):
        header, *lines = files.cells(file)
        lengths = Counter(len(line) - len(header) for line in lines)
        assert lengths[1] + lengths[-1] == planted[file, "ragged row"] > 1
        assert set(lengths) == {-1, 0, 1}


def test_json_lines(files: Any, planted: dict[tuple[str, str], int]) -> None:
    file = "web_sessions.jsonl.zip"
    with ZipFile(files.company.exports / file) as zipped:
        lines = zipped.read("web_sessions.jsonl").decode().splitlines()
    whole = [json.loads(line) for line in lines if line.endswith("}")]
    assert len(lines) - len(whole) == planted[file, "ragged row"] > 0
    assert len(whole) - len({w["session_id"] for w in whole}) == planted[file, "duplicate row"]
    assert sum("timestamp" not in w for w in whole) == planted[file, "no time"]


def test_the_parent_cycle(files: Any) -> None:
    parent = {r["Account ID"]: r["Parent Account ID"] for r in files.rows("crm_accounts.csv")}
    cycle = [a for a, p in parent.items() if p and parent.get(p) == a]
    assert len(cycle) == 2


def test_files_have_the_encodings_they_claim(files: Any) -> None:
    exports = files.company.exports
    assert (exports / "crm_accounts.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    with pytest.raises(UnicodeDecodeError):
        (exports / "survey.csv").read_text(encoding="utf-8")
    assert files.rows("survey.csv")[0]["Answer"] in ("unwichtig", "mäßig", "wichtig")
    assert all("," in r["Score"] and "." not in r["Score"] for r in files.rows("survey.csv"))
