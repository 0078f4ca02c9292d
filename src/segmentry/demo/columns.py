"""Arrow columns out of numbers: texts, keys, money and days, without a loop over rows."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from segmentry.demo.randomness import Bools, Ints

EPOCH = date(1970, 1, 1)


def pick(words: Sequence[str | None], index: Ints) -> pa.Array:
    """The words at these places."""
    return pa.array(words, pa.string()).take(pa.array(index))


def constant(word: str, size: int) -> pa.Array:
    return pa.repeat(pa.scalar(word), size)


def join(*parts: pa.Array | str) -> pa.Array:
    """Texts glued together; null where any part is null."""
    scalars = [pa.scalar(p) if isinstance(p, str) else p for p in parts]
    return pc.binary_join_element_wise(*scalars, "")


def digits(numbers: Ints, width: int) -> pa.Array:
    """Numbers with leading zeros."""
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), width, "0")


def keys(prefix: str, numbers: Ints) -> pa.Array:
    return join(prefix, digits(numbers, 8))


def only(mask: Bools, values: pa.Array) -> pa.Array:
    """The values where the mask holds, null elsewhere."""
    return pc.if_else(pa.array(mask), values, pa.scalar(None, values.type))


def either(mask: Bools, yes: pa.Array | str, no: pa.Array | str) -> pa.Array:
    return pc.if_else(pa.array(mask), yes, no)


def choose(index: Ints, options: Sequence[pa.Array]) -> pa.Array:
    """Per row the value of the option with this number."""
    return pc.choose(pa.array(index), *options)


def money(cents: Ints) -> pa.Array:
    """Exact amounts out of cents."""
    wide = np.empty((len(cents), 2), dtype=np.int64)
    wide[:, 0], wide[:, 1] = cents, cents >> 63
    buffers = [None, pa.py_buffer(wide.tobytes())]
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), buffers)


def days(numbers: Ints, known: Bools | None = None) -> pa.Array:
    """Dates out of day numbers; null where not known."""
    values = pa.array(numbers.astype(np.int32)).cast(pa.date32())
    return values if known is None else only(known, values)


def day_texts(numbers: Ints, pattern: str, known: Bools | None = None) -> pa.Array:
    """Dates as text in a strftime pattern; each different day is written once."""
    unique, index = np.unique(numbers, return_inverse=True)
    words = [(EPOCH + timedelta(days=int(d))).strftime(pattern) for d in unique]
    values = pick(words, index.astype(np.int64))
    return values if known is None else only(known, values)


def times(day_numbers: Ints, seconds: Ints) -> pa.Array:
    """Timestamps out of days and seconds of the day."""
    return pa.array(day_numbers * 86_400 + seconds).cast(pa.timestamp("s"))


def numbers(values: Ints, known: Bools | None = None) -> pa.Array:
    array = pa.array(values)
    return array if known is None else only(known, array)


def day_number(day: date) -> int:
    return (day - EPOCH).days
