"""The shop: its customers, orders, lines and invoices."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentry.demo.columns import (
    day_texts,
    either,
    join,
    money,
    numbers,
    pick,
    times,
)
from segmentry.demo.exports.base import Export
from segmentry.demo.mess import Duplicates, Placeholders, Spoilt
from segmentry.demo.money import CURRENCIES
from segmentry.demo.orders import COMPLETED, STATUSES
from segmentry.demo.part import Part
from segmentry.demo.people import draw_people
from segmentry.demo.places import COUNTRIES
from segmentry.demo.products import PRODUCT_NAMES, SKUS
from segmentry.demo.randomness import Ints
from segmentry.demo.records import ANCHOR, DOMAIN, REGISTRATION

_CHANNELS = ("web shop", "sales force", "phone")


def customers(part: Part) -> pa.Table:
    shop, companies = part.systems.shop, part.companies
    rng, place = part.stream("shop customers"), shop.place
    clerks = draw_people(rng, companies.country[place], companies.number[place])
    at_work = np.isin(shop.evidence, (ANCHOR, DOMAIN, REGISTRATION)) & shop.shows_domain
    return pa.table({
        "Customer No": shop.key,
        "Company": shop.names,
        "VAT ID": _spaced(rng, shop.registration_ids),
        "E-Mail": clerks.emails(shop.of_company(companies.domain), ~at_work),
        "Homepage": shop.domains,
        "Street": shop.streets,
        "Postcode": shop.of_company(companies.addresses.postal_codes()),
        "Town": shop.of_company(companies.addresses.cities()),
        "Country Code": pick([c.code for c in COUNTRIES], companies.country[place]),
        "Price List": pick(["A", "B", "C"], companies.segment[place] % 3),
        "Customer Since": day_texts(part.lives.begin[place], "%Y-%m-%d"),
    })  # fmt: skip


def orders(part: Part) -> pa.Table:
    orders = part.orders
    return pa.table({
        "Order Number": order_keys(part, np.arange(len(orders))),
        "Customer No": part.shop_keys(orders.company),
        "Order Date": times(orders.day, orders.second),
        "Order Status": pick(STATUSES, orders.status),
        "Net Amount": money(orders.amount),
        "Amount before Discount": money(orders.list_amount),
        "COGS": money(orders.cost),
        "Currency Code": pick(CURRENCIES, orders.currency),
        "Sales Channel": pick(_CHANNELS, orders.channel),
        "Warehouse": pick(["W1", "W2"], orders.company % 2),
    })  # fmt: skip


def lines(part: Part) -> pa.Table:
    orders = part.orders
    return pa.table({
        "order_number": order_keys(part, np.arange(len(orders))).take(pa.array(orders.line_order)),
        "sku": pick(SKUS, orders.product),
        "product_name": pick(PRODUCT_NAMES, orders.product),
        "qty": pa.array(orders.quantity),
        "unit_price": money(orders.unit_price),
        "discount_rate": pick([f"{d / 100:.2f}" for d in range(101)], orders.discount),
        "line_total": money(orders.line_amount),
        "line_cost": money(orders.line_cost),
        "picked_by_robot": pa.array(orders.quantity > 20),
    })  # fmt: skip


def invoices(part: Part) -> pa.Table:
    """One invoice per completed order; the late payer stays late."""
    orders, lives, rng = part.orders, part.lives, part.stream("invoices")
    billed = np.flatnonzero(orders.status == COMPLETED)
    company = orders.company[billed]
    issued = np.minimum(
        orders.day[billed] + rng.integers(0, 4, len(billed)), part.calendar.stop - 1
    )
    due = issued + lives.payment_terms[company]
    late = lives.payment_delay[company] * rng.gamma(3.0, 1 / 3, len(billed))
    paid = np.maximum(due + np.rint(late).astype(np.int64), issued)
    return pa.table({
        "Invoice Number": part.running_keys("INV-", len(billed)),
        "Order Number": order_keys(part, billed),
        "Customer Number": part.shop_keys(company),
        "Invoice Date": day_texts(issued, "%d.%m.%Y"),
        "Due Date": day_texts(due, "%d.%m.%Y"),
        "Payment Date": day_texts(paid, "%d.%m.%Y", paid < part.calendar.stop),
        "Invoice Total": money(orders.amount[billed]),
        "Ccy": pick(CURRENCIES, orders.currency[billed]),
        "Reminders": numbers(np.clip(late // 14, 0, 3).astype(np.int64)),
    })  # fmt: skip


def order_keys(part: Part, order: Ints) -> pa.Array:
    return part.running_keys("SO-", len(part.orders)).take(pa.array(order))


def _spaced(rng: np.random.Generator, numbers: pa.Array) -> pa.Array:
    """Some people type registration numbers in groups."""
    groups = [pc.utf8_slice_codeunits(numbers, a, b) for a, b in ((0, 2), (2, 5), (5, 99))]
    grouped = join(groups[0], " ", groups[1], " ", groups[2])
    return either(rng.random(len(numbers)) < 0.3, grouped, numbers)


_UNKNOWN = "K-X0000000"
EXPORTS = (
    Export("shop_customers.csv", customers, (
        Placeholders("VAT ID", ("-", "privat", "n/a"), only_empty=True), Duplicates(),
    ), style={"delimiter": ";"}),
    Export("shop_orders.csv", orders, (
        Spoilt("missing customer", "Order Number", "Customer No", None),
        Spoilt("unknown customer", "Order Number", "Customer No", _UNKNOWN),
        Spoilt("unknown currency", "Order Number", "Currency Code", "ZZZ"),
        Spoilt("no date", "Order Number", "Order Date", None, share=0.001), Duplicates(),
    ), ragged_share=0.0005, style={"delimiter": ";", "decimal": ","}),
    Export("shop_order_lines.parquet", lines, (
        Spoilt("line of no order", "order_number", "discount_rate", None, share=0.001),
    )),
    Export("billing.csv", invoices, (
        Spoilt("missing customer", "Invoice Number", "Customer Number", None),
        Spoilt("unreadable date", "Invoice Number", "Invoice Date", "31.02.2025"),
    ), style={"delimiter": ";"}),
)  # fmt: skip
