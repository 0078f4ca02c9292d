"""What a row was when it was exported, so that a mend never lands on another row."""

from collections.abc import Iterable

from segmentry.engine.sql import identifier


def hash_of_row(alias: str, columns: Iterable[str]) -> str:
    """SQL of the hash of a row's own values, whatever the order of its columns."""
    own = sorted(c for c in columns if c not in ("_file", "_line", "_was"))
    values = ", ".join(f"coalesce(cast({alias}.{identifier(c)} as varchar), chr(30))" for c in own)
    return hash_of_text(f"concat_ws(chr(31), {values})")


def hash_of_text(text: str) -> str:
    """SQL of the hash of a text; the word before it keeps spreadsheets from seeing a number."""
    return f"'row-' || substr(md5({text}), 1, 16)"
