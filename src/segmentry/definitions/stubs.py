"""A mapping to be filled in, for a file that nobody could recognise: all of it a comment."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from ruamel.yaml import YAML

from segmentry.hub.recognition import Hint

_UNKNOWN = "COLUMN"


@dataclass(frozen=True)
class Stub:
    """A file that is left out: why, and what its columns seem to hold."""

    name: str
    plugin: str
    settings: dict[str, Any]
    why: str
    hints: tuple[Hint, ...]


def stub_text(stub: Stub) -> str:
    """The stub as YAML in comments; the loader takes such a file for not used yet."""
    return "".join(f"# {line}".rstrip() + "\n" for line in _lines(stub))


def _lines(stub: Stub) -> Iterator[str]:
    yield f"{stub.name} is not used yet: {stub.why}."
    yield "Its columns seem to hold:"
    yield from (f"  {hint}" for hint in stub.hints)
    yield "To use it, take the # away below, put the right columns in, and delete what it lacks."
    yield "All tables and fields: segmentry schema fields. Then: segmentry check"
    yield ""
    text = StringIO()
    YAML().dump({"source": stub.plugin, **stub.settings, **_system(stub.hints)}, text)
    YAML().dump({"tables": _example(stub.hints)}, text)
    yield from text.getvalue().splitlines()


def _system(hints: Sequence[Hint]) -> dict[str, str]:
    """Whose keys it seems to use."""
    shared = _first(h.shared for h in hints)
    return {"system": shared.partition(".")[0]} if shared else {}


def _example(hints: Sequence[Hint]) -> dict[str, Any]:
    """The likeliest table: what happens on a day is an order, else it is companies."""
    days = _first(h.column for h in hints if h.holds == "days")
    key = _first(h.column for h in hints if h.is_unique and not h.shared)
    if not days:
        name = _first(h.column for h in hints if h.holds == "words")
        return {"accounts": {"fields": {"key": key or _UNKNOWN, "name": name or _UNKNOWN}}}
    fields = {
        "key": key,
        "account": _first(h.column for h in hints if h.shared),
        "ordered_at": days,
        "amount": _first(h.column for h in hints if h.holds == "numbers" and h.column != key),
    }
    return {"orders": {"fields": {name: column or _UNKNOWN for name, column in fields.items()}}}


def _first(found: Iterator[str]) -> str:
    return next(filter(None, found), "")
