"""Whose word counts: for each group of fields the rule by which one value is chosen."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Survivorship:
    """How the value of a group of fields is chosen; the fields of a group win together."""

    fields: tuple[str, ...]
    rule: str
    """believed: the source ranked first, then the newest row; newest: the other way round;
    earliest: the smallest value; any_true: true when anyone says so."""


RULES = (
    Survivorship(("name", "name_key", "legal_form"), "believed"),
    Survivorship(("registration_id",), "believed"),
    Survivorship(("domain",), "believed"),
    Survivorship(("phone", "phone_key"), "newest"),
    Survivorship(("street", "street_key", "postal_code", "city", "region"), "newest"),
    Survivorship(("country",), "believed"),
    Survivorship(("employees", "employees_from", "employees_to"), "believed"),
    Survivorship(("annual_revenue",), "believed"),
    Survivorship(("market_capitalisation",), "believed"),
    Survivorship(("founded_year",), "believed"),
    Survivorship(
        ("industry", "industry_scheme", "industry_code", "industry_isic", "industry_group"),
        "believed",
    ),
    Survivorship(("organisation_structure",), "believed"),
    Survivorship(("business_model",), "believed"),
    Survivorship(("technology_adoption",), "newest"),
    Survivorship(("stage",), "newest"),
    Survivorship(("relation",), "believed"),
    Survivorship(("payment_terms_days",), "newest"),
    Survivorship(("do_not_contact",), "any_true"),
    Survivorship(("created_on",), "earliest"),
)
