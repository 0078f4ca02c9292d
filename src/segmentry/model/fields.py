"""What a source can tell us: the fields of the standard tables, declared once.

From this one declaration come the check of a mapping, the guess of `segmentry init`, the
standardising in the hub, the tables' columns and the reference pages.
"""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """How a field is understood; each kind has the standardiser of the same name."""

    KEY = "key"  # an identifier, kept as it is but for surrounding blanks
    TEXT = "text"
    CATEGORY = "category"  # text of few values: blanks and case are noise
    COMPANY_NAME = "company_name"
    PERSON_NAME = "person_name"
    JOB_TITLE = "job_title"
    STREET = "street"
    POSTAL_CODE = "postal_code"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"
    PHONE = "phone"
    EMAIL = "email"
    DOMAIN = "domain"
    REGISTRATION_ID = "registration_id"
    INDUSTRY = "industry"  # a code of SIC, NAICS, NACE, ISIC or readable words
    MONEY = "money"
    CURRENCY = "currency"
    INTEGER = "integer"
    NUMBER = "number"
    SHARE = "share"  # 0.25, "25 %"
    DATE = "date"
    TIME = "time"
    YEAR = "year"
    BOOLEAN = "boolean"
    SIZE = "size"  # a head count or a range of it: "51-200"
    MONEY_RANGE = "money_range"  # an amount or a range of it: "$1M-$10M"


@dataclass(frozen=True)
class Field:
    """One thing a source can tell about a row of a standard table.

    `refers_to` names the standard table whose key the field holds. `required` rows without a
    readable value are set aside. `personal` values live only in records and the contacts vault.
    `synonyms` are header words by which `segmentry init` recognises the field (lower case,
    words joined by one blank).
    """

    name: str
    kind: FieldKind
    meaning: str
    required: bool = False
    refers_to: str = ""
    personal: bool = False
    synonyms: tuple[str, ...] = ()
