"""Support and the website."""

import numpy as np
import pyarrow as pa

from segmentry.demo.behaviour import AT_RISK, LOST
from segmentry.demo.columns import day_texts, digits, join, numbers, only, pick
from segmentry.demo.exports.base import Export
from segmentry.demo.mess import Duplicates, Placeholders, Spoilt
from segmentry.demo.part import Part
from segmentry.demo.randomness import Bools, Ints
from segmentry.demo.repeats import repeated

_SUBJECTS = ("Invoice question", "Delivery late", "Login fails", "Wrong item", "API limit",
             "Training request", "Data export", "Printer offline")  # fmt: skip
_PAGES = ("/", "/pricing", "/products", "/docs/start", "/docs/api", "/cases", "/security",
          "/downloads/handbook", "/contact", "/blog")  # fmt: skip
_MEDIA = ("organic", "direct", "email", "cpc", "social")


def tickets(part: Part) -> pa.Table:
    """Those who will leave ask more often, and are less content."""
    rng, lives = part.stream("tickets"), part.lives
    unhappy = np.isin(lives.behaviour, (AT_RISK, LOST))
    here = part.systems.in_crm & lives.customer & ~part.companies.excluded
    years = np.maximum(lives.stop - lives.begin, 0) / 365.25
    rate = (0.35 + 0.06 * lives.orders_per_year) * np.where(unhappy, 1.8, 1.0)
    place, _ = repeated(np.where(here, rng.poisson(rate * years), 0))
    day = _days(part, rng, place)
    minute = 8 * 60 + rng.integers(0, 600, len(place))
    score = np.clip(np.rint(rng.normal(np.where(unhappy[place], 2.7, 4.2), 0.8)), 1, 5)
    urgent = rng.choice(4, len(place), p=[0.3, 0.45, 0.2, 0.05])
    return pa.table({
        "Case Number": part.running_keys("CASE-", len(place)),
        "Account ID": part.either_crm_keys(place),
        "Contact ID": _contact_of(part, place, rng.random(len(place)) < 0.8),
        "Opened At": join(day_texts(day, "%m/%d/%Y"), " ", _clock(minute)),
        "Subject": pick(_SUBJECTS, rng.integers(0, len(_SUBJECTS), len(place))),
        "Priority": pick(["low", "normal", "high", "urgent"], urgent),
        "Resolution Time Hours": numbers(1 + rng.geometric(0.05, len(place)) // (1 + urgent)),
        "Satisfaction Score": numbers(score.astype(np.int64), rng.random(len(place)) < 0.55),
        "Queue": pick(["first line", "second line"], rng.integers(0, 2, len(place))),
    })  # fmt: skip


def sessions(part: Part) -> pa.Table:
    """Visits; those who did not sign in have no account."""
    rng, lives = part.stream("sessions"), part.lives
    expected = np.where(lives.customer, 3.0 + 0.35 * lives.orders_per_year, 1.3)
    place, _ = repeated(rng.poisson(expected))
    day, second = _days(part, rng, place), 7 * 3600 + rng.integers(0, 14 * 3600, len(place))
    known = part.systems.in_crm[place] & (rng.random(len(place)) < 0.7)
    pages = 1 + rng.geometric(0.28, len(place))
    page = (rng.random(len(place)) ** 1.6 * len(_PAGES)).astype(np.int64)
    return pa.table({
        "session_id": part.running_keys("V", len(place)),
        "account_id": only(known, part.crm_keys(place)),
        "contact_id": _contact_of(part, place, known & (rng.random(len(place)) < 0.5)),
        "timestamp": join(day_texts(day, "%Y-%m-%d"), "T", _clock(second // 60), ":",
                          digits(second % 60, 2), "Z"),
        "page": pick(_PAGES, page),
        "page_views": pa.array(pages),
        "time_on_site_seconds": pa.array(pages * rng.integers(15, 140, len(place))),
        "downloads": numbers((page == 7).astype(np.int64)),
        "medium": pick(_MEDIA, rng.integers(0, len(_MEDIA), len(place))),
    })  # fmt: skip


def _days(part: Part, rng: np.random.Generator, place: Ints) -> Ints:
    """Days on which a company is still with us; prospects look around the whole time."""
    lives, calendar = part.lives, part.calendar
    customer = lives.customer[place]
    begin = np.where(customer, lives.begin[place], calendar.start)
    stop = np.where(customer, np.maximum(lives.stop[place], begin + 1), calendar.stop)
    part_of_time = rng.random(len(place))
    return calendar.spread(begin.astype(np.float64), stop.astype(np.float64), part_of_time)


def _contact_of(part: Part, place: Ints, asked: Bools) -> pa.Array:
    first = part.contacts.first[place]
    return only(asked & (first >= 0), part.contacts.keys(np.maximum(first, 0)))


def _clock(minute: Ints) -> pa.Array:
    return join(digits(minute // 60, 2), ":", digits(minute % 60, 2))


EXPORTS = (
    Export("support_tickets.csv", tickets, (
        Placeholders("Priority", ("none", "n/a", "??")),
        Spoilt("date in the future", "Case Number", "Opened At", "01/15/2091 10:00"),
        Spoilt("unknown account", "Case Number", "Account ID", "ACC-X0000000"), Duplicates(),
    ), style={"delimiter": "\t"}),
    Export("web_sessions.jsonl.zip", sessions, (
        Spoilt("no time", "session_id", "timestamp", None, share=0.001), Duplicates(0.001),
    ), ragged_share=0.0005),
)  # fmt: skip
