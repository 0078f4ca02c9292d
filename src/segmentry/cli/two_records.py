"""Two records of companies beside each other, or one below the other where there is no room."""

from collections.abc import Sequence
from typing import Any

from segmentry.cli.output import console, cropped, print_rows, print_title, quoted, say, shown

Row = dict[str, Any]
BESIDE = 72
"""Columns of a terminal that two records beside each other need."""


def show_two_records(fields: Sequence[Row], key: str, other: str, title: str) -> None:
    """Both keys, and field by field what each record says and whether they agree."""
    print_title(title)
    for number, name in enumerate((key, other), 1):
        say(quoted(f"  {number}  {name}"))
    if not fields:
        say("No record of a company tells of either; they are keys in orders or the like.")
        return
    say()
    rows = [{**row, "label": row["field"].replace("_", " ").capitalize()} for row in fields]
    if console().width < BESIDE:
        _below(rows)
        return
    columns = {"label": "Field", "first": "1", "second": "2", "verdict": "Verdict"}
    print_rows(rows, columns, whole=("label", "verdict"))


def _below(rows: Sequence[Row]) -> None:
    for row in rows:
        say(quoted(f"  {row['label']}: {row['verdict']}"))
        told = [cropped(shown(row[side])) for side in ("first", "second")]
        if row["verdict"] == "agrees" and told[0] == told[1]:
            say(quoted(f"     {told[0]}"))
            continue
        for number, text in enumerate(told, 1):
            say(quoted(f"  {number}  {text}"))
