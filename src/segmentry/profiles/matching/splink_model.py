"""The model that Splink scores pairs by: what it compares, and what it learns from.

Street, house, postal code, city and country are one comparison, as in our own model: taken singly
they would count one fact three times. Every threshold is Splink's own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from segmentry.engine.sql import identifier, literal
from segmentry.profiles.matching.candidates import LARGEST_BLOCK


@dataclass(frozen=True)
class Compared:
    """One comparison: its levels from the clearest on, each with its words."""

    untold: str
    """When it says nothing."""
    levels: Mapping[str, str]
    otherwise: str
    rare: str = ""
    """The column whose rare values say more, at the first level."""


def _either_untold(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


_NAMES_ALIKE = "jaro_winkler_similarity(name_l, name_r)"
_SAME_HOUSE = "house_l = house_r"
_STREETS_ALIKE = "jaro_winkler_similarity(street_words_l, street_words_r) >= 0.88"
_REGISTRATION = "registration_shape_l is distinct from registration_shape_r"
_SAME_AREA = "coalesce(postal_code_l = postal_code_r, city_l = city_r, country_l = country_r, true)"
COMPARED = {
    "registration_id": Compared(
        f"{_either_untold('registration_id')} or {_REGISTRATION}",
        {"registration_id_l = registration_id_r": "same registration number"},
        "another registration number",
    ),
    "domain": Compared(
        _either_untold("domain"), {"domain_l = domain_r": "same domain"}, "another domain", "domain"
    ),
    "phone_end": Compared(
        _either_untold("phone_end"),
        {"phone_end_l = phone_end_r": "same phone"},
        "another phone",
        "phone_end",
    ),
    "name": Compared(
        _either_untold("name"),
        {
            "name_l = name_r": "same name",
            f"{_NAMES_ALIKE} >= 0.92": "nearly the same name",
            f"{_NAMES_ALIKE} >= 0.88": "a like name",
            f"{_NAMES_ALIKE} >= 0.7": "some of the name",
        },
        "another name",
        "name",
    ),
    "place": Compared(
        "coalesce(street_l = street_r, postal_code_l = postal_code_r, city_l = city_r) is null "
        "and coalesce(country_l = country_r, true)",
        {
            f"{_SAME_HOUSE} and street_word_l = street_word_r and {_SAME_AREA}": "same address",
            f"{_SAME_HOUSE} and {_STREETS_ALIKE}": "same house in a like street",
            "postal_code_l = postal_code_r": "same postal code",
            "city_l = city_r": "same city",
            "country_l <> country_r": "another country",
        },
        "another address",
    ),
}
"""In the order in which words are told."""
TOLD_BY = {field: (field,) for field in COMPARED} | {"place": ("street", "postal_code", "city")}
"""Columns of which a comparison needs at least one."""
LEARNT_FROM = ("name", "domain", "phone_end", "registration_id", "street")
"""Keys that share one of these are looked at to learn what the other comparisons are worth."""


def settings(fields: Iterable[str], prior: float) -> dict[str, Any]:
    """Splink's settings for comparing these fields."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "linker_uid": "segmentry",
        "probability_two_random_records_match": prior,
        "comparisons": [_comparison(field) for field in fields],
        "retain_matching_columns": True,
    }


def learning_rule(column: str) -> str:
    """Pairs to learn from; what more keys share is no evidence, and would be endless pairs."""
    return f"l.{column} = r.{column} and l.{column}_uses <= {LARGEST_BLOCK}"


def words(fields: Iterable[str]) -> str:
    """SQL of the evidence in words, from the levels that Splink found."""
    told = ", ".join(_told(field) for field in fields)
    return f"coalesce(nullif(concat_ws(', ', {told}), ''), 'nothing in common')"


def _comparison(field: str) -> dict[str, Any]:
    compared = COMPARED[field]
    untold = {"sql_condition": compared.untold, "is_null_level": True}
    levels: list[dict[str, Any]] = [{"sql_condition": sql} for sql in compared.levels]
    if compared.rare:
        levels[0]["tf_adjustment_column"] = compared.rare
    every = [untold, *levels, {"sql_condition": "ELSE"}]
    shown = ["not told", *compared.levels.values(), compared.otherwise]
    labelled = [
        level | {"label_for_charts": label} for level, label in zip(every, shown, strict=True)
    ]
    return {"output_column_name": field, "comparison_levels": labelled}


def _told(field: str) -> str:
    """Splink numbers levels from the vaguest, 0, up; -1 is not told."""
    vague_first = [COMPARED[field].otherwise, *reversed([*COMPARED[field].levels.values()])]
    cases = " ".join(f"when {n} then {literal(said)}" for n, said in enumerate(vague_first))
    return f"case {identifier(f'gamma_{field}')} {cases} end"
