"""Registration and tax numbers whose check digits are right, as every hub tests them."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from segmentry.demo.columns import choose, digits, join, pick
from segmentry.demo.places import COUNTRIES
from segmentry.demo.randomness import Ints

SERIALS = 10_000_000
_LETTERS = "WABCDEFGHIJKLMNOPQRSTUV"


def registration_ids(country: Ints, serial: Ints) -> pa.Array:
    """The number of each company; `serial` (below ten million) makes it unique."""
    per_country = [_NUMBERS[c.code](serial) for c in COUNTRIES]
    return choose(country, per_country)


def _digit_columns(number: Ints, width: int) -> Ints:
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    result: Ints = number[:, None] // powers % 10
    return result


def _weighted(number: Ints, weights: tuple[int, ...]) -> Ints:
    result: Ints = _digit_columns(number, len(weights)) @ np.array(weights, dtype=np.int64)
    return result


def _luhn(number: Ints, width: int) -> Ints:
    """The check digit that the Luhn rule appends."""
    columns = _digit_columns(number, width)
    columns[:, ::-1][:, ::2] *= 2
    result: Ints = -(columns // 10 + columns % 10).sum(axis=1) % 10
    return result


def _first_valid(serial: Ints, width: int, check: Callable[[Ints], Ints]) -> tuple[Ints, Ints]:
    """The serial with the smallest leading digit whose check is one digit, and that check."""
    body, digit = serial + 10**width, check(serial + 10**width)
    for lead in range(2, 10):
        candidate = serial + lead * 10**width
        wrong = digit > 9
        body, digit = np.where(wrong, candidate, body), np.where(wrong, check(candidate), digit)
    return body, digit


def _de(serial: Ints) -> pa.Array:
    body, product = serial + 10**7, np.full(len(serial), 10, dtype=np.int64)
    for column in _digit_columns(body, 8).T:
        total = (column + product) % 10
        product = np.where(total == 0, 10, total) * 2 % 11
    return join("DE", digits(body * 10 + (11 - product) % 10, 9))


def _gb(serial: Ints) -> pa.Array:
    check = -_weighted(serial, (8, 7, 6, 5, 4, 3, 2)) % 97
    return join("GB", digits(serial * 100 + check, 9))


def _ie(serial: Ints) -> pa.Array:
    letter = _weighted(serial, (8, 7, 6, 5, 4, 3, 2)) % 23
    return join("IE", digits(serial, 7), pick(list(_LETTERS), letter))


def _at(serial: Ints) -> pa.Array:
    return join("ATU", digits(serial * 10 + (_luhn(serial * 10, 8) + 6) % 10, 8))


def _ch(serial: Ints) -> pa.Array:
    body, check = _first_valid(serial, 7, lambda n: -_weighted(n, (5, 4, 3, 2, 7, 6, 5, 4)) % 11)
    return join("CHE", digits(body * 10 + check, 9))


def _fr(serial: Ints) -> pa.Array:
    body = serial + 3 * 10**7
    siren = body * 10 + _luhn(body, 8)
    return join("FR", digits((12 + 3 * (siren % 97)) % 97, 2), digits(siren, 9))


def _be(serial: Ints) -> pa.Array:
    body = serial + 10**7
    return join("BE", digits(body * 100 + 97 - body % 97, 10))


def _es(serial: Ints) -> pa.Array:
    return join("ESB", digits(serial * 10 + _luhn(serial, 7), 8))


def _it(serial: Ints) -> pa.Array:
    body = serial * 1000 + 15
    return join("IT", digits(body * 10 + _luhn(body, 10), 11))


def _nl(serial: Ints) -> pa.Array:
    body, check = _first_valid(serial, 7, lambda n: _weighted(n, (9, 8, 7, 6, 5, 4, 3, 2)) % 11)
    return join("NL", digits(body * 10 + check, 9), "B01")


def _se(serial: Ints) -> pa.Array:
    body = serial + 55 * 10**7
    return join("SE", digits(body * 10 + _luhn(body, 9), 10), "01")


def _pl(serial: Ints) -> pa.Array:
    body, check = _first_valid(serial, 8, lambda n: _weighted(n, (6, 5, 7, 2, 3, 4, 5, 6, 7)) % 11)
    return join("PL", digits(body * 10 + check, 10))


def _gr(serial: Ints) -> pa.Array:
    body = serial + 9 * 10**7
    check = _weighted(body, (256, 128, 64, 32, 16, 8, 4, 2)) % 11 % 10
    return join("EL", digits(body * 10 + check, 9))


def _us(serial: Ints) -> pa.Array:
    return join("47-", digits(serial, 7))


def _ca(serial: Ints) -> pa.Array:
    body = serial + 7 * 10**7
    return digits(body * 10 + _luhn(body, 8), 9)


def _jp(serial: Ints) -> pa.Array:
    body = serial + 50_011 * 10**7
    check = 9 - _weighted(body, (2, 1) * 6) % 9
    return join(digits(check, 1), digits(body, 12))


_NUMBERS: dict[str, Callable[[Ints], pa.Array]] = {
    "US": _us, "GB": _gb, "IE": _ie, "CA": _ca, "DE": _de, "AT": _at, "CH": _ch, "FR": _fr,
    "BE": _be, "ES": _es, "IT": _it, "NL": _nl, "SE": _se, "PL": _pl, "GR": _gr, "JP": _jp,
}  # fmt: skip
