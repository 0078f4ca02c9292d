"""The contacts vault: the one place for names, e-mails and phones of people besides the records.

It can be rewritten, so erasure reaches it; runs know people only by opaque keys.
"""

from collections.abc import Sequence

from segmentry.engine.run_context import RunContext
from segmentry.engine.sql import identifier, literal
from segmentry.hub.checks import CheckedTable
from segmentry.hub.keys import contact_key_of, key_of
from segmentry.model.vault import CONTACTS_FILE, FROM_SOURCES, VAULT_COLUMNS

_ORDER = tuple(c.name for c in VAULT_COLUMNS)


def write_vault(context: RunContext, checked: Sequence[CheckedTable]) -> None:
    """Replace the vault by what the sources say now; readers see the old one or the new one."""
    parts = [
        f"select {contact_key_of(c, 'key')} as contact_key, {key_of(c, 'account')} as account_key, "
        f"{literal(c.table.source.name)} as source, coalesce(full_name, nullif(trim("
        "coalesce(first_name, '') || ' ' || coalesce(last_name, '')), '')) as full_name, "
        f"{', '.join(FROM_SOURCES)} "
        f"from {identifier(c.accepted)}"
        for c in checked
        if c.name == "contacts"
    ]
    vault = context.vault / CONTACTS_FILE
    if not parts:
        vault.unlink(missing_ok=True)
        return
    fresh = context.work / CONTACTS_FILE
    context.engine.write(" union all ".join(parts), fresh, VAULT_COLUMNS, _ORDER)
    fresh.replace(vault)
