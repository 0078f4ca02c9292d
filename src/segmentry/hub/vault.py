"""The contacts vault: the one place for names, e-mails and phones of people besides the records.

It can be rewritten, so erasure reaches it; runs know people only by opaque keys.
"""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import contact_key_of, key_of
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType

_COLUMNS = tuple(
    Column(name, ColumnType.TEXT, "")
    for name in (
        "contact_key", "account_key", "first_name", "last_name", "full_name", "email", "phone",
        "job_title",
    )
)  # fmt: skip


def write_vault(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Replace the vault by what the sources say now; readers see the old one or the new one."""
    parts = [
        f"select {contact_key_of(c, 'key')} as contact_key, {key_of(c, 'account')} as account_key, "
        "first_name, last_name, coalesce(full_name, nullif(trim(coalesce(first_name, '') || ' ' "
        "|| coalesce(last_name, '')), '')) as full_name, email, phone, job_title "
        f"from {identifier(c.accepted)}"
        for c in checked
        if c.name == "contacts"
    ]
    vault = context.vault / "contacts.parquet"
    if not parts:
        vault.unlink(missing_ok=True)
        return
    fresh = context.work / "contacts.parquet"
    context.engine.write(" union all ".join(parts), fresh, _COLUMNS, ("contact_key", "account_key"))
    fresh.replace(vault)
