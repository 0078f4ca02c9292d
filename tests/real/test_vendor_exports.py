"""Salesforce, HubSpot, Marketo, Pardot and GA4 in one workspace, mapped by presets."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segmentry.definitions.check import check_all
from segmentry.workspace import Run

VENDORS = ("salesforce", "hubspot", "marketo", "pardot", "ga4_export")
Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def run(made: Callable[..., Run]) -> Run:
    return made("vendor_export_seeds", VENDORS, currency="USD")


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "vendor_export_seeds"


def rows(run: Run, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(r.values()) for r in run.query(sql).to_pylist()]


def test_every_source_is_a_preset_of_its_vendor(run: Run) -> None:
    sources = run.workspace.definitions.sources
    assert {s.preset.partition("/")[0] for s in sources} == {
        "salesforce", "hubspot", "marketo", "pardot", "ga4",
    }  # fmt: skip
    assert all(s.key_system == s.preset.partition("/")[0] for s in sources)
    assert check_all(run.workspace.folder) == []


def test_associations_of_hubspot_are_read(run: Run) -> None:
    links = {s.name for s in run.workspace.definitions.sources if s.preset == "hubspot/links"}
    assert links == {"deal_company_data", "deal_contact_data"} | {
        f"engagement_{other}_data" for other in ("company", "contact", "deal")
    }
    of_tickets = {
        s.name for s in run.workspace.definitions.sources if s.preset == "hubspot/ticket_links"
    }
    assert of_tickets == {f"ticket_{other}_data" for other in ("company", "contact", "deal")}
    sql = "select count(*) from rejected where source in ('deal_company_data', 'deal_contact_data')"
    assert rows(run, sql) == [(0,)]


def test_people_and_companies_arrive_but_for_the_deleted(run: Run, folder: Path, ask: Ask) -> None:
    ((kept,),) = ask(
        "select count(*) from read_csv(?, all_varchar = true) where _fivetran_deleted = 'false'",
        str(folder / "pardot" / "pardot_prospect_data.csv"),
    )
    sql = "select source, count(*) from account_records group by source order by source"
    counted = dict(rows(run, sql))
    assert counted["pardot_prospect_data"] == kept
    assert counted["marketo_lead_data"] == 100
    assert counted["company_data"] == 24


def test_what_was_deleted_is_told_with_its_reason(run: Run, folder: Path, ask: Ask) -> None:
    ((deleted,),) = ask(
        "select count(*) from read_csv(?, all_varchar = true) where is_deleted = 'true'",
        str(folder / "salesforce" / "sf_opportunity_data.csv"),
    )
    sql = (
        "select count(*), min(reason) from rejected "
        "where rule = 'deleted' and source = 'sf_opportunity_data'"
    )
    assert rows(run, sql) == [(deleted, "it was deleted in Salesforce")]


def test_deals_of_pardot_are_won_or_lost(run: Run, folder: Path, ask: Ask) -> None:
    expected = ask(
        "select lower(status), count(*) from read_csv(?) where status in ('Won', 'Lost') "
        "group by 1 order by 1",
        str(folder / "pardot" / "pardot_opportunity_data.csv"),
    )
    sql = (
        "select outcome, count(*) from opportunities "
        "where source = 'pardot_opportunity_data' and outcome <> 'open' group by 1 order by 1"
    )
    assert rows(run, sql) == expected


def test_tasks_and_meetings_belong_to_accounts_of_salesforce(run: Run) -> None:
    sql = (
        "select count(*) filter (where starts_with(account_key, 'salesforce:001')), "
        "count(account_key) from engagements where source in ('sf_task_data', 'sf_event_data')"
    )
    ((ours, placed),) = rows(run, sql)
    assert ours == placed == 19


def test_events_of_ga4_are_told_as_without_account(run: Run) -> None:
    said = [n for n in run.notes("hub") if n.startswith("event_data:")]
    assert said == [
        "event_data: 6 of 6 engagements belong to no account; they are kept, and count for nobody."
    ]


def test_messages_of_marketo_are_told_by_kind(run: Run) -> None:
    sql = (
        "select kind, count(*) from campaign_touches where source like 'marketo%' "
        "group by kind order by kind"
    )
    assert rows(run, sql) == [
        (kind, 100)
        for kind in ("bounced", "clicked", "delivered", "opened", "sent", "unsubscribed")
    ]
