"""Secrets and addresses by reference: definitions name where they are, never what they are."""

import os
from pathlib import Path

from segmentry.errors import InvalidDefinition

_KINDS = ("env", "file")


def is_reference(text: str) -> bool:
    """Whether a text is `env:NAME` or `file:PATH`."""
    return text.partition(":")[0] in _KINDS


def resolved(text: str, base: Path, what: str) -> str:
    """What a reference stands for; `what` names it in messages."""
    kind, _, name = text.partition(":")
    if kind == "env":
        return _from_environment(name, what)
    if kind == "file":
        return _from_file(base, name, what)
    return text


def _from_environment(name: str, what: str) -> str:
    if value := os.environ.get(name, "").strip():
        return value
    raise InvalidDefinition(
        f"The environment variable {name} is not set.", next_step=f"Set it to the {what}."
    )


def _from_file(base: Path, name: str, what: str) -> str:
    try:
        value = (base / Path(name).expanduser()).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDefinition(
            f"The file with the {what} cannot be read.",
            where=name,
            next_step="Put it there as the only line, readable for Segmentry.",
        ) from error
    if not value:
        raise InvalidDefinition(f"The file with the {what} is empty.", where=name)
    return value
