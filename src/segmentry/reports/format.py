"""Numbers, money and dates as people read them. English, and the same on every machine."""

import math
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_symbol

from segmentry.segmentation.words import one_of

Number = int | float | Decimal

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SCALES = ((1e12, "T"), (1e9, "bn"), (1e6, "M"), (1e3, "k"))
_NARROW = "\N{NARROW NO-BREAK SPACE}"
_MULTIPLE = 5
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Shown:
    """A value ready to print; `detail` is the full figure, or why there is none."""

    text: str
    detail: str = ""
    known: bool = True

    def __str__(self) -> str:
        return self.text


def unknown(reason: str) -> Shown:
    return Shown("unknown", reason, known=False)


def hidden(reason: str) -> Shown:
    return Shown("hidden", reason, known=False)


def count(value: Number | None, reason: str = "not counted in this run") -> Shown:
    """A whole number in full: 12,345."""
    return unknown(reason) if value is None else Shown(_signed(f"{round(value):,}"))


def short(value: Number | None, reason: str = "not counted in this run") -> Shown:
    """A number at a glance: 1.2 M, with the full figure as detail."""
    if value is None or not math.isfinite(value):
        return unknown(reason)
    return Shown(_compact(float(value)), _full(value))


def money(value: Number | None, currency: str, reason: str = "no revenue is known") -> Shown:
    """An amount at a glance: €1.2 M, with the full amount as detail."""
    if value is None or not math.isfinite(value):
        return unknown(reason)
    sign = _MINUS if value < 0 else ""
    return Shown(
        f"{sign}{symbol(currency)}{_compact(abs(float(value)))}",
        f"{sign}{symbol(currency)}{abs(value):,.2f}",
    )


def symbol(currency: str) -> str:
    """€, $, £; a currency without a sign of its own keeps its code and a blank."""
    sign = get_currency_symbol(currency, locale="en_GB")
    return f"{sign}{_NARROW}" if sign[-1].isalpha() else sign


def percent(share: Number | None, reason: str = "nothing to divide by") -> Shown:
    """A share: 12.3 %; small but not nothing is never shown as 0."""
    if share is None or not math.isfinite(share):
        return unknown(reason)
    value = float(share) * 100
    if 0 < abs(value) < 0.1:
        return Shown(f"{'>' if value < 0 else '<'} {_signed('-0.1' if value < 0 else '0.1')} %")
    digits = 0 if abs(value) >= 99.95 or value == 0 else 1
    return Shown(_signed(f"{value:,.{digits}f}") + f"{_NARROW}%")


def change(before: Number | None, after: Number | None, reason: str) -> Shown:
    """A relative change with its sign: +12.3 %; a large growth as a multiple."""
    if before is None or after is None or before <= 0:
        return unknown(reason)
    if float(after) / float(before) >= _MULTIPLE:
        return Shown(f"×{_NARROW}{_three_digits(float(after) / float(before))}")
    shown = percent(float(after) / float(before) - 1)
    return Shown(f"+{shown.text}") if after > before else shown


def signed(value: Number | None, reason: str = "cannot be estimated") -> Shown:
    """A difference with its sign: +0.85."""
    if value is None or not math.isfinite(value):
        return unknown(reason)
    return Shown(_signed(f"{float(value):+.2f}"))


def day(value: date | datetime | None, reason: str = "no date is known") -> Shown:
    """A date: 30 Jun 2026."""
    if value is None:
        return unknown(reason)
    return Shown(f"{value.day} {_MONTHS[value.month - 1]} {value.year}", value.isoformat())


def minute(value: datetime) -> Shown:
    """A date with its time: 30 Jun 2026, 14:05."""
    return Shown(f"{day(value)}, {value:%H:%M}", value.isoformat())


def month(value: date) -> str:
    """A month: Jun 2026."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: 1 account, 2 accounts."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def words(name: str) -> str:
    """A name of ours as people write it: purchase_frequency becomes Purchase frequency."""
    return heading(name.replace("_", " ").replace("-", " ").strip())


def country(code: str) -> str:
    """A country by its name; what is no code stays as it is."""
    return str(Locale("en").territories.get(code, code)) if len(code) == 2 else code


def lower_first(text: str) -> str:
    """A label inside a sentence; CLTV stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def heading(text: str) -> str:
    """A text that begins with a capital, its other letters as they are."""
    return text[:1].upper() + text[1:]


def value_with_unit(value: Number | None, unit: str | None, currency: str) -> Shown:
    """A variable's value with its unit: €1.2 k, 45 %, 12 days."""
    if value is None:
        return unknown("no member has a value")
    kind = (unit or "").strip().lower()
    if kind in {currency.lower(), *_OF_MONEY}:
        return money(value, currency)
    if kind in _OF_SHARES:
        return percent(value)
    if kind == "year":
        return Shown(str(round(value)))
    shown = short(value)
    return shown if kind in _WITHOUT_UNIT else Shown(_with_unit(shown.text, unit))


def in_full(value: Number, unit: str | None, currency: str) -> str:
    """The same with every digit of use: €1,234.50, 45 %, 12,345 days."""
    shown = value_with_unit(value, unit, currency)
    kind = (unit or "").strip().lower()
    if shown.detail or kind == "year" or kind in _OF_SHARES:
        return shown.detail or shown.text
    return _with_unit(_full(value), unit)


_OF_MONEY = ("money", "currency", "amount")
_OF_SHARES = ("share", "%", "percent", "rate")
_WITHOUT_UNIT = ("", "number", "count", "none")


def _with_unit(number: str, unit: str | None) -> str:
    """1 order a year, not 1 orders a year."""
    return f"{number} {one_of(unit or '') if number == '1' else unit}"


def _compact(value: float) -> str:
    size = abs(value)
    for index, (scale, letter) in enumerate(_SCALES):
        # 999,960 would print as 1,000 k: it belongs to the next scale
        if size >= scale * (0.99995 if index < len(_SCALES) - 1 else 10):
            return _signed(_three_digits(value / scale)) + _NARROW + letter
    return _signed(_three_digits(value) if value % 1 else f"{value:,.0f}")


def _three_digits(value: float) -> str:
    size = abs(value)
    digits = 0 if size >= 1000 else 1 if size >= 10 else 2
    text = f"{value:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _full(value: Number) -> str:
    if isinstance(value, int) or float(value).is_integer():
        return _signed(f"{value:,.0f}")
    return _signed(f"{value:,.2f}" if abs(float(value)) >= 1 else f"{float(value):.2g}")


def _signed(text: str) -> str:
    return text.replace("-", _MINUS)
