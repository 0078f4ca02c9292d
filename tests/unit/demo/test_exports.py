"""What `segmentry init` must recognise in the headers."""

from typing import Any

import pyarrow.parquet as pq
import pytest

from segmentry.demo.exports import EXPORTS
from segmentry.model.standard_tables import STANDARD_TABLES

TABLES = {
    "crm_accounts.csv": "accounts", "crm_contacts.csv": "contacts",
    "crm_opportunities.csv": "opportunities", "shop_customers.csv": "accounts",
    "shop_orders.csv": "orders", "shop_order_lines.parquet": "order_lines",
    "billing.csv": "invoices", "subscriptions.csv": "subscriptions",
    "product_usage.parquet": "engagements", "support_tickets.csv": "engagements",
    "campaign_responses.csv": "campaign_touches", "survey.csv": "survey_answers",
    "provider_firmographics.csv": "accounts", "provider_technologies.csv": "technologies",
    "campaigns.csv": "campaigns", "costs.csv": "costs",
    "consents.csv": "consents",
}  # fmt: skip


def _plain(header: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in header.lower())
    return " ".join(words.split())


def _headers(files: Any, file: str) -> list[str]:
    if file.endswith(".parquet"):
        return list(pq.read_schema(files.company.exports / file).names)
    return list(files.cells(file)[0])


@pytest.mark.parametrize("file", TABLES)
def test_headers_are_known_synonyms(files: Any, file: str) -> None:
    table = STANDARD_TABLES[TABLES[file]]
    headers = [_plain(h) for h in _headers(files, file)]
    known = {
        f.name for f in table.fields for h in headers if h in f.synonyms or h == _plain(f.name)
    }
    assert {f.name for f in table.required} <= known
    assert len(known) >= len(headers) * 0.6


@pytest.mark.parametrize("file", TABLES)
def test_some_headers_are_nobodys(files: Any, file: str) -> None:
    table = STANDARD_TABLES[TABLES[file]]
    synonyms = {s for f in table.fields for s in (*f.synonyms, _plain(f.name))}
    headers = [_plain(h) for h in _headers(files, file)]
    assert len(headers) == len(set(headers))
    if file != "provider_technologies.csv":
        assert set(headers) - synonyms


def test_every_file_has_one_export() -> None:
    names = [e.file for e in EXPORTS]
    assert len(names) == len(set(names))
