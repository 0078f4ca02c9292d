"""Understands phone numbers that fit the numbering plan of their country at first sight.

It reads the tables of `phonenumbers` and takes none of its decisions: what needs one (a carrier's
code, a rule for rewriting, a region that cannot be told) gives None here and goes to its parser.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

_REGIONS = {str(code): regions for code, regions in COUNTRY_CODE_TO_REGION_CODE.items()}
# Nearly all numbers are of the first two kinds; the order does not change what is valid.
_KINDS = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "voip", "personal_number",
    "pager", "uan", "voicemail",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """Numbers of one purpose, such as mobile phones."""

    pattern: str
    lengths: frozenset[int]

    def has(self, number: str) -> bool:
        fits = not self.lengths or len(number) in self.lengths
        return fits and bool(self.pattern) and _compiled(self.pattern).fullmatch(number) is not None


@dataclass(frozen=True)
class Plan:
    """How the numbers of a region look, and what is dialled in front of them."""

    code: str
    to_abroad: str
    to_within: str
    rewrites: bool
    first_digits: str
    every: Kind
    kinds: tuple[Kind, ...]

    def has(self, number: str) -> bool:
        return self.every.has(number) and any(kind.has(number) for kind in self.kinds)

    def without_prefix(self, digits: str) -> str | None:
        """The number as the rest of the world dials it."""
        prefix = _compiled(self.to_within).match(digits) if self.to_within else None
        if prefix is None:
            return digits
        rest = digits[prefix.end() :]
        return rest if not self.rewrites and self.every.has(rest) else None


def from_abroad(digits: str) -> tuple[str, str] | None:
    """Country code and number of digits that begin with the code, if it is of a possible length."""
    for length in (1, 2, 3):
        if plans := _plans(digits[:length]):
            number = plans[0].without_prefix(digits[length:])
            possible = number and len(number) in plans[0].every.lengths
            return (plans[0].code, number) if number and possible else None
    return None


def from_within(digits: str, region: str) -> tuple[str, str] | None:
    """Country code and number of digits as one dials them in the region, if they are valid."""
    plan = _plan(region)
    if plan is None or digits.startswith(plan.code):
        return None
    if abroad := _compiled(plan.to_abroad).match(digits):
        return from_abroad(digits[abroad.end() :])
    number = plan.without_prefix(digits)
    return (plan.code, number) if number and _is_valid(plan.code, number) else None


def _is_valid(code: str, number: str) -> bool:
    """Whether the region of the number has it, of all that share the country code."""
    for plan in _plans(code):
        if plan.first_digits:
            if _compiled(plan.first_digits).match(number):
                return plan.has(number)
        elif plan.has(number):
            return True
    return False


@lru_cache(maxsize=2_000)
def _plans(code: str) -> tuple[Plan, ...]:
    found = [_plan(region) for region in _REGIONS.get(code, ())]
    return tuple(plan for plan in found if plan)


@lru_cache(maxsize=500)
def _plan(region: str) -> Plan | None:
    told = PhoneMetadata.metadata_for_region(region)
    if told is None:
        return None
    return Plan(
        code=str(told.country_code),
        to_abroad=told.international_prefix or "NonMatch",
        to_within=told.national_prefix_for_parsing or "",
        rewrites=bool(told.national_prefix_transform_rule),
        first_digits=told.leading_digits or "",
        every=_kind(told.general_desc),
        kinds=tuple(_kind(desc) for kind in _KINDS if (desc := getattr(told, kind))),
    )


def _kind(desc: Any) -> Kind:
    return Kind(desc.national_number_pattern or "", frozenset(desc.possible_length))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
