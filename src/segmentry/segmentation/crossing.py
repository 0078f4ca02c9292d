"""Dimensions crossed: a cell for each combination that accounts have."""

from collections.abc import Sequence

from segmentry.engine.sql import identifier
from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.base import Placement, Segment
from segmentry.segmentation.dimension import Dimension, Parts


def cross(accounts: Accounts, dimensions: Sequence[Dimension], subject: str) -> Placement:
    """Place every account in the cell of its parts; who lacks a value is in none."""
    parts = [dimension.on(accounts, subject) for dimension in dimensions]
    reason = accounts.reason(tuple(d.variable for d in dimensions))
    labels = ", ".join(f"{p.sql} as part_{at}" for at, p in enumerate(parts))
    cut = accounts.define(
        "cut", "the parts an account is in", f"select *, {labels} from {identifier(accounts.table)}"
    )
    cell = " || ', ' || ".join(f"part_{at}" for at in range(len(parts)))
    sql = (
        f"select account_id, coalesce({cell}, '') as segment, {reason} as reason "
        f"from {identifier(cut)}"
    )
    return Placement(sql, _segments(accounts, cut, parts))


def _segments(accounts: Accounts, cut: str, parts: Sequence[Parts]) -> tuple[Segment, ...]:
    """One dimension shows all its parts; several only the combinations that occur."""
    if len(parts) == 1:
        return tuple(
            Segment(name, rule, condition)
            for name, rule, condition in zip(
                parts[0].names, parts[0].rules, parts[0].conditions, strict=True
            )
        )
    columns = ", ".join(f"part_{at}" for at in range(len(parts)))
    known = " and ".join(f"part_{at} is not null" for at in range(len(parts)))
    found = accounts.query(
        "cells",
        "the combinations that accounts have",
        f"select distinct {columns} from {identifier(cut)} where {known}",
    ).to_pylist()
    cells = sorted(
        tuple(p.names.index(row[f"part_{at}"]) for at, p in enumerate(parts)) for row in found
    )
    return tuple(
        Segment(
            ", ".join(p.names[at] for p, at in zip(parts, cell, strict=True)),
            " and ".join(p.rules[at] for p, at in zip(parts, cell, strict=True)),
            " and ".join(p.conditions[at] for p, at in zip(parts, cell, strict=True)),
        )
        for cell in cells
    )
