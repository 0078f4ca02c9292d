"""Dates and times as people and systems write them, as SQL giving UTC timestamps."""

import re

from segmentry.errors import InvalidDefinition
from segmentry.hub.spelling.text import literal

ISO, EXCEL = "iso", "excel"
EPOCH, EPOCH_MILLIS, EPOCH_MICROS = "epoch", "epoch_millis", "epoch_micros"
NAMED_FORMATS = (ISO, EXCEL, EPOCH, EPOCH_MILLIS, EPOCH_MICROS)

_KNOWN = re.compile(r"%-?[aAbBdmyYHIpMSfgjz%]")
_ISO = (
    r"^([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt ]([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,6})?)?)[0-9]*"
    r"(?: ?(?:[Zz]|UTC|GMT|([+-][0-9]{2}):?([0-9]{2})?))?)?$"
)
_OFFSET = r" ?(?:[Zz]|UTC|GMT|([+-][0-9]{2}):?([0-9]{2})?)$"


def timestamp(value: str, formats: tuple[str, ...]) -> str:
    """SQL for the moment in UTC; null where no format fits or the year is before 1600."""
    readings = [_in_format(value, f) for f in formats or (ISO,)]
    moment = readings[0] if len(readings) == 1 else f"coalesce({', '.join(readings)})"
    return f"case when {moment} >= timestamp '1600-01-01 00:00:00' then {moment} end"


def check_format(name: str) -> None:
    """Raises what is wrong with a format a person wrote."""
    directives = re.findall(r"%-?.?", name)
    if name in NAMED_FORMATS or (directives and all(map(_KNOWN.fullmatch, directives))):
        return
    raise InvalidDefinition(
        f"'{name}' is no date format.",
        next_step="Write it as in '%d/%m/%Y %H:%M', or one of: " + ", ".join(NAMED_FORMATS) + ".",
    )


def _in_format(value: str, name: str) -> str:
    check_format(name)
    if name == ISO:
        return _iso(value)
    if name == EXCEL:
        return _serial(value)
    if name in _MILLIS:
        return _since_1970(value, name)
    if "%z" in name:
        return _with_offset(value, name)
    return f"try_strptime({value}, {literal(name)})"


def _iso(value: str) -> str:
    day, clock, hours, minutes = (
        f"regexp_extract({value}, {literal(_ISO)}, {part})" for part in (1, 2, 3, 4)
    )
    clock = f"case when {clock} = '' then '00:00:00' else replace({clock}, ',', '.') end"
    return _at_offset(f"try_cast({day} || ' ' || {clock} as timestamp)", hours, minutes)


def _with_offset(value: str, name: str) -> str:
    base_format = name.replace(" %z", "").replace("%z", "")
    bare = f"regexp_replace({value}, {literal(_OFFSET)}, '', 'g')"
    local = f"try_strptime({bare}, {literal(base_format)})"
    hours, minutes = (f"regexp_extract({value}, {literal(_OFFSET)}, {part})" for part in (1, 2))
    has_offset = f"regexp_matches({value}, {literal(_OFFSET)})"
    return f"case when {has_offset} then {_at_offset(local, hours, minutes)} end"


def _at_offset(local: str, hours: str, minutes: str) -> str:
    sign = f"case when left({hours}, 1) = '-' then '-' else '' end"
    ahead = (
        f"coalesce(try_cast({hours} as integer), 0) * 60 + "
        f"coalesce(try_cast({sign} || {minutes} as integer), 0)"
    )
    return f"{local} - interval 1 minute * ({ahead})"


def _serial(value: str) -> str:
    """Days since 1899-12-30, as Excel counts; up to the year 2200."""
    days = f"try_cast({value} as decimal(28,10))"
    return (
        f"case when regexp_matches({value}, '^[0-9]{{1,6}}(?:[.][0-9]*)?$') "
        f"and {days} between 1 and 109574 "
        f"then epoch_ms(cast(round(({days} - 25569) * 86400) as bigint) * 1000) end"
    )


_MILLIS = {EPOCH: ("1000", 10), EPOCH_MILLIS: ("1", 13), EPOCH_MICROS: ("0.001", 16)}
"""Milliseconds in one unit of a format, and its longest numbers."""


def _since_1970(value: str, name: str) -> str:
    """Seconds, milliseconds or microseconds, up to the year 2286."""
    factor, longest = _MILLIS[name]
    millis = f"cast(round(try_cast({value} as decimal(28,3)) * {factor}) as bigint)"
    return (
        f"case when regexp_matches({value}, '^-?[0-9]{{1,{longest}}}(?:[.][0-9]*)?$') "
        f"then epoch_ms({millis}) end"
    )
