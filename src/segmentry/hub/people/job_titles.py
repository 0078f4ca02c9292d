"""Seniority and function from the words of a job title."""

import re


def tidied(title: str) -> str | None:
    """The title with single blanks; None where it has no letters."""
    text = re.sub(r"\s+", " ", title).strip(" ,;-")
    return text if re.search(r"[^\W\d_]", text) and len(text) <= 200 else None


def seniority_of(title: str) -> str | None:
    """How senior the person is."""
    words = set(re.findall(r"\w+", title.lower()))
    return next((level for level, known in _SENIORITY.items() if words & known), None)


def function_of(title: str) -> str | None:
    """What the person works on."""
    words = set(re.findall(r"\w+", title.lower()))
    return next((name for name, known in _FUNCTION.items() if words & known), None)


_SENIORITY = {"owner": {"owner"}, "vp": {"vp"}, "manager": {"manager"}}
_FUNCTION = {"sales": {"sales"}, "marketing": {"marketing"}}
