"""A part of the demo company: some thousand true companies with all that belongs to them."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from segmentry.demo.behaviour import Lives, draw_lives
from segmentry.demo.calendar import Calendar
from segmentry.demo.columns import digits, either, join
from segmentry.demo.companies import Companies, draw_companies
from segmentry.demo.contacts import Contacts, draw_contacts
from segmentry.demo.contracts import Contracts, draw_contracts
from segmentry.demo.deals import Deals, draw_deals
from segmentry.demo.money import Rates
from segmentry.demo.orders import Orders, draw_orders
from segmentry.demo.randomness import Ints, stream
from segmentry.demo.records import Systems, draw_systems

PART_SIZE = 100_000
_ROOM = 10_000_000  # running numbers that each part has for itself


@dataclass(frozen=True)
class Part:
    """Everything true about some companies; exports and truth are written from it."""

    number: int
    seed: int
    calendar: Calendar
    rates: Rates
    companies: Companies
    lives: Lives
    orders: Orders
    systems: Systems

    def stream(self, subject: str) -> np.random.Generator:
        return stream(self.seed, self.number, subject)

    def running_keys(self, prefix: str, count: int) -> pa.Array:
        """Keys in the order of the rows, no two alike in all parts."""
        numbers = np.arange(count, dtype=np.int64) + self.number * _ROOM + 1
        return join(prefix, digits(numbers, 9))

    @cached_property
    def contacts(self) -> Contacts:
        return draw_contacts(self.stream("contacts"), self.companies, self.systems)

    @cached_property
    def deals(self) -> Deals:
        return draw_deals(
            self.stream("deals"), self.companies, self.lives, self.systems.in_crm, self.calendar
        )

    @cached_property
    def contracts(self) -> Contracts:
        return draw_contracts(self.stream("contracts"), self.companies, self.lives, self.calendar)

    def crm_keys(self, place: Ints) -> pa.Array:
        return self.systems.crm_key.take(pa.array(place))

    def either_crm_keys(self, place: Ints) -> pa.Array:
        """Keys by turns of the first and the second record, for companies that have two."""
        second = self.systems.twice[place] & (np.arange(len(place)) % 2 == 1)
        return either(
            second, self.systems.second_crm_key.take(pa.array(place)), self.crm_keys(place)
        )

    def shop_keys(self, place: Ints) -> pa.Array:
        return self.systems.shop_key.take(pa.array(place))


def draw_part(number: int, count: int, seed: int, calendar: Calendar, rates: Rates) -> Part:
    companies = draw_companies(number * PART_SIZE, count, seed, calendar.end.year)
    lives = draw_lives(companies, calendar)
    orders = draw_orders(companies, lives, calendar)
    systems = draw_systems(companies, lives, orders)
    return Part(number, seed, calendar, rates, companies, lives, orders, systems)
