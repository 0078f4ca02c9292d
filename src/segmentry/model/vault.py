"""What the vault keeps of people: hub writes it, profiles and activation read it."""

from segmentry.model.tables.schema import Column
from segmentry.model.types import ColumnType

CONTACTS_FILE = "contacts.parquet"
FROM_SOURCES = (
    "first_name", "last_name", "email", "phone", "job_title", "first_name_key", "last_name_key",
    "full_name_key", "email_domain", "phone_key", "street_key", "postal_code", "city", "region",
    "country", "birth_on", "personal_number", "updated_at",
)  # fmt: skip
"""Copied as the hub has them; the keys serve to compare."""
_TYPES = {"birth_on": ColumnType.DATE, "updated_at": ColumnType.TIME}
VAULT_COLUMNS = tuple(
    Column(name, _TYPES.get(name, ColumnType.TEXT), "")
    for name in ("contact_key", "account_key", "source", "full_name", *FROM_SOURCES)
)
