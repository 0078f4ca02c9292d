"""What presets make of values: through the hub, from columns as vendors name them."""

from collections.abc import Mapping
from typing import Any

import pytest

from segmentry.errors import InvalidDefinition, UnknownName
from segmentry.hub import stage
from segmentry.hub.presets import applied, preset
from segmentry.model.definitions import Definitions, SourceDefinition, WorkspaceSettings
from segmentry.model.mappings import TableChange

Columns = Mapping[str, list[object]]


def source(name: str, changes: Mapping[str, object] | None = None) -> SourceDefinition:
    said = {n: TableChange.model_validate(c) for n, c in (changes or {}).items()}
    system = preset(name).system
    return SourceDefinition(
        name=name.replace("/", "_"), source="files", preset=name, system=system, tables={},
        changes=said,
    )  # fmt: skip


@pytest.fixture
def land(bench: Any, given: Any) -> Any:
    """Runs the hub over exports: `land({"salesforce/accounts": columns})`."""

    def run(exports: Mapping[str, Columns], currency: str = "USD") -> Any:
        made = bench()
        sources = [source(name) for name in exports]
        made.context.definitions = Definitions(
            workspace=WorkspaceSettings(name="test", currency=currency), sources=tuple(sources)
        )
        for one, columns in zip(sources, exports.values(), strict=True):
            records = given(columns, {}).records(one.name)
            made.context.engine.load(f"records/{one.name}", records)
            made.context.rows[f"records/{one.name}"] = records.num_rows
        return made.run(stage.run)

    return run


def test_ids_of_15_and_18_letters_are_one(land: Any) -> None:
    hub = land(
        {
            "salesforce/accounts": {
                "Id": ["0015500000Xyy06AAB", "0015500000xyy06AAB"], "Name": ["Acme", "Beta"],
            },
            "salesforce/opportunities": {
                "Id": ["006500000000001", "006500000000002"],
                "AccountId": ["0015500000Xyy06", "0015500000xyy06"],
                "StageName": ["Gewonnen", "Prospecting"], "Amount": ["10", "20"],
                "IsWon": ["true", "false"], "IsClosed": ["true", "false"],
                "CreatedDate": ["2026-01-01", "2026-01-02"],
            },
        }
    )  # fmt: skip
    found = hub.rows("select account_key, outcome from opportunities order by line")
    assert [r["outcome"] for r in found] == ["won", "open"]
    first, second = (str(r["account_key"]) for r in found)
    assert first == "salesforce:0015500000Xyy06AAB"
    # only a capital differs, so these are two records
    assert second.startswith("salesforce:0015500000xyy06")
    assert second != first


def test_deleted_rows_and_converted_leads_are_set_aside_with_their_reason(land: Any) -> None:
    hub = land(
        {
            "salesforce/leads": {
                "Id": ["00Q000000000001AAA", "00Q000000000002AAA", "00Q000000000003AAA"],
                "Company": ["Acme", "Beta", "Gamma"],
                "Email": ["a@acme.com", "b@beta.com", "c@gamma.com"],
                "IsConverted": ["false", "true", "false"], "IsDeleted": ["0", "0", "1"],
                "CreatedDate": ["2026-01-01"] * 3,
            },
            "shopify/orders": {
                "id": ["1"], "customer_id": ["7"], "processed_at": ["2026-01-01"],
                "subtotal_price": ["5"],
            },
        }
    )  # fmt: skip
    assert hub.rows("select name, stage from account_records where stage is not null") == [
        {"name": "Acme", "stage": "lead"}
    ]
    people = "select count(*) from contact_records where account_key is not null"
    assert hub.value(people) == 1
    sql = "select distinct rule, reason from rejected order by rule"
    assert [r["rule"] for r in hub.rows(sql)] == ["converted", "deleted"]


def test_the_first_of_several_companies_counts(land: Any) -> None:
    hub = land(
        {
            "hubspot/deals": {
                "Record ID": ["1", "2", "3"],
                "Deal Name": ["a", "b", "c"],
                "Associated Company IDs": ["77;78", "", "79"],
                "Deal Stage": ["Closed Won", "Abgeschlossen und verloren", "closedwon"],
                "Amount": ["10", "", "12"],
                "Create Date": ["2026-01-01"] * 3,
            }
        }
    )
    sql = "select account_key, outcome from opportunities order by line"
    assert [tuple(r.values()) for r in hub.rows(sql)] == [
        ("hubspot:77", "won"),
        (None, "lost"),
        ("hubspot:79", "won"),
    ]


def test_associations_tell_whose_people_and_deals_are(land: Any) -> None:
    hub = land(
        {
            "hubspot/contacts": {
                "id": ["p1", "p2", "p3"],
                "property_email": ["a@alder.com", "b@birch.com", "c@cedar.com"],
                "associatedcompanyid": ["", "78", ""],
            },
            "hubspot/deals": {
                "deal_id": ["1", "2", "3", "4"],
                "deal_pipeline_stage_id": ["closedwon"] * 4,
                "property_createdate": ["2026-01-01"] * 4,
            },
            "hubspot/links": {
                "company_id": ["77", "79", "80", "90", "81", "", "", ""],
                "contact_id": ["p1", "p1", "p2", "", "", "p2", "p3", "p3"],
                "deal_id": ["", "", "", "1", "1", "2", "3", ""],
                "type_id": ["1", "279", "1", "341", "5", "3", "3", "1"],
            },
        }
    )
    people = hub.rows("select account_key from contact_records order by line")
    # the primary company counts, and what the person's own row tells counts more
    assert [r["account_key"] for r in people] == ["hubspot:77", "hubspot:78", None]
    deals = hub.rows("select account_key from opportunities order by line")
    # its own company, or that of its person
    assert [r["account_key"] for r in deals] == ["hubspot:81", "hubspot:78", None, None]
    assert hub.rows("select rule, line from rejected") == [{"rule": "no_link", "line": 9}]


def test_lifecycle_stages_become_ours(land: Any) -> None:
    hub = land(
        {
            "hubspot/companies": {
                "Record ID": ["1", "2", "3"],
                "Company name": ["Acme", "Beta", "Gamma"],
                "Lifecycle Stage": ["Marketing Qualified Lead", "evangelist", "other"],
                "Create Date": ["2026-01-01"] * 3,
            },
            "hubspot/deals": {
                "Record ID": ["1"], "Deal Stage": ["x"], "Create Date": ["2026-01-01"],
            },
        }
    )  # fmt: skip
    found = hub.rows("select stage from account_records order by line")
    assert [r["stage"] for r in found] == ["lead", "customer", None]


def test_amounts_in_cents_and_unix_times(land: Any) -> None:
    hub = land(
        {
            "stripe/charges": {
                "id": ["ch_1", "ch_2", "ch_3", "ch_4"],
                "customer": ["cus_1", "cus_1", "cus_2", "cus_2"],
                "amount": ["123456", "500", "900", "100"],
                "currency": ["usd", "usd", "usd", "usd"],
                "created": ["1767225600", "2026-01-02 10:00:00", "1767225600", "1767225600"],
                "status": ["succeeded", "failed", "succeeded", "succeeded"],
                "refunded": ["false", "false", "true", "false"],
                "livemode": ["true", "true", "true", "false"],
            }
        }
    )
    sql = (
        "select order_key, kind, cast(amount as varchar) as amount, "
        "cast(ordered_on as varchar) as day from orders order by order_key, kind desc"
    )
    assert [tuple(r.values()) for r in hub.rows(sql)] == [
        ("stripe:ch_1", "sale", "1234.5600", "2026-01-01"),
        ("stripe:ch_2", "cancelled", "5.0000", "2026-01-02"),
        ("stripe:ch_3", "sale", "9.0000", "2026-01-01"),
        ("stripe:ch_3", "return", "-9.0000", "2026-01-01"),
    ]
    assert hub.value("select rule from rejected where effect = 'row'") == "test_mode"


def test_yen_have_no_cents(land: Any) -> None:
    columns: Columns = {
        "id": ["in_1"], "customer": ["cus_1"], "total": ["1200"], "currency": ["jpy"],
        "created": ["1767225600"], "status": ["paid"],
    }  # fmt: skip
    exports = {"stripe/invoices": columns, "stripe/charges": {
        "id": ["ch_1"], "customer": ["cus_1"], "amount": ["1"], "created": ["1767225600"],
    }}  # fmt: skip
    hub = land(exports, currency="JPY")
    assert str(hub.value("select amount from invoices")) == "1200.0000"


def test_an_order_with_a_row_for_each_item_is_one_order(land: Any) -> None:
    hub = land(
        {
            "shopify/orders": {
                "Name": ["#1", "#1", "#2"],
                "Email": ["Jane@Acme.com", "jane@acme.com", "jo@beta.com"],
                "Financial Status": ["paid", None, "paid"],
                "Created at": ["2026-01-01 10:00:00 +0100", None, "2026-01-02 10:00:00 +0100"],
                "Subtotal": ["90.00", None, "20.00"],
                "Currency": ["USD", None, "USD"],
                "Lineitem quantity": ["2", "3", "1"],
                "Lineitem name": ["Bolt", "Nut", "Bolt"],
                "Lineitem price": ["30.00", "20.00", "20.00"],
                "Billing Company": ["Acme Ltd", None, "Beta GmbH"],
            }
        }
    )
    sql = "select cast(amount as varchar) as amount, units, lines from orders order by order_key"
    assert [tuple(r.values()) for r in hub.rows(sql)] == [("90.0000", 5.0, 2), ("20.0000", 1.0, 1)]
    assert [r["name"] for r in hub.rows("select name from account_records order by name")] == [
        "Acme Ltd",
        "Beta GmbH",
    ]
    # an address is no key that results may show
    assert hub.value("select count(*) from orders where contains(account_key, '@')") == 0


def test_guests_are_known_by_their_address(land: Any) -> None:
    hub = land(
        {
            "woocommerce/orders": {
                "id": ["1", "2", "3"], "customer_id": ["0", "0", "9"],
                "billing.email": ["a@acme.com", "b@beta.com", "c@c.com"],
                "date_created_gmt": ["2026-01-01T00:00:00"] * 3, "total": ["1", "2", "3"],
                "status": ["completed", "trash", "completed"],
            }
        }
    )  # fmt: skip
    keys = [str(r["account_key"]) for r in hub.rows("select * from orders order by line")]
    assert len(keys) == 2
    assert keys[1] == "woocommerce:9"
    assert keys[0] not in ("woocommerce:0", keys[1])


def test_activities_part_into_messages_and_visits_and_find_their_company(land: Any) -> None:
    hub = land(
        {
            "marketo/leads": {
                "id": ["5", "6"], "email": ["a@acme.com", "null"], "company": ["Acme", "null"],
                "createdAt": ["2026-01-01T00:00:00Z"] * 2,
            },
            "marketo/activities": {
                "marketoGUID": ["g1", "g2", "g3"], "leadId": ["5", "5", "6"],
                "activityDate": ["2026-01-02T00:00:00Z"] * 3, "activityTypeId": ["10", "1", "13"],
                "campaignId": ["77", "null", "null"],
                "attributes": ['{"Device":"x"}', '{"Webpage URL":"/pricing"}', "no json"],
            },
        }
    )  # fmt: skip
    touch = hub.rows("select account_key, kind, campaign from campaign_touches")
    assert touch == [{"account_key": "marketo:5", "kind": "opened", "campaign": "77"}]
    visit = hub.rows("select account_key, name from engagements")
    assert visit == [{"account_key": "marketo:5", "name": "/pricing"}]
    assert hub.value("select count(*) from rejected where target <> 'accounts'") == 0


def test_members_of_campaigns_count_for_the_company_of_their_contact(land: Any) -> None:
    hub = land(
        {
            "salesforce/contacts": {
                "Id": ["003000000000001AAA"], "AccountId": ["001000000000001AAA"],
                "LastName": ["Doe"],
            },
            "salesforce/campaign_members": {
                "Id": ["00v000000000001AAA", "00v000000000002AAA"],
                "CampaignId": ["701000000000001AAA"] * 2,
                "ContactId": ["003000000000001", None],
                "LeadId": [None, "00Q000000000009AAA"],
                "HasResponded": ["true", "false"],
                "CreatedDate": ["2026-01-01T00:00:00.000+0000"] * 2,
            },
        }
    )  # fmt: skip
    found = hub.rows("select account_key, responded from campaign_touches order by line")
    assert [tuple(r.values()) for r in found] == [
        ("salesforce:001000000000001AAA", True),
        (None, False),
    ]


def test_events_of_ga4_name_a_company_only_by_a_property(land: Any) -> None:
    hub = land(
        {
            "ga4/events": {
                "event_name": ["page_view", "click"],
                "event_timestamp": ["1767225600000000", "1767225600500000"],
                "user_pseudo_id": ["a", "b"], "user_properties.account_id": ["A-1", None],
            }
        }
    )  # fmt: skip
    sql = "select account_key, cast(occurred_on as varchar) as day from engagements order by line"
    assert [tuple(r.values()) for r in hub.rows(sql)] == [
        ("ga4:A-1", "2026-01-01"),
        (None, "2026-01-01"),
    ]
    assert any("1 of 2 engagements belong to no account" in n for n in hub.context.notes)


def test_hits_that_adobe_excludes_are_set_aside(land: Any) -> None:
    hub = land(
        {
            "adobe_analytics/data_feed": {
                "hitid_high": ["1", "1", "2"], "hitid_low": ["1", "2", "1"],
                "visit_num": ["1"] * 3, "visit_page_num": ["1"] * 3,
                "hit_time_gmt": ["1767225600"] * 3, "exclude_hit": ["0", "4", "0"],
                "hit_source": ["1", "1", "7"], "post_pagename": ["home", "home", "home"],
            }
        }
    )  # fmt: skip
    assert hub.value("select count(*) from engagements") == 1
    rules = hub.rows("select rule from rejected order by rule")
    assert [r["rule"] for r in rules] == ["excluded_hit", "uploaded_hit"]


def test_of_several_states_of_a_record_the_newest_counts(land: Any) -> None:
    hub = land(
        {
            "salesforce/accounts": {
                "id": ["001500000000001AAA"] * 2 + ["001500000000002AAA"] * 2
                + ["001500000000003AAA"],
                "name": ["Acme", "Acme Old", "Beta", "Beta", "Gamma"],
                "is_deleted": ["false", "false", "true", "false", "false"],
                "system_modstamp": [
                    "2026-02-01 10:00:00", "2026-01-01 10:00:00", "2026-02-01", "2026-01-01", None,
                ],
                "created_date": ["2025-01-01"] * 5,
            },
        }
    )  # fmt: skip
    assert [r["name"] for r in hub.rows("select name from account_records order by name")] == [
        "Acme",
        "Gamma",
    ]
    rules = hub.rows("select line, rule from rejected order by line")
    assert [tuple(r.values()) for r in rules] == [(3, "older_state"), (4, "deleted"),
                                                  (5, "older_state")]  # fmt: skip


def test_the_newest_state_of_a_deal_counts_whatever_its_days(land: Any) -> None:
    hub = land(
        {
            "salesforce/opportunities": {
                "Id": ["006500000000001AAA"] * 2, "AccountId": ["001500000000001AAA"] * 2,
                "StageName": ["Closed Won", "Prospecting"], "Amount": ["10", "20"],
                "IsWon": ["true", "false"], "IsClosed": ["true", "false"],
                "CreatedDate": ["2026-01-01"] * 2,
                "SystemModstamp": ["2026-03-01T10:00:00.000Z", "2026-01-02T10:00:00.000Z"],
            },
        }
    )  # fmt: skip
    (deal,) = hub.rows("select outcome, amount from opportunities")
    assert (deal["outcome"], float(deal["amount"])) == ("won", 10.0)


def test_an_active_state_counts_more_than_a_later_moment(land: Any) -> None:
    hub = land(
        {
            "salesforce/accounts": {
                "id": ["001500000000001AAA"] * 2, "name": ["Acme", "Acme Old"],
                "_fivetran_active": ["true", "false"],
                "system_modstamp": ["2026-01-01", "2026-01-01"],
                "created_date": ["2025-01-01"] * 2,
            },
        }
    )  # fmt: skip
    assert hub.rows("select name from account_records") == [{"name": "Acme"}]
    assert hub.rows("select rule from rejected") == [{"rule": "outdated"}]


def test_tickets_and_meetings_of_hubspot_find_their_company_by_links(land: Any) -> None:
    synced, category = "2026-01-01 00:00:00", "HUBSPOT_DEFINED"
    hub = land(
        {
            "hubspot/companies": {
                "id": ["10", "20"], "property_name": ["Acme", "Beta"],
                "property_createdate": ["2025-01-01"] * 2,
            },
            "hubspot/contacts": {
                "id": ["5"], "property_email": ["a@beta.com"], "associatedcompanyid": ["20"],
            },
            "hubspot/tickets": {
                "id": ["1", "2", "3"], "property_createdate": ["2026-01-01"] * 3,
                "property_hs_pipeline_stage": ["1"] * 3,
            },
            "hubspot/meetings": {
                "engagement_id": ["1", "9"], "start_time": ["2026-01-02 10:00:00"] * 2,
                "meeting_outcome": [None, None],
            },
            "hubspot/ticket_links": {
                "ticket_id": ["1", "2"], "company_id": ["10", None], "contact_id": [None, "5"],
                "category": [category] * 2, "_fivetran_synced": [synced] * 2,
            },
            "hubspot/links": {
                "engagement_id": ["1", "9"], "company_id": ["20", "10"], "type_id": ["192"] * 2,
                "category": [category] * 2,
            },
        }
    )  # fmt: skip
    sql = "select kind, account_key from engagements order by source, line"
    assert [tuple(r.values()) for r in hub.rows(sql)] == [
        ("sales", "hubspot:20"),
        ("sales", "hubspot:10"),
        ("support", "hubspot:10"),
        ("support", "hubspot:20"),
        ("support", None),
    ]


# ---- changes -------------------------------------------------------------------------------

COLUMNS = ("Id", "Name", "Industry", "Website", "Branche_c")


def test_a_file_says_only_what_differs() -> None:
    changes = {"accounts": {"fields": {"industry": "Branche_c", "domain": None,
                                       "name": {"values": {"x": "Acme"}}}}}  # fmt: skip
    fields = applied(source("salesforce/accounts", changes), COLUMNS).tables["accounts"].fields
    assert fields["industry"].column == "Branche_c"
    assert "domain" not in fields
    assert (fields["name"].column, fields["name"].values) == ("Name", {"x": "Acme"})
    assert (fields["key"].column, fields["key"].form) == ("Id", "salesforce_id")


def test_a_field_that_the_preset_does_not_find_needs_a_column() -> None:
    changes = {"accounts": {"fields": {"phone": {"values": {"a": "b"}}}}}
    with pytest.raises(InvalidDefinition, match="finds no column"):
        applied(source("salesforce/accounts", changes), COLUMNS)


def test_what_the_preset_does_not_tell_cannot_be_taken_out() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'domain'"):
        applied(source("salesforce/accounts", {"accounts": {"fields": {"domains": None}}}), COLUMNS)


def test_a_file_of_something_else_is_told() -> None:
    with pytest.raises(InvalidDefinition, match="No column is one that 'stripe/charges' knows"):
        applied(source("stripe/charges"), ("a", "b"))


def test_the_nearest_preset_is_offered() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'salesforce/accounts'"):
        preset("salesforce/acounts")
    with pytest.raises(UnknownName, match="adobe_analytics/data_feed"):
        preset("nothing/at_all")
