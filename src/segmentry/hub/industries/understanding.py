"""Understands what a person or system wrote as an industry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Industry:
    """An industry as far as it is known."""

    words: str | None = None
    scheme: str | None = None
    code: str | None = None
    isic: str | None = None
    group: str | None = None


def understood(value: str, scheme: str = "") -> Industry | None:
    """The industry behind a code or words; None where it is neither."""
    words = " ".join(value.split())
    return Industry(words=words) if words else None
