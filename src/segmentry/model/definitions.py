"""What people write in YAML: the workspace, its sources, variables and segmentations."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from segmentry.model.golden_record import GoldenRecordSettings
from segmentry.model.levels import Level
from segmentry.model.mappings import TableChange, TableMapping
from segmentry.model.plans import (
    DestinationDefinition,
    IdealCustomerDefinition,
    KpiSettings,
    LaunchDefinition,
    ObjectiveDefinition,
    StrategyDefinition,
)
from segmentry.model.written import Definition, PlacedDefinition, YamlPath


class SizeBand(Definition):
    """A band of company sizes by employees, both ends included."""

    name: str
    """Name of the band, as `size_class` says it."""
    lowest: int = Field(ge=0)
    """Fewest employees."""
    highest: int | None = None
    """Most employees; without it, no limit."""


DEFAULT_SIZE_BANDS = (
    SizeBand(name="startup", lowest=1, highest=10),
    SizeBand(name="small", lowest=11, highest=99),
    SizeBand(name="mid-sized", lowest=100, highest=999),
    SizeBand(name="large", lowest=1000),
)


class EngineSettings(Definition):
    """Where the SQL runs, and how much of the machine it may use."""

    name: Literal["duckdb", "spark"] = "duckdb"
    """The engine: DuckDB on this machine, or Spark for what one machine cannot hold."""
    url: str = Field(default="local[*]", pattern=r"^(local|spark://|sc://|yarn|k8s://)")
    """Where Spark runs: `local[4]`, `spark://HOST:7077`, or `sc://HOST:15002` for Connect."""
    options: dict[str, str] = Field(default_factory=dict)
    """Spark's own settings, for instance `spark.executor.memory: 16g`."""
    memory_limit: str = Field(default="3GB", pattern=r"^\d+(\.\d+)?\s?(MB|GB|TB)$")
    """Memory it may use; what needs more spills to disk."""
    threads: int | None = Field(default=None, ge=1, le=256)
    """Threads it may use; without it, one for each core."""


class Exclusions(Definition):
    """Which accounts stay out of all segments; they are counted and shown."""

    relations: tuple[str, ...] = ("competitor", "partner", "test", "supplier", "vendor", "internal")
    """Relations that keep an account out."""
    do_not_contact: bool = True
    """Whether accounts that asked not to be contacted stay out."""


class IdentitySettings(Definition):
    """How the keys of one company are found."""

    matcher: str = "likely"
    """likely: by all that is told, more likely than not; exact: by hard evidence only; splink: by
    Splink's scores, where that package is installed."""
    merge_limit: int = Field(default=1, ge=0, le=10**12)
    """Two accounts of the run before are not merged without a person's word when each brought so
    much by orders, invoices or a year of its contracts; 0: none waits."""


class WorkspaceSettings(Definition):
    """The settings of a workspace: segmentry.yaml."""

    name: str
    """Name in reports."""
    currency: str = "EUR"
    """Currency that amounts are kept in, ISO 4217."""
    time_zone: str = "UTC"
    """Zone of the workspace; today days are cut as the times stand in UTC."""
    fiscal_year_start_month: int = Field(default=1, ge=1, le=12)
    """First month of the fiscal year; today figures go by calendar month."""
    privacy_floor: int = Field(default=5, ge=1)
    """Smallest group shown in shared reports."""
    as_of: date | None = Field(default=None, ge=date(1970, 1, 1), le=date(2100, 1, 1))
    """Date the data is looked at from; without it, the day after the newest event."""
    seed: int = Field(default=7, ge=0, lt=2**31)
    """The same seed gives the same random choices."""
    default_country: str = Field(default="", pattern="^([A-Z]{2})?$")
    """Country of phones and addresses that name none, ISO 3166 in two letters."""
    reserved_domains: bool = False
    """Take .example, .test and .invalid for real domains: only for data that is made up."""
    engine: EngineSettings = EngineSettings()
    """Where the SQL runs."""
    size_bands: tuple[SizeBand, ...] = DEFAULT_SIZE_BANDS
    """Bands that `size_class` is made of."""
    active_window_days: int | None = Field(default=None, ge=1, le=36_500)
    """An account without order for longer is lapsed; without it, from the usual reorder cycle."""
    stale_after_days: int = Field(default=45, ge=1, le=36_500)
    """A source whose newest row is older is called old; a source may say its own."""
    outcome: str = ""
    """Variable that the relevance of the others is measured against."""
    exclusions: Exclusions = Exclusions()
    """Which accounts stay out of all segments."""
    identity: IdentitySettings = IdentitySettings()
    """How the keys of one company are found."""
    golden_record: GoldenRecordSettings = GoldenRecordSettings()
    """How values are chosen where records of a company differ."""
    kpis: KpiSettings = KpiSettings()
    """How figures are measured: who is active, how costs are shared out."""

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, code: str) -> str:
        import pycountry

        if pycountry.currencies.get(alpha_3=code) is None:
            raise ValueError(f"'{code}' is no currency; write its ISO 4217 code, like EUR or USD")
        return code

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(f"'{zone}' is no time zone; write one like Europe/Berlin") from error
        return zone


class SourceDefinition(PlacedDefinition):
    """Where data comes from, and what its columns mean."""

    name: str
    """The file's name."""
    source: str
    """The plug-in: files or sql."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """The plug-in's own settings; they stand beside the other words of the file."""
    system: str = ""
    """Sources of one system share their keys; by default each source is its own system."""
    rank: int = Field(default=50, ge=1, le=99)
    """Whom to believe when sources differ: 1 is believed first."""
    stale_after_days: int | None = Field(default=None, ge=1, le=36_500)
    """Its newest row may be so many days old; without it, as segmentry.yaml says."""
    preset: str = ""
    """What it is an export of, for instance salesforce/accounts; tells system and tables."""
    tables: dict[str, TableMapping]
    """Standard tables that it fills; with a preset, what differs from it."""
    changes: dict[str, TableChange] = Field(default_factory=dict)
    """What differs from the preset; stands under `tables` in the file."""
    version: str = ""
    """Hash of what the file says; not written by people."""

    @property
    def key_system(self) -> str:
        return self.system or self.name

    def place_of(self, *path: str | int) -> str:
        """Place of a part with its path: 'sources/deals.yaml, line 9, tables.orders'."""
        file = self.at(*path) or f"sources/{self.name}.yaml"
        return ", ".join(filter(None, (file, ".".join(map(str, path)))))


class VariableDefinition(Definition):
    """Something to segment by: an expression over other variables, events and people."""

    name: str = Field(pattern="^[a-z][a-z0-9_]*$")
    """Name in conditions, tables and reports."""
    label: str = ""
    """Name for people; without it, the name with blanks."""
    group: str = "own"
    """Group it is listed in."""
    unit: str = ""
    """Unit; `currency` is the workspace's."""
    meaning: str = ""
    """What it says, in a sentence."""
    why: str = ""
    """Why one would segment by it."""
    relevance: str = ""
    """Weight people usually give it, in words."""
    expression: str = ""
    """How it is computed, in the language of conditions."""
    field: str = ""
    """A field of the profile, instead of an expression."""
    needs: str = Field(default="", pattern=r"^(orders\.[a-z_]+|engagements\.[a-z]+)?$")
    """What must be there for the expression to say anything: a field of the orders
    (`orders.amount`) or a kind of engagement (`engagements.web`)."""
    version: str = ""
    """Hash of what the file says; not written by people."""
    rolled_up: Literal["", "sum", "max", "min", "any", "all", "top"] = ""
    """Its value where accounts are placed together, made of theirs: `top` is that of the topmost
    account; without it, an expression is computed anew over all that happened to them."""
    place: str = ""
    """File and line it stands in, for messages."""

    @model_validator(mode="after")
    def _expression_or_field(self) -> "VariableDefinition":
        if bool(self.expression) == bool(self.field):
            raise ValueError("give either an expression or a field")
        return self

    @property
    def title(self) -> str:
        return self.label or self.name.replace("_", " ")

    @property
    def where(self) -> str:
        return self.place or f"variables, {self.name}"


class SegmentationDefinition(PlacedDefinition):
    """A way to divide the accounts: one method with its settings."""

    name: str = Field(pattern="^[a-z][a-z0-9_-]*$")
    """The file's name."""
    title: str = ""
    """Name for people."""
    description: str = ""
    """What it is for."""
    method: str
    """The method that divides the accounts."""
    assignment: Literal["first_match", "all"] = "first_match"
    """At most one segment for each account, by order, or all that fit."""
    scope: str = "true"
    """Condition an account must meet to be looked at."""
    level: Level = "account"
    """What is placed: each account by itself, or together the accounts of one company, of a
    domestic or an ultimate parent, or of one group."""
    settings: dict[str, Any] = Field(default_factory=dict)
    """The method's own settings."""
    version: str = ""
    """Hash of what the file says; not written by people."""

    def place_of(self, condition: str) -> str:
        """Place of a condition: file, line and segment."""
        if condition == self.scope:
            return self.at("scope")
        found = next((f for f in _texts(self.settings) if f[1] == condition), None)
        if found is None:
            return self.place
        path, _, name = found
        return self.at(*path) + (f", segment '{name}'" if name else "")


def _texts(
    node: object, path: YamlPath = (), name: object = ""
) -> Iterator[tuple[YamlPath, str, object]]:
    """Every text of settings with its path and the name beside it."""
    if isinstance(node, str):
        yield path, node, name
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _texts(value, (*path, key), node.get("name", name))
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from _texts(value, (*path, at), name)


SOURCE_WORDS = ("source", "preset", "system", "rank", "stale_after_days", "tables")
"""What a source's file says beside the settings of its plug-in."""
SEGMENTATION_WORDS = ("title", "description", "method", "assignment", "scope", "level")
"""What a segmentation's file says beside the settings of its method."""


class Definitions(Definition):
    """Everything that people wrote, read and checked."""

    workspace: WorkspaceSettings
    """The settings."""
    sources: tuple[SourceDefinition, ...] = ()
    """All sources."""
    variables: tuple[VariableDefinition, ...] = ()
    """The users' own variables."""
    segmentations: tuple[SegmentationDefinition, ...] = ()
    """All segmentations."""
    objectives: tuple[ObjectiveDefinition, ...] = ()
    """What the business wants to reach."""
    strategies: tuple[StrategyDefinition, ...] = ()
    """What is done for each segment."""
    launches: tuple[LaunchDefinition, ...] = ()
    """Since when segments are acted on, and what that costs."""
    destinations: tuple[DestinationDefinition, ...] = ()
    """Systems that segments are sent to."""
    ideal_customers: tuple[IdealCustomerDefinition, ...] = ()
    """What the best customers have in common."""
    folder: Path = Path()
    """Folder of the workspace."""

    @property
    def stale_after_days(self) -> dict[str, int]:
        """How many days old the newest row of each source may be."""
        usual = self.workspace.stale_after_days
        return {s.name: s.stale_after_days or usual for s in self.sources}
