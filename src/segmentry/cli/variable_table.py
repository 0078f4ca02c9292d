"""The variables as a table for people."""

from collections.abc import Sequence
from typing import Any

from segmentry.cli.output import quoted, say
from segmentry.reports import format as f
from segmentry.reports.terminal_table import Across, Row, TerminalTable, name, number, words


def show_variables(rows: Sequence[dict[str, Any]]) -> None:
    """The variables by group: how many accounts have a value, and what it tells."""
    lines: list[Row] = []
    group = None
    for row in rows:
        if row["group"] != group:
            group = row["group"]
            lines.append(Across(f" {f.words(group)}", "bold"))
        lines.append(_variable(row))
    columns = (
        name("Variable"), words("Meaning", spare=3), words("Unit", spare=5), number("Known"),
        number("Varies", spare=1), words("Textbook relevance", spare=2), number("Measured"),
        number("Interval", spare=4), number("Accounts", spare=6),
    )  # fmt: skip
    say(TerminalTable(columns, lines))
    if rows and (outcome := rows[0]["outcome"]):
        say(f"Measured: share of the variance of {quoted(outcome)} that it explains.")


def _variable(row: dict[str, Any]) -> Row:
    known = row["measured_relevance"] is not None
    low, high = f.percent(row["relevance_low"]), f.percent(row["relevance_high"])
    return (
        row["variable"],
        row["label"],
        row["unit"] or "–",
        str(f.percent(row["coverage"])),
        "–" if row["variation"] is None else f"{row['variation']:.2f}",
        row["relevance"] or "–",
        str(f.percent(row["measured_relevance"])) if known else "–",
        f"{low} to {high}" if known and low.known else "–",
        str(f.count(row["relevance_n"])) if known else "–",
    )
