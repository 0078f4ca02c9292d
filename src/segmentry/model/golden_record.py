"""How golden records are chosen: for each group of fields a rule, and whom to believe first."""

from collections.abc import Iterator
from typing import Literal

from segmentry.model.written import Definition


class _Ranked(Definition):
    sources: tuple[str, ...] = ()
    """Sources that count before all others: with believed in this order, else the rule decides
    among them."""


class RecordRule(_Ranked):
    """How one record is chosen that tells a group of fields."""

    rule: Literal["believed", "newest", "most_common", "fullest"] | None = None
    """believed: the source ranked first; newest: the row changed last; most_common: what most
    records say; fullest: the record that tells most of the group, in most letters."""


class CountryRule(_Ranked):
    """How the country is chosen."""

    rule: Literal["with_address", "believed", "newest", "most_common", "fullest"] | None = None
    """with_address: the country of the address that was chosen; the others as for every group."""


class DayRule(_Ranked):
    """How a day or a year is chosen."""

    rule: Literal["earliest", "latest", "believed", "newest", "most_common", "fullest"] | None = (
        None
    )
    """earliest or latest: by the value itself; the others as for every group."""


class YesNoRule(_Ranked):
    """How a yes or no is chosen."""

    rule: Literal["any_true", "all_true", "believed", "newest", "most_common", "fullest"] | None = (
        None
    )
    """any_true: yes when any record says so; all_true: no when any says no; the others as for
    every group."""


class GoldenRecordSettings(Definition):
    """How the value of each group of fields is chosen where records of a company differ."""

    name: RecordRule = RecordRule()
    """Name and legal form; by default believed."""
    registration_id: RecordRule = RecordRule()
    """Registration number; by default believed."""
    domain: RecordRule = RecordRule()
    """Web domain; by default most_common."""
    phone: RecordRule = RecordRule()
    """Phone; by default newest."""
    address: RecordRule = RecordRule()
    """Street, postal code, city and region, out of one record; by default newest."""
    country: CountryRule = CountryRule()
    """Country; by default with_address, and believed where the address names none."""
    employees: RecordRule = RecordRule()
    """Employees and their range; by default believed."""
    annual_revenue: RecordRule = RecordRule()
    """Annual revenue; by default believed."""
    market_capitalisation: RecordRule = RecordRule()
    """Market capitalisation; by default believed."""
    founded_year: DayRule = DayRule()
    """Year of foundation; by default believed."""
    industry: RecordRule = RecordRule()
    """Industry in words and as a code; by default believed."""
    organisation_structure: RecordRule = RecordRule()
    """Structure of the organisation; by default believed."""
    business_model: RecordRule = RecordRule()
    """Business model; by default believed."""
    technology_adoption: RecordRule = RecordRule()
    """Readiness to take up technology; by default newest."""
    stage: RecordRule = RecordRule()
    """Stage in the sales process; by default newest."""
    relation: RecordRule = RecordRule()
    """Relation to us; by default believed."""
    payment_terms_days: RecordRule = RecordRule()
    """Agreed days to pay; by default newest."""
    do_not_contact: YesNoRule = YesNoRule()
    """Whether the company may not be contacted; by default any_true."""
    created_on: DayRule = DayRule()
    """First known on; by default earliest."""

    def each(self) -> Iterator[tuple[str, str | None, tuple[str, ...]]]:
        """Every group with its rule, if one is set, and its sources."""
        for group in type(self).model_fields:
            said = getattr(self, group)
            yield group, said.rule, said.sources
