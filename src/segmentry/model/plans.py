"""What people write about what they mean to do: objectives, strategies, launches, destinations."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from segmentry.model.written import Definition, PlacedDefinition

_NAME = "^[a-z][a-z0-9_-]*$"


class KpiSettings(Definition):
    """How figures are measured."""

    active: Literal["auto", "subscription", "orders"] = "auto"
    """Who is active: with a running subscription, or with an order within the active window;
    auto takes subscriptions where the data has any."""
    cost_allocation: Literal["revenue", "accounts", "touches"] = "revenue"
    """How costs that are booked on no segment are shared out."""
    months: int = Field(default=24, ge=1, le=120)
    """Months shown, back from the date of the data."""
    cohort_on: date | None = None
    """Day whose members are followed over time; without it, the first month shown."""
    expected_lifetime_years: float | None = Field(default=None, gt=0, le=50)
    """Expected lifetime of a customer; without it, 1 / yearly churn where churn is known."""
    discount_rate: float = Field(default=0.1, ge=0, le=1)
    """Yearly rate that predicted customer value is discounted by."""
    fewest_accounts: int = Field(default=5, ge=1)
    """A figure over fewer accounts is not shown."""


class Target(Definition):
    """A figure to reach by a day."""

    kpi: str
    """The KPI."""
    target: float
    """Value to reach."""
    by: date | None = None
    """Day it is to be reached."""


class ObjectiveDefinition(PlacedDefinition):
    """What the business wants to reach, and how that is measured."""

    name: str = Field(pattern=_NAME)
    """The file's name."""
    title: str = ""
    """Name for people."""
    why: str = ""
    """Why it matters."""
    kpi: str
    """The KPI that tells."""
    target: float
    """Value to reach."""
    by: date
    """Day it is to be reached."""
    segmentation: str = ""
    """Segmentation it is about; without it, all accounts."""
    segment: str = ""
    """Segment it is about; without it, all segments of the segmentation."""
    owner: str = ""
    """Who answers for it."""
    version: str = ""
    """Hash of what the file says; not written by people."""


class StrategyDefinition(PlacedDefinition):
    """What is done for a segment."""

    name: str = Field(pattern=_NAME)
    """The file's name."""
    title: str = ""
    """Name for people."""
    segmentation: str
    """The segmentation."""
    segment: str
    """The segment it is for."""
    template: str = ""
    """Template that fills what is not said here."""
    objective: str = ""
    """What it is to reach, in words."""
    kpi: str = ""
    """KPI that tells whether it works."""
    target: float | None = None
    """Value to reach."""
    by: date | None = None
    """Day it is to be reached."""
    message: str = ""
    """What the segment is told."""
    channels: tuple[str, ...] = ()
    """How it is told."""
    offer: str = ""
    """What it is offered."""
    service_level: str = ""
    """How it is served."""
    owner: str = ""
    """Who answers for it."""
    budget: Decimal | None = Field(default=None, ge=0)
    """What it may cost, in the workspace's currency."""
    start: date | None = None
    """First day."""
    end: date | None = None
    """Last day."""
    status: Literal["draft", "approved", "running", "paused", "done"] = "draft"
    """Where it stands."""
    notes: str = ""
    """Anything else."""
    version: str = ""
    """Hash of what the file says; not written by people."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "StrategyDefinition":
        if self.start and self.end and self.end < self.start:
            raise ValueError("the end lies before the start")
        return self


class LaunchDefinition(PlacedDefinition):
    """Since when segments are acted on; what came before is compared with what came after."""

    name: str = Field(pattern=_NAME)
    """The file's name."""
    title: str = ""
    """Name for people."""
    segmentation: str
    """The segmentation."""
    segments: tuple[str, ...] = ()
    """Segments that are acted on; without them, all."""
    launched_on: date
    """Day it began; the members of that day are followed."""
    before_months: int = Field(default=12, ge=1, le=60)
    """Months before the launch that are compared."""
    during_months: int = Field(default=0, ge=0, le=60)
    """Months after the launch in which it is put in place, compared with neither."""
    after_months: int = Field(default=12, ge=1, le=60)
    """Months after that, as far as the data goes."""
    cost: Decimal | None = Field(default=None, ge=0)
    """What it cost, in the workspace's currency; without it, costs booked as 'segmentation'."""
    version: str = ""
    """Hash of what the file says; not written by people."""


class DestinationDefinition(PlacedDefinition):
    """A system that members of segments are sent to."""

    name: str = Field(pattern=_NAME)
    """The file's name."""
    title: str = ""
    """Name for people."""
    destination: str
    """The plug-in: csv, excel, json_lines or webhook."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """The plug-in's own settings; they stand beside the other words of the file."""
    segmentation: str
    """The segmentation whose members are sent."""
    segments: tuple[str, ...] = ()
    """Segments that are sent; without them, all."""
    level: Literal["accounts", "contacts"] = "accounts"
    """What is sent: companies, or people there."""
    fields: tuple[str, ...] = ()
    """Variables sent along with each member."""
    purpose: str = "marketing"
    """What it is used for; people need a consent for it."""
    largest_removal: float = Field(default=0.3, ge=0, le=1)
    """More leaving at once than this share of those there needs a confirmation."""
    version: str = ""
    """Hash of what the file says; not written by people."""


class IdealCustomerDefinition(PlacedDefinition):
    """What the best customers have in common, and how every account is measured against it."""

    name: str = Field(pattern=_NAME)
    """The file's name; the variable with the score is called `NAME_fit`."""
    title: str = ""
    """Name for people."""
    best_by: str = ""
    """Variable that tells the best customers; without it, what accounts are worth here: net
    revenue, recurring revenue or deals won."""
    best_share: float = Field(default=0.2, gt=0, lt=1)
    """Share of the customers taken for the best."""
    customers: str = "lifecycle_stage = 'customer'"
    """Condition for accounts that are learnt from."""
    variables: tuple[str, ...] = ()
    """Variables to compare; without them, those known before a company buys."""
    weights: dict[str, dict[str, float]] = Field(default_factory=dict)
    """Points by variable and value, written by hand; they replace what was learnt."""
    version: str = ""
    """Hash of what the file says; not written by people."""

    @field_validator("name")
    @classmethod
    def _fits_a_variable(cls, name: str) -> str:
        if "-" in name:
            raise ValueError("a variable is named after it: write _ instead of -")
        return name


DESTINATION_WORDS = (
    "title", "destination", "segmentation", "segments", "level", "fields", "purpose",
    "largest_removal",
)  # fmt: skip
"""What a destination's file says beside the settings of its plug-in."""
