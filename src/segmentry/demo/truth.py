"""The truth behind the exports, company by company and record by record."""

import numpy as np
import pyarrow as pa

from segmentry.demo.behaviour import NEW, NOT_IN_CAMPAIGN, STEADY
from segmentry.demo.columns import constant, days, money, numbers, only, pick
from segmentry.demo.companies import RELATIONS
from segmentry.demo.industries import INDUSTRIES
from segmentry.demo.ledger import euro_cents, first_order_days, last_order_days
from segmentry.demo.orders import COMPLETED
from segmentry.demo.part import Part
from segmentry.demo.places import COUNTRIES
from segmentry.demo.randomness import Ints
from segmentry.demo.records import EVIDENCE, Records
from segmentry.demo.segments import PLANTED

BEHAVIOUR_NAMES = ("champions", "loyal", "occasional", "new", "at risk", "lost", "one-off",
                   "prospect")  # fmt: skip
_OFTEN, _REGULARLY = 12.0, 4.0  # orders a year of champions and loyal customers


def accounts(part: Part) -> pa.Table:
    """One row per true company."""
    companies, lives, systems = part.companies, part.lives, part.systems
    first, last = first_order_days(part), last_order_days(part)
    size = len(companies)
    orders = np.bincount(part.orders.company[part.orders.status == COMPLETED], minlength=size)
    revenue = np.bincount(part.orders.company, weights=euro_cents(part), minlength=size)
    parent = companies.parent
    quiet = lives.customer & (lives.stop < part.calendar.stop)
    return pa.table({
        "company": companies.true_id,
        "name": companies.name,
        "country": pick([c.code for c in COUNTRIES], companies.country),
        "industry": pick([i.words for i in INDUSTRIES], companies.industry),
        "industry_group": pick([i.group for i in INDUSTRIES], companies.industry),
        "employees": numbers(companies.employees),
        "annual_revenue": numbers(companies.annual_revenue),
        "registration_id": companies.registration_id,
        "domain": companies.domain,
        "segment": pick([s.name for s in PLANTED], companies.segment),
        "purchase_behaviour": pick([s.purchase for s in PLANTED], companies.segment),
        "behaviour": pick(BEHAVIOUR_NAMES, _behaviour(part, orders)),
        "relation": pick(RELATIONS, companies.relation),
        "do_not_contact": pa.array(companies.do_not_contact),
        "parent": only(parent >= 0, companies.true_id.take(pa.array(np.maximum(parent, 0)))),
        "first_order_on": days(first, first >= 0),
        "last_order_on": days(last, last >= 0),
        "orders": numbers(orders.astype(np.int64)),
        "revenue_eur": money(np.rint(revenue).astype(np.int64)),
        "quiet_from": days(lives.stop, quiet),
        "subscribed_on": days(lives.subscription_start, lives.subscribed),
        "churned_on": days(lives.subscription_end,
                           lives.subscribed & (lives.subscription_end < part.calendar.stop)),
        "campaign_arm": only(lives.arm != NOT_IN_CAMPAIGN,
                             pick(["holdout", "treated"], np.maximum(lives.arm, 0))),
        "in_crm": pa.array(systems.in_crm),
    })  # fmt: skip


def contacts(part: Part) -> pa.Table:
    """One row per person of the CRM, and whether he or she may be written to."""
    people, companies = part.contacts, part.companies
    allowed = people.consent & ~people.opted_out & ~people.withdrawn
    allowed &= ~(companies.do_not_contact | companies.excluded)[people.place]
    return pa.table({
        "contact": part.contacts.keys(np.arange(len(people))),
        "company": companies.true_id.take(pa.array(people.place)),
        "consent_withdrawn": pa.array(people.withdrawn),
        "may_be_emailed": pa.array(allowed),
    })  # fmt: skip


def identity(part: Part) -> pa.Table:
    """One row per company record of a source: whose it is, and what proves it."""
    systems = part.systems
    return pa.concat_tables([
        _records("crm_accounts.csv", systems.crm),
        _records("shop_customers.csv", systems.shop),
        _records("provider_firmographics.csv", systems.provider),
    ])  # fmt: skip


def _records(file: str, records: Records) -> pa.Table:
    return pa.table({
        "file": constant(file, len(records)),
        "key": records.key,
        "company": records.of_company(records.companies.true_id),
        "evidence": pick(EVIDENCE, records.evidence),
    })  # fmt: skip


def _behaviour(part: Part, orders: Ints) -> Ints:
    """The name of each behaviour; steady customers are told apart by how often they buy."""
    lives = part.lives
    pace = np.where(lives.orders_per_year >= _OFTEN, 0,
                    np.where(lives.orders_per_year >= _REGULARLY, 1, 2))  # fmt: skip
    shifted = lives.behaviour - NEW + BEHAVIOUR_NAMES.index("new")
    named = np.where(lives.behaviour == STEADY, pace, shifted)
    return np.where(lives.customer & (orders > 0), named, BEHAVIOUR_NAMES.index("prospect"))
