"""The CRM: companies, people and deals."""

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import (
    constant,
    day_texts,
    days,
    either,
    join,
    money,
    numbers,
    only,
    pick,
)
from segmentry.demo.companies import RELATIONS
from segmentry.demo.deals import LOST, OPEN, WON
from segmentry.demo.exports.base import Export
from segmentry.demo.industries import INDUSTRIES
from segmentry.demo.mess import Duplicates, ParentCycle, Placeholders, Spoilt
from segmentry.demo.money import CURRENCIES, CURRENCY_OF_COUNTRY
from segmentry.demo.part import Part
from segmentry.demo.people import JOB_TITLES
from segmentry.demo.places import COUNTRIES
from segmentry.demo.randomness import Ints

_OPEN_STAGES = ("Prospecting", "Proposal", "Negotiation")
_OWNERS = ("Team North", "Team South", "Team Islands", "Key accounts", "Inside sales")


def accounts(part: Part) -> pa.Table:
    crm, companies, lives = part.systems.crm, part.companies, part.lives
    place, rng = crm.place, part.stream("crm accounts")
    customer, quiet = lives.customer[place], lives.stop[place] < part.calendar.stop
    relation = companies.relation[place]
    status = np.where(customer, np.where(quiet, 2, 1), 0)
    kind = np.where(relation > 0, relation + 1, customer.astype(np.int64))
    parent = companies.parent[place]
    return pa.table({
        "Account ID": crm.key,
        "Account Name": crm.names,
        "Type": pick(["Prospect", "Customer", *RELATIONS[1:]], kind),
        "Status": pick(["Lead", "Customer", "Inactive"], status),
        "Parent Account ID": only(parent >= 0, part.crm_keys(np.maximum(parent, 0))),
        "VAT Number": crm.registration_ids,
        "Website": _websites(rng, crm.domains),
        "Phone": crm.of_company(companies.phone),
        "Billing Street": crm.streets,
        "Billing City": crm.of_company(companies.addresses.cities()),
        "Billing State": crm.of_company(companies.addresses.regions()),
        "Billing Postal Code": crm.of_company(companies.addresses.postal_codes()),
        "Billing Country": _countries(rng, companies.country[place]),
        "Industry": pick([i.words for i in INDUSTRIES], companies.industry[place]),
        "Number of Employees": numbers(companies.employees[place], rng.random(len(place)) < 0.9),
        "Annual Revenue": numbers(companies.annual_revenue[place], rng.random(len(place)) < 0.8),
        "Revenue Currency": constant("EUR", len(place)),
        "Year Founded": numbers(companies.founded[place], rng.random(len(place)) < 0.6),
        "Org Structure": pick(["hierarchical", "flat", "matrix"], _structures(part)[place]),
        "Business Model": pick(["project-based", "subscription"],
                               lives.subscribed[place].astype(np.int64)),
        "Do Not Contact": pa.array(companies.do_not_contact[place]),
        "Payment Terms (days)": numbers(lives.payment_terms[place], customer),
        "Territory": pick(_OWNERS, companies.country[place] % len(_OWNERS)),
        "Created Date": days(lives.known_since[place]),
    })  # fmt: skip


def contacts(part: Part) -> pa.Table:
    people, place, rng = part.contacts.people, part.contacts.place, part.stream("crm contacts")
    size = len(place)
    phone = part.companies.phone.take(pa.array(place))
    created = part.lives.known_since[place] + rng.integers(0, 60, size)
    return pa.table({
        "Contact ID": part.contacts.keys(np.arange(size)),
        "Account ID": part.crm_keys(place),
        "First Name": people.first_names(),
        "Last Name": people.last_names(),
        "Email": part.contacts.email,
        "Phone": only(rng.random(size) < 0.6, phone),
        "Job Title": only(rng.random(size) < 0.92, pick(JOB_TITLES, part.contacts.title)),
        "Mailing Country": pick([c.code for c in COUNTRIES], part.companies.country[place]),
        "Email Opt In": either(part.contacts.consent, "yes", "no"),
        "Unsubscribed": either(part.contacts.opted_out, "yes", "no"),
        "Salutation": pick(["Ms", "Mr", None], rng.integers(0, 3, size)),
        "Create Date": day_texts(np.minimum(created, part.calendar.stop - 1), "%d.%m.%Y"),
    })  # fmt: skip


def opportunities(part: Part) -> pa.Table:
    deals = part.deals
    stage = np.where(deals.outcome == OPEN, deals.step, deals.outcome + len(_OPEN_STAGES) - 1)
    currency = CURRENCY_OF_COUNTRY[part.companies.country[deals.place]]
    return pa.table({
        "Opportunity ID": part.running_keys("OPP-", len(deals.place)),
        "Account ID": part.either_crm_keys(deals.place),
        "Stage": pick((*_OPEN_STAGES, "Closed Won", "Closed Lost"), stage),
        "Amount": money(deals.amount),
        "Currency": pick(CURRENCIES, currency),
        "Created Date": day_texts(deals.opened, "%m/%d/%Y"),
        "Close Date": day_texts(deals.closed, "%m/%d/%Y", np.isin(deals.outcome, (WON, LOST))),
        "Product": pick(["Licence", "Platform", "Services"], deals.product),
        "Opportunity Owner": pick(_OWNERS, part.companies.country[deals.place] % len(_OWNERS)),
        "Next Step": pick(["call", "send offer", None], deals.step),
    })  # fmt: skip


def _websites(rng: np.random.Generator, domains: pa.Array) -> pa.Array:
    before = pick(["https://www.", "www.", "", "http://"], rng.integers(0, 4, len(domains)))
    return join(before, domains, pick(["", "/", "/en"], rng.integers(0, 3, len(domains))))


def _countries(rng: np.random.Generator, country: Ints) -> pa.Array:
    by_code = rng.random(len(country)) < 0.15
    return either(by_code, pick([c.code for c in COUNTRIES], country),
                  pick([c.name for c in COUNTRIES], country))  # fmt: skip


def _structures(part: Part) -> Ints:
    drawn = part.stream("structures").random(len(part.companies))
    large = part.companies.employees >= 100
    return np.where(large, np.where(drawn < 0.6, 0, 2), np.where(drawn < 0.7, 1, 0))


EXPORTS = (
    Export("crm_accounts.csv", accounts, (
        Placeholders("Industry"), Placeholders("Phone", ("n/a", "000000", "-", "none")),
        Placeholders("Website", ("http://", "n/a", "www.none"), only_empty=True),
        Placeholders("VAT Number", ("n/a", "XX000000000", "-"), only_empty=True),
        ParentCycle("Account ID", "Parent Account ID"), Duplicates(),
    ), style={"bom": True}),
    Export("crm_contacts.csv", contacts, (
        Placeholders("Email", ("n/a", "none@none", "noemail", "@")),
        Placeholders("Last Name", ("-", "unknown", "?", "test")),
        Spoilt("unknown account", "Contact ID", "Account ID", "ACC-X0000000"), Duplicates(),
    ), ragged_share=0.001, style={"delimiter": ";"}),
    Export("crm_opportunities.csv", opportunities, (
        Spoilt("no stage", "Opportunity ID", "Stage", None),
        Spoilt("unknown account", "Opportunity ID", "Account ID", "ACC-X0000000"),
    )),
)  # fmt: skip
