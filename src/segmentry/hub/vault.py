"""The contacts vault: the one place for names, e-mails and phones of people besides the records.

It can be rewritten, so erasure reaches it; runs know people only by opaque keys.
"""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import contact_key_of, key_of
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType

_COPIED = (
    "first_name", "last_name", "email", "phone", "job_title", "first_name_key", "last_name_key",
    "full_name_key", "email_domain", "phone_key", "street_key", "postal_code", "city", "region",
    "country", "birth_on", "personal_number", "updated_at",
)  # fmt: skip
_TYPES = {"birth_on": ColumnType.DATE, "updated_at": ColumnType.TIME}
_COLUMNS = tuple(
    Column(name, _TYPES.get(name, ColumnType.TEXT), "")
    for name in ("contact_key", "account_key", "source", "full_name", *_COPIED)
)
_ORDER = tuple(c.name for c in _COLUMNS)


def write_vault(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Replace the vault by what the sources say now; readers see the old one or the new one."""
    parts = [
        f"select {contact_key_of(c, 'key')} as contact_key, {key_of(c, 'account')} as account_key, "
        f"{literal(c.table.source.name)} as source, coalesce(full_name, nullif(trim("
        "coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '')) as full_name, "
        f"{', '.join(_COPIED)} "
        f"from {identifier(c.accepted)}"
        for c in checked
        if c.name == "contacts"
    ]
    vault = context.vault / "contacts.parquet"
    if not parts:
        vault.unlink(missing_ok=True)
        return
    fresh = context.work / "contacts.parquet"
    context.engine.write(" union all ".join(parts), fresh, _COLUMNS, _ORDER)
    fresh.replace(vault)
