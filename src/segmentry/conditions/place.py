"""Where in a text something stands, as errors say it."""

from segmentry.errors import InvalidCondition


def place(where: str, at: int) -> str:
    spot = f"character {at + 1}" if at >= 0 else ""
    return ", ".join(part for part in (where, spot) if part)


def refusal(what: str, where: str, at: int, next_step: str = "") -> InvalidCondition:
    return InvalidCondition(what, where=place(where, at), next_step=next_step)
