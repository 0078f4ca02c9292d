"""What each of the five sources knows of a company, and how carelessly it writes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Chances, each of a record: that a field is filled, that a mistake is made."""

    name: str
    knows: float
    """Share of the companies that the source has a record of."""
    filled: dict[str, float]
    form_missing: float
    trade_missing: float = 0.04
    typo: float = 0.05
    acronym: float = 0.01
    shouted: float = 0.05
    ascii_only: float = 0.1
    own_script: float = 0.0
    abbreviated: float = 0.12
    swapped: float = 0.02
    phone_style: int = 0
    """0 international with blanks, 1 national, 2 international without blanks."""


SOURCES = (
    Source("crm", 0.55, {
        "street": 0.92, "postcode": 0.92, "city": 0.95, "country": 0.97, "phone": 0.85,
        "website": 0.85, "email": 0.6, "industry_code": 0.5, "registration_id": 0.3,
        "parent_key": 0.6}, form_missing=0.25, shouted=0.1),
    Source("shop", 0.40, {
        "street": 0.97, "postcode": 0.97, "city": 0.98, "country": 0.99, "phone": 0.7,
        "email": 0.93, "registration_id": 0.25}, form_missing=0.45, typo=0.07, ascii_only=0.25,
        phone_style=1),
    Source("web", 0.30, {
        "website": 0.97, "city": 0.4, "country": 0.92, "phone": 0.4},
        form_missing=0.7, trade_missing=0.1, acronym=0.04, ascii_only=0.2, phone_style=2),
    Source("provider", 0.45, {
        "street": 0.97, "postcode": 0.97, "city": 0.99, "country": 1.0, "phone": 0.6,
        "website": 0.7, "industry_code": 0.95, "registration_id": 0.8, "parent_key": 0.7},
        form_missing=0.02, trade_missing=0.01, typo=0.01, shouted=0.35, own_script=1.0,
        abbreviated=0.04, phone_style=2),
    Source("survey", 0.22, {
        "city": 0.8, "postcode": 0.4, "country": 0.9, "email": 0.88, "phone": 0.5},
        form_missing=0.65, trade_missing=0.12, typo=0.1, acronym=0.06, ascii_only=0.3,
        swapped=0.05, phone_style=1),
)  # fmt: skip

MOVED, FORM_CHANGED, PHONE_KEPT = 0.05, 0.03, 0.5
WITHOUT_SITE, SHARED_HOST, FREE_MAIL, TWICE = 0.12, 0.04, 0.12, 0.04
GROUP_DOMAIN, TOWN_NOT_TOLD = 0.6, 0.15
STREET_TYPO, PHONE_TYPO, STREET_SHORT = 0.04, 0.02, 0.35
HOSTS = ("pagehost.example", "firmenseiten.example", "shopfront.example", "mysites.example")
FREE_MAILS = ("gmail.com", "outlook.com", "yahoo.com", "gmx.de", "web.de", "orange.fr", "libero.it")
