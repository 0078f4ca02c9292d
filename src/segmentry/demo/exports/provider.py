"""A seller of company data: ranges instead of figures, codes instead of words."""

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from segmentry.demo.columns import days, either, pick
from segmentry.demo.exports.base import Export
from segmentry.demo.industries import INDUSTRIES
from segmentry.demo.mess import Placeholders
from segmentry.demo.part import Part
from segmentry.demo.places import COUNTRIES

_SIZES = ((1, "1-10"), (11, "11-50"), (51, "51-200"), (201, "201-500"), (501, "501-1,000"),
          (1001, "1,001-5,000"), (5001, "5,001-10,000"), (10001, "10,001+"))  # fmt: skip
_REVENUES = ((0, "<$1M"), (1, "$1M-$10M"), (10, "$10M-$50M"), (50, "$50M-$100M"),
             (100, "$100M-$500M"), (500, "$500M-$1B"), (1000, ">$1B"))  # fmt: skip
_TECHNOLOGIES = (
    ("Cloud hosting", "infrastructure"), ("Own data centre", "infrastructure"),
    ("CRM suite", "sales"), ("Marketing automation", "marketing"), ("ERP suite", "finance"),
    ("Data warehouse", "data"), ("Web shop", "commerce"), ("Container platform", "infrastructure"),
    ("Mainframe", "infrastructure"), ("Help desk", "service"),
)  # fmt: skip
_ADOPTION = ("innovator", "early adopter", "early majority", "late majority", "laggard")


def firmographics(part: Part) -> pa.Table:
    provider, companies = part.systems.provider, part.companies
    rng, place = part.stream("firmographics"), provider.place
    european = ~np.isin([c.code for c in COUNTRIES], ("US", "CA", "JP"))[companies.country[place]]
    industry = companies.industry[place]
    employees = companies.employees[place] * 1.0
    dollars = companies.annual_revenue[place] * 1.08 / 1e6
    adopted = np.clip(rng.normal(2.0, 1.0, len(place)), 0, 4).astype(np.int64)
    eager = np.isin([i.group for i in INDUSTRIES], ("technology", "finance"))[industry]
    return pa.table({
        "record_id": provider.key,
        "organization_name": provider.names,
        "company_domain": provider.domains,
        "registration_number": provider.registration_ids,
        "address_line_1": provider.streets,
        "zip_code": provider.of_company(companies.addresses.postal_codes()),
        "locality": provider.of_company(companies.addresses.cities()),
        "country": pick([c.name for c in COUNTRIES], companies.country[place]),
        "employee_range": _banded(_SIZES, employees),
        "revenue_range": _banded(_REVENUES, dollars),
        "industry_code": either(european, pick([i.nace for i in INDUSTRIES], industry),
                                pick([i.naics for i in INDUSTRIES], industry)),
        "industry_code_scheme": either(european, "NACE Rev. 2", "NAICS 2022"),
        "founded": pa.array(companies.founded[place]),
        "technology_adoption_rate": pick(_ADOPTION, np.maximum(adopted - eager, 0)),
        "confidence": pick(["A", "B", "C"], rng.integers(0, 3, len(place))),
    })  # fmt: skip


def technologies(part: Part) -> pa.Table:
    provider, rng = part.systems.provider, part.stream("technologies")
    modern = np.isin([i.group for i in INDUSTRIES], ("technology", "retail"))
    chance = np.full((len(provider), len(_TECHNOLOGIES)), 0.18)
    chance[modern[part.companies.industry[provider.place]]] += np.array(
        [0.5, -0.1, 0.2, 0.2, 0.0, 0.2, 0.2, 0.3, -0.15, 0.1]
    )
    chance[part.companies.employees[provider.place] >= 1000] += 0.2
    record, technology = np.nonzero(rng.random(chance.shape) < chance)
    since = part.calendar.stop - rng.integers(30, 2000, len(record))
    return pa.table({
        "company_id": provider.key.take(pa.array(record)),
        "technology": pick([name for name, _ in _TECHNOLOGIES], technology),
        "category": pick([use for _, use in _TECHNOLOGIES], technology),
        "first_detected": days(since),
    })  # fmt: skip


def _banded(bands: tuple[tuple[int, str], ...], values: NDArray[np.floating[Any]]) -> pa.Array:
    place = np.searchsorted([low for low, _ in bands], values, side="right") - 1
    return pick([words for _, words in bands], np.maximum(place, 0))


EXPORTS = (
    Export("provider_firmographics.csv", firmographics, (
        Placeholders("employee_range", ("unknown", "n/a", "-")),
        Placeholders("revenue_range", ("undisclosed", "n/a", "-")),
    )),
    Export("provider_technologies.csv", technologies),
)  # fmt: skip
