"""The accepted rows as the hub's standard tables; orders have a file of their own."""

from collections.abc import Callable, Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import contact_key_of, key_of
from segmentry.hub.links import define_links, is_linked, with_links
from segmentry.hub.not_yet import has_begun, if_over, if_past, is_past
from segmentry.hub.outcome import OUTCOME
from segmentry.model.tables import SCHEMAS, Table


def money(amount: str) -> str:
    """An amount in the workspace's currency; `rate` is 1 for its own."""
    return (
        f"case when rate = 1 then {amount} "
        f"else cast(round(cast({amount} as double) * rate, 4) as decimal(18,4)) end"
    )


def _account_records(c: CheckedTable) -> dict[str, str]:
    copied = (
        "updated_at name name_key registration_id phone phone_key street street_key postal_code "
        "city region country employees_from employees_to employees annual_revenue "
        "market_capitalisation "
        "founded_year industry industry_scheme industry_code industry_isic industry_group "
        "organisation_structure business_model technology_adoption stage relation "
        "payment_terms_days do_not_contact created_on"
    )
    return {name: name for name in copied.split()} | {
        "account_key": key_of(c, "key"),
        "parent_key": key_of(c, "parent"),
        "legal_form": "name_legal_form",
        "domain": "coalesce(domain, email_domain)",
    }


def _contact_records(c: CheckedTable) -> dict[str, str]:
    return {
        "account_key": _account_told(c),
        "contact_key": contact_key_of(c, "key"),
        "seniority": "job_title_seniority",
        "job_function": "job_title_function",
        "country": "country",
        "has_email": "email is not null",
        "has_phone": "phone is not null",
        # a refusal always counts more than an agreement
        "email_consent": "case when email_opt_out then false else coalesce(email_consent, "
        "not email_opt_out) end",
    } | {name: name for name in ("updated_at", "created_on", "employed_from", "employed_to")}


def _invoices(c: CheckedTable) -> dict[str, str]:
    return {
        "account_key": key_of(c, "account"),
        "invoice_key": key_of(c, "key"),
        "amount": money("amount"),
        "paid_on": if_past(c.table.context, "paid_on"),
    } | {name: name for name in ("issued_on", "due_on")}


def _subscriptions(c: CheckedTable) -> dict[str, str]:
    copied = "started_on plan seats billing_frequency auto_renews"
    return {
        "account_key": key_of(c, "account"),
        "subscription_key": key_of(c, "key"),
        "ended_on": if_past(c.table.context, "ended_on"),
        "monthly_amount": money("monthly_amount"),
        "is_trial": "coalesce(is_trial, false)",
    } | {name: name for name in copied.split()}


def _opportunities(c: CheckedTable) -> dict[str, str]:
    # a deal that is open tells the day on which it is expected to close: that is known
    later = f"{OUTCOME} <> 'open' and not {is_past(c.table.context, 'closed_on')}"
    return {
        "account_key": _account_told(c),
        "opportunity_key": key_of(c, "key"),
        "stage": f"case when {later} then 'open' else stage end",
        "outcome": f"case when {later} then 'open' else {OUTCOME} end",
        "closed_on": f"case when {later} then null else closed_on end",
        "amount": money("amount"),
    } | {name: name for name in ("opened_on", "product", "owner")}


def _engagements(c: CheckedTable) -> dict[str, str]:
    copied = "name occurred_at duration_seconds error_count priority score"
    return {
        "account_key": _account_told(c),
        "contact_key": contact_key_of(c, "contact"),
        "kind": "coalesce(kind, 'event')",
        "occurred_on": "cast(occurred_at as date)",
        "count": "coalesce(count, 1)",
        "resolution_hours": if_over(c.table.context, "occurred_at", "resolution_hours"),
    } | {name: name for name in copied.split()}


def _campaign_touches(c: CheckedTable) -> dict[str, str]:
    return {
        "account_key": _account_told(c),
        "contact_key": contact_key_of(c, "contact"),
        "campaign": "campaign",
        "channel": "channel",
        "kind": "kind",
        "occurred_at": "occurred_at",
        "occurred_on": "cast(occurred_at as date)",
        "responded": "coalesce(responded, kind in ('responded', 'clicked', 'converted', "
        "'registered', 'attended'))",
    }


def _survey_answers(c: CheckedTable) -> dict[str, str]:
    copied = "survey question answer score"
    return {
        "account_key": _account_told(c),
        "contact_key": contact_key_of(c, "contact"),
        "answered_on": "cast(answered_at as date)",
    } | {name: name for name in copied.split()}


def _technologies(c: CheckedTable) -> dict[str, str]:
    return {
        "account_key": key_of(c, "account"),
        "until": if_past(c.table.context, "until"),
    } | {name: name for name in ("technology", "category", "since")}


def _campaigns(c: CheckedTable) -> dict[str, str]:
    return {"campaign": "key", "cost": money("cost")} | {
        n: n for n in ("name", "channel", "started_on", "ended_on")
    }


def _costs(c: CheckedTable) -> dict[str, str]:
    copied = "kind channel campaign segment started_on ended_on"
    return {"account_key": key_of(c, "account"), "amount": money("amount")} | {
        name: name for name in copied.split()
    }


def _consents(c: CheckedTable) -> dict[str, str]:
    person = contact_key_of(c, "contact")
    return {
        "account_key": _account_told(c),
        "contact_key": f"coalesce({person}, address_contact_key)" if _by_address(c) else person,
    } | {name: name for name in ("purpose", "channel", "granted", "occurred_at")}


_TARGETS: dict[str, tuple[Table, Callable[[CheckedTable], dict[str, str]]]] = {
    "accounts": (Table.ACCOUNT_RECORDS, _account_records),
    "contacts": (Table.CONTACT_RECORDS, _contact_records),
    "invoices": (Table.INVOICES, _invoices),
    "subscriptions": (Table.SUBSCRIPTIONS, _subscriptions),
    "opportunities": (Table.OPPORTUNITIES, _opportunities),
    "engagements": (Table.ENGAGEMENTS, _engagements),
    "campaign_touches": (Table.CAMPAIGN_TOUCHES, _campaign_touches),
    "survey_answers": (Table.SURVEY_ANSWERS, _survey_answers),
    "technologies": (Table.TECHNOLOGIES, _technologies),
    "campaigns": (Table.CAMPAIGNS, _campaigns),
    "costs": (Table.COSTS, _costs),
    "consents": (Table.CONSENTS, _consents),
}


def write_targets(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Write every standard table but the orders; empty ones too."""
    _define_addresses(context, checked)
    define_links(context, checked)
    for name, (table, columns_of) in _TARGETS.items():
        parts = [_select(table, c, columns_of(c)) for c in checked if c.table.target.name == name]
        if not parts:
            context.write_empty(table)
            continue
        context.write(
            table,
            f"all sources' {name}",
            " union all ".join(parts),
            # the rows keep the order of their sources, where each gives one
            order=("source", "line", "contact_key") if name == "consents" else (),
        )
    _write_attributes(context, [c for c in checked if c.table.target.name == "accounts"])


def _select(table: Table, checked: CheckedTable, columns: dict[str, str]) -> str:
    given = {"source": literal(checked.table.source.name), "line": "line"} | columns
    listed = ", ".join(
        f"cast({given[c.name]} as {c.type}) as {identifier(c.name)}" for c in SCHEMAS[table].columns
    )
    return f"select {listed} from {_rows(checked)} where {has_begun(checked)}"


_BY_OTHERS = ("engagements", "campaign_touches", "survey_answers", "consents")
"""Tables whose rows may find their company through a subscription or a person."""


def _account_told(c: CheckedTable) -> str:
    """The company of a row: its own word counts, then its subscription's and its person's."""
    told = [key_of(c, "account"), *(f"{by}_account_key" for by in _told_by(c))]
    return told[0] if len(told) == 1 else f"coalesce({', '.join(told)})"


def _told_by(c: CheckedTable) -> list[str]:
    told = ["link"] if is_linked(c) else []
    if c.name in _BY_OTHERS:
        told += [by for by in _OTHERS if c.table.has(by)]
    return told


def _rows(checked: CheckedTable) -> str:
    """The accepted rows, with the companies that others tell for them."""
    rows = f"select * from {identifier(checked.accepted)}"
    if is_linked(checked):
        rows = with_links(checked, rows)
    for by in (b for b in _told_by(checked) if b in _OTHERS):
        table, key = _OTHERS[by]
        rows = f"""
            select e.*, o.account_key as {by}_account_key from ({rows}) as e
            left join (
                select {by}_key, max(account_key) as account_key from {table} group by {by}_key
            ) as o on o.{by}_key = {key(checked, f"e.{by}")}
        """
    return f"({_of_addresses(rows) if _by_address(checked) else rows}) as rows"


def _by_address(checked: CheckedTable) -> bool:
    """Whether rows may name a person by nothing but the e-mail address."""
    return checked.name == "consents" and checked.table.has("email")


def _of_addresses(rows: str) -> str:
    """A consent for an address holds for everybody who has it."""
    return f"""
        select e.*, p.contact_key as address_contact_key from ({rows}) as e
        left join {_ADDRESSES} as p on e.contact is null and p.address = lower(e.email)
    """


_ADDRESSES = "contact_addresses"


def _define_addresses(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    parts = [
        f"select {contact_key_of(c, 'key')} as contact_key, lower(email) as address "
        f"from {identifier(c.accepted)} where email is not null"
        for c in checked
        if c.name == "contacts"
    ]
    nobody = "select cast(null as varchar) as contact_key, cast(null as varchar) as address"
    people = " union all ".join(parts) or f"{nobody} where false"
    context.define(_ADDRESSES, "who has an address", f"select distinct * from ({people}) as people")


_OTHERS = {
    "subscription": (Table.SUBSCRIPTIONS, key_of),
    "contact": (Table.CONTACT_RECORDS, contact_key_of),
}


def _write_attributes(context: RunContext, accounts: Sequence[CheckedTable]) -> None:
    parts = [
        f"select {literal(c.table.source.name)} as source, line, "
        f"{key_of(c, 'key')} as account_key, {literal(name)} as attribute, "
        f"{identifier('attribute_' + name)} as value "
        f"from {identifier(c.accepted)} where {identifier('attribute_' + name)} is not null"
        for c in accounts
        for name in c.table.mapping.attributes
    ]
    if not parts:
        context.write_empty(Table.ATTRIBUTE_RECORDS)
        return
    context.write(
        Table.ATTRIBUTE_RECORDS,
        "columns of companies that have no field of ours",
        " union all ".join(parts),
        order=("source", "line", "account_key", "attribute", "value"),
    )
