"""A standard table, and the fields that many of them share."""

from dataclasses import dataclass

from segmentry.model.fields import Field
from segmentry.model.fields import FieldKind as Kind


@dataclass(frozen=True)
class StandardTable:
    """A table that a source can fill: one row is one `row`, identified by the field `key`."""

    name: str
    row: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)

    @property
    def required(self) -> tuple[Field, ...]:
        return tuple(f for f in self.fields if f.required)

    @property
    def event_date(self) -> str | None:
        """The field that says when the row happened; decides the newest date of the data."""
        names = {f.name for f in self.fields}
        return next((n for n in _EVENT_DATES if n in names), None)


_EVENT_DATES = ("ordered_at", "occurred_at", "answered_at", "opened_on", "started_on", "issued_on")


def key(meaning: str, *synonyms: str, required: bool = True) -> Field:
    return Field("key", Kind.KEY, meaning, required=required, synonyms=synonyms)


def account(*, required: bool) -> Field:
    return Field(
        "account", Kind.KEY, "key of the company it belongs to", required=required,
        refers_to="accounts",
        synonyms=("customer id", "customerid", "account id", "accountid", "company id",
                  "customer", "account", "customer key", "customer number", "customer no",
                  "client id", "buyer id", "company", "account name", "customer name",
                  "client", "associated company", "company name"),
    )  # fmt: skip


def contact() -> Field:
    return Field(
        "contact", Kind.KEY, "key of the person it belongs to", refers_to="contacts",
        synonyms=("contact id", "contactid", "person id", "lead id", "respondent id"),
    )  # fmt: skip


CURRENCY = Field(
    "currency", Kind.CURRENCY, "currency of the amounts; the workspace's when absent",
    synonyms=("currency", "currency code", "currency iso code", "currencyisocode", "ccy"),
)  # fmt: skip
UPDATED = Field(
    "updated_at", Kind.TIME, "when the source last changed the row",
    synonyms=("updated at", "last modified", "lastmodifieddate", "last modified date",
              "modified", "systemmodstamp", "last updated", "updated"),
)  # fmt: skip
