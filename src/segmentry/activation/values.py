"""Values of members as files and messages carry them."""

import json
import math
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any


def as_text(value: Any) -> str:
    """A value in a cell: lists are joined by semicolons, what is not known is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, list):
        return "; ".join(map(as_text, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def as_json(member: Mapping[str, Any]) -> str:
    """A member as one line of JSON."""
    plain = {name: _plain(value) for name, value in member.items()}
    return json.dumps(plain, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
