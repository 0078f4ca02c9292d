"""Keys with the system that gave them, so that two systems may use the same numbers."""

from segmentry.engine.sql import literal
from segmentry.hub.checks import CheckedTable


def key_of(checked: CheckedTable, column: str) -> str:
    """A key with its system."""
    prefix = literal(checked.table.source.key_system + ":")
    return f"case when {column} is null then null else {prefix} || {column} end"


def contact_key_of(checked: CheckedTable, column: str) -> str:
    """An opaque key of a person: it tells nothing to whoever reads a run."""
    key = key_of(checked, column)
    return f"case when {column} is null then null else substr(md5({key}), 1, 20) end"
