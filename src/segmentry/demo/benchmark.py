"""Flat, clean and large: two Parquet files to measure speed with."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import days, digits, join, money, pick, times
from segmentry.demo.files import ParquetFile
from segmentry.demo.industries import INDUSTRIES
from segmentry.demo.names import Names, draw_names
from segmentry.demo.places import COUNTRIES
from segmentry.demo.products import PRICES, SKUS
from segmentry.demo.randomness import Ints, labels_by_share, stream
from segmentry.demo.storage import storage_errors
from segmentry.errors import UserError

_ACCOUNTS_AT_ONCE, _LINES_AT_ONCE = 200_000, 5_000_000
_LINES, _ORDERS = 5, 2  # so many lines make so many orders
_FIRST_DAY, _DAYS = 19_539, 1_096  # three years from 2023-07-01
_SPREAD = 2_147_483_647  # a prime above any number of accounts, so that all of them are reached


@dataclass(frozen=True)
class Benchmark:
    """The files of a benchmark."""

    accounts: Path
    order_lines: Path


def generate_benchmark(folder: Path, accounts: int, order_lines: int, seed: int = 7) -> Benchmark:
    """Write accounts.parquet and order_lines.parquet; the same arguments give the same bytes."""
    if accounts < 1 or order_lines < 1:
        raise UserError(
            f"{accounts:,} accounts with {order_lines:,} lines are no benchmark.",
            next_step="Ask for at least one of each.",
        )
    benchmark = Benchmark(Path(folder) / "accounts.parquet", Path(folder) / "order_lines.parquet")
    with storage_errors(folder):
        Path(folder).mkdir(parents=True, exist_ok=True)
        _write_accounts(benchmark.accounts, accounts, seed)
        _write_lines(benchmark.order_lines, accounts, order_lines, seed)
    return benchmark


def _write_accounts(path: Path, accounts: int, seed: int) -> None:
    file = ParquetFile(path)
    for first in range(0, accounts, _ACCOUNTS_AT_ONCE):
        file.write(_accounts(first, min(_ACCOUNTS_AT_ONCE, accounts - first), seed))
    file.close()


def _accounts(first: int, count: int, seed: int) -> pa.Table:
    rng = stream(seed, first, "benchmark accounts")
    number = np.arange(first, first + count, dtype=np.int64)
    country = labels_by_share(rng, np.array([c.share for c in COUNTRIES]), count)
    industry = rng.integers(0, len(INDUSTRIES), count)
    employees = np.rint(rng.lognormal(3.6, 1.7, count)).astype(np.int64) + 1
    revenue = np.rint(employees * 16_000_000 * rng.lognormal(0.0, 0.5, count)).astype(np.int64)
    names = Names(draw_names(rng, number, country, np.zeros(count, dtype=np.int64), seed))
    return pa.table({
        "account_id": _account_ids(number),
        "name": names.official(),
        "country": pick([c.code for c in COUNTRIES], country),
        "industry": pick([i.words for i in INDUSTRIES], industry),
        "employees": pa.array(employees),
        "annual_revenue": money(revenue),
        "created_on": days(_FIRST_DAY - rng.integers(0, 2000, count)),
    })  # fmt: skip


def _write_lines(path: Path, accounts: int, order_lines: int, seed: int) -> None:
    file, ids = ParquetFile(path), _account_ids(np.arange(accounts, dtype=np.int64))
    for first in range(0, order_lines, _LINES_AT_ONCE):
        file.write(_lines(first, min(_LINES_AT_ONCE, order_lines - first), ids, seed))
    file.close()


def _lines(first: int, count: int, ids: pa.Array, seed: int) -> pa.Table:
    """Lines in the order of their orders; few accounts order much, most little."""
    rng = stream(seed, first, "benchmark lines")
    order = np.arange(first, first + count, dtype=np.int64) * _ORDERS // _LINES
    within = order - order[0]
    orders = int(within[-1]) + 1
    account = (rng.random(orders) ** 2 * len(ids)).astype(np.int64) * _SPREAD % len(ids)
    day = _FIRST_DAY + rng.integers(0, _DAYS, orders)
    second = rng.integers(0, 86_400, orders)
    product = (rng.random(count) ** 1.5 * len(PRICES)).astype(np.int64)
    texts = join("O", digits(np.arange(orders) + order[0], 10))
    return pa.table({
        "order_id": texts.take(pa.array(within)),
        "account_id": ids.take(pa.array(account)).take(pa.array(within)),
        "ordered_at": times(day, second).take(pa.array(within)),
        "product": pick(SKUS, product),
        "quantity": pa.array(1 + rng.geometric(0.3, count)),
        "unit_price": money(PRICES[product]),
    })  # fmt: skip


def _account_ids(number: Ints) -> pa.Array:
    return join("A", digits(number, 8))
