"""The product itself: contracts and what is used of it."""

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import days, either, money, pick
from segmentry.demo.exports.base import Export
from segmentry.demo.mess import Placeholders, Spoilt
from segmentry.demo.money import CURRENCIES, CURRENCY_OF_COUNTRY
from segmentry.demo.part import Part
from segmentry.demo.randomness import Floats, Ints
from segmentry.demo.repeats import repeated
from segmentry.demo.segments import LARGE_TECHNOLOGY

_PLANS = ("Basic", "Team", "Business", "Enterprise")
_PLAN_FROM_SEATS = (1, 10, 40, 150)
_FEATURES = ("dashboards", "alerts", "exports", "api", "workflows", "forecasts", "audit log",
             "mobile app")  # fmt: skip
_MONTH = 30.44
_FADING_DAYS = 90  # use falls before a contract ends


def subscriptions(part: Part) -> pa.Table:
    contracts = part.contracts
    currency = CURRENCY_OF_COUNTRY[part.companies.country[contracts.place]]
    plan = np.searchsorted(_PLAN_FROM_SEATS, contracts.seats, side="right") - 1
    return pa.table({
        "subscription_id": part.running_keys("SUB-", len(contracts)),
        "account_id": part.crm_keys(contracts.place),
        "plan_tier": pick(_PLANS, np.maximum(plan, 0)),
        "seats": pa.array(contracts.seats),
        "mrr_amount": money(contracts.fee),
        "currency": pick(CURRENCIES, currency),
        "start_date": days(contracts.start),
        "end_date": days(contracts.end, contracts.end < part.calendar.stop),
        "billing_frequency": either(contracts.yearly, "annual", "monthly"),
        "is_trial": pa.array(contracts.is_trial),
        "auto_renew_flag": pa.array(~contracts.is_trial),
        "payment_provider": pick(["card", "debit", "invoice"], contracts.seats % 3),
    })  # fmt: skip


def usage(part: Part) -> pa.Table:
    """One row per contract, month and feature in use."""
    contracts, rng = part.contracts, part.stream("usage")
    begin = np.maximum(contracts.start, part.calendar.start)
    months = np.maximum(np.ceil((contracts.end - begin) / _MONTH), 0).astype(np.int64)
    features = 1 + rng.integers(0, 1 + np.clip(np.log10(contracts.seats + 1), 1, 3).astype(int))
    row, within = repeated(months * features)
    month, feature = within // features[row], within % features[row]
    day = begin[row] + (month * _MONTH).astype(np.int64) + rng.integers(0, 28, len(row))
    day = np.minimum(day, contracts.end[row] - 1)
    count = rng.poisson(_intensity(part, row, day))
    return pa.table({
        "usage_id": part.running_keys("USE-", len(row)),
        "subscription_id": part.running_keys("SUB-", len(contracts)).take(pa.array(row)),
        "account_id": part.crm_keys(contracts.place[row]),
        "feature_name": pick(_FEATURES, (feature * 3 + contracts.place[row]) % len(_FEATURES)),
        "usage_date": days(day),
        "usage_count": pa.array(count),
        "usage_duration_secs": pa.array(count * rng.integers(40, 400, len(row))),
        "error_count": pa.array(rng.poisson(0.02 * count)),
        "client_version": pick(["4.1", "4.2", "5.0"], rng.integers(0, 3, len(row))),
    })  # fmt: skip


def _intensity(part: Part, row: Ints, day: Ints) -> Floats:
    """Expected uses in a month: falling before the end, and in the downturn."""
    contracts = part.contracts
    usual = 6 + 2.5 * np.sqrt(contracts.seats[row])
    ending = contracts.end[row] < part.calendar.stop
    left = np.clip((contracts.end[row] - day) / _FADING_DAYS, 0.15, 1.0)
    large_technology = part.companies.segment[contracts.place[row]] == LARGE_TECHNOLOGY
    hit = large_technology & (day >= part.calendar.downturn)
    result: Floats = usual * np.where(ending, left, 1.0) * np.where(hit, 0.7, 1.0)
    return result


EXPORTS = (
    Export("subscriptions.csv", subscriptions, (
        Placeholders("payment_provider"),
        Spoilt("no start", "subscription_id", "start_date", None),
        Spoilt("unknown account", "subscription_id", "account_id", "ACC-X0000000"),
    )),
    Export("product_usage.parquet", usage, (
        Spoilt("unknown subscription", "usage_id", "subscription_id", "SUB-X00000000", 0.0005),
    )),
)  # fmt: skip
