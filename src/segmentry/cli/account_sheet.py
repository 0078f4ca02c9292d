"""What is known about one company, as people read it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from segmentry.cli.account_people import show_people
from segmentry.cli.field_origin import FieldOrigin, origin_of
from segmentry.cli.output import cropped, print_rows, print_title, quoted, say, shown
from segmentry.profiles.origins import with_file
from segmentry.reports import format as f
from segmentry.reports.of_run import ReportedRun
from segmentry.reports.reading import Reading
from segmentry.reports.terminal_table import Across, Row, TerminalTable, words
from segmentry.workspace import Run

Found = dict[str, Any]

_SECTIONS = {
    "demographic": "Company",
    "firmographic": "Company",
    "lifecycle": "Lifecycle",
    "value": "Recency and tenure",
    "behavioural": "Behaviour",
    "people": "People",
    "technographic": "Technology",
    "psychographic": "Attitudes",
    "given": "Further columns of the sources",
}
_PROFILE = "Name and address"
_ADDRESS = ("city", "region", "country")
_LABELS = {
    "registration_id": "Registration number",
    "domain": "Web domain",
    "employees_from": "Employees, at least",
    "employees_to": "Employees, at most",
    "founded_year": "Founded",
    "created_on": "In the sources since",
    "do_not_contact": "Asked not to be contacted",
    "industry_scheme": "Industry code scheme",
    "excluded": "Kept out of segments as",
}
_ABOVE = (
    "account_id", "label", "name_key", "phone_key", "street_key", "employees_from", "employees_to",
)  # fmt: skip
"""Said in the head, by other fields, or of use to the matching only."""
_NAMELESS = ("sources", "records")
"""None for a company that only what happened tells of, which the head says."""
_STORED_AMOUNT = re.compile(r"-?\d+\.\d{4}\b")


class AccountSheet:
    """One company: values with labels and units, segments, and where it all comes from."""

    def __init__(self, run: Run, found: Found) -> None:
        self._run = run
        self._reading = Reading(ReportedRun(run))
        self._found = found

    def show(self) -> None:
        profile = self._found["profile"]
        say(f"[bold]{quoted(cropped(profile['label'] or ''))}[/bold]  {profile['account_id']}")
        self._show_keys()
        say(TerminalTable((words(), words()), list(self._values()), ruled=False))
        self._show_segments()
        show_people(self._found["people"])
        told = [r for r in self._found["lineage"] if r["field"] not in _ABOVE]
        self._show_lineage(told, "Where it comes from")

    def origin(self, field: str) -> FieldOrigin:
        """Why a field says what it says; raises UnknownName for one that there is not."""
        origin = origin_of(self._reading, self._found, field)
        rows = tuple(with_file(self._run.engine, row) for row in origin.lineage)
        return replace(origin, lineage=rows)

    def show_origin(self, origin: FieldOrigin) -> None:
        """One field: its value, how it is computed, and the rows of the sources behind it."""
        label = self._label(origin.name)
        value = "unknown" if origin.value is None else self._value(origin.name, origin.value)
        say(f"[bold]{quoted(label)}[/bold]  {quoted(cropped(value))}")
        lines = (
            ("Computed", origin.computed and f.heading(origin.computed)),
            ("As written", origin.expression),
            ("From the tables", ", ".join(origin.tables)),
            ("Meaning", f.heading(origin.meaning)),
        )
        rows = [(f"  {head}", text) for head, text in lines if text]
        say(TerminalTable((words(), words()), rows, ruled=False))
        if origin.beside and origin.lineage:
            say("The record that was chosen does not tell it; it tells:")
        if origin.lineage:
            print_rows(
                [self._origin_in_full(row) for row in origin.lineage],
                {"field": "Field", "value": "Value", "source": "Source", "line": "Row",
                 "file": "File", "observed_at": "Changed", "why": "Why"},
                whole=("source",), spare=("observed_at", "file"), below="why",
            )  # fmt: skip
        elif origin.value is None and not origin.expression:
            say("No source tells it of this account.")

    def _origin_in_full(self, row: Found) -> Found:
        """A row of the lineage with the share of the records that agree."""
        agreeing, telling = row.get("agreeing") or 0, row.get("telling") or 0
        is_shared = telling > 1 or (telling and not row["source"])
        return self._origin(row, f"{agreeing:,} of {telling:,} records say so" if is_shared else "")

    def _show_lineage(self, rows: Sequence[Found], title: str = "") -> None:
        print_rows(
            [self._origin(row) for row in rows],
            {"field": "Field", "value": "Value", "source": "Source", "line": "Row", "why": "Why"},
            title=title, whole=("source",), below="why",
        )  # fmt: skip

    def _show_keys(self) -> None:
        if keys := [cropped(row["account_key"]) for row in self._found["identity"]]:
            say(f"[dim]Known as {quoted(', '.join(keys))}[/dim]")
        if told := self._found["told_by"]:
            say(f"[dim]Known only by a key in {quoted(' and '.join(told))}[/dim]")

    # ---- values ------------------------------------------------------------------------------

    def _values(self) -> Iterator[Row]:
        for title, lines in self._sections().items():
            yield Across("")
            yield Across(f" {title}", "bold")
            yield from lines

    def _sections(self) -> dict[str, list[Row]]:
        known = {**self._found["profile"], **self._found["variables"]}
        found: defaultdict[str, list[Row]] = defaultdict(list)
        nothing: defaultdict[str, list[str]] = defaultdict(list)
        for name, value in known.items():
            if value is None or name in _ABOVE or (value == 0 and name in _NAMELESS):
                continue
            if value == 0 and not isinstance(value, bool):
                nothing[self._section(name)].append(f.lower_first(self._label(name)))
                continue
            line = (cropped(self._label(name)), cropped(self._value(name, value)))
            found[self._section(name)].append(line)
        for title, labels in nothing.items():
            found[title].append(Across(f"  Zero: {cropped(', '.join(labels))}", "dim"))
        order = dict.fromkeys([_PROFILE, *_SECTIONS.values(), *found])
        return {title: found[title] for title in order if found.get(title)}

    def _section(self, name: str) -> str:
        fact = None if name in _ADDRESS else self._reading.variables.get(name)
        return _SECTIONS.get(fact["group"], f.words(fact["group"])) if fact else _PROFILE

    def _label(self, name: str) -> str:
        if name in self._reading.variables:
            return self._reading.label(name)
        return _LABELS.get(name) or f.words(name)

    def _value(self, name: str, value: Any) -> str:
        if isinstance(value, bool | date | datetime | str):
            return shown(value)
        if name == "founded_year":
            return str(value)
        fact = self._reading.variables.get(name)
        is_money = isinstance(value, Decimal)
        unit = "currency" if is_money else fact["unit"] if fact else None
        # 'Orders: 18' says it; 'Orders: 18 orders' says it twice
        if unit and unit in self._label(name).lower().split():
            unit = None
        return f.in_full(value, unit, self._reading.facts.currency)

    # ---- segments, origins -------------------------------------------------------------------

    def _show_segments(self) -> None:
        if out := self._found["profile"]["excluded"]:
            print_title("Segments")
            say(f"  In none: kept out of all segments as '{quoted(out)}'.")
            return
        rows = [{**row, "title": self._title(row)} for row in self._found["memberships"]]
        columns = {
            "title": "Segmentation", "segment": "Segment", "valid_from": "Since",
            "valid_to": "Until", "reason": "Reason",
        }  # fmt: skip
        if not any(row["valid_to"] for row in rows):
            del columns["valid_to"]
        print_rows(
            rows, columns, title="Segments", whole=("valid_from", "valid_to"), below="reason"
        )

    def _title(self, row: Found) -> str:
        known = self._reading.segmentation(row["segmentation"])
        return known.title if known else str(row["segmentation"])

    def _origin(self, row: Found, agreed: str = "") -> Found:
        field = row["field"]
        if field == "*":
            return {**row, "field": "Every value", "value": None, "why": row["rule"]}
        value, losers = self._told(field, row["value"]), self._amounts(row["losers"] or "")
        agreed = f"; {agreed}" if agreed else ""
        others = f"; other values: {losers}" if losers else ""
        why = row["rule"] + agreed + others
        return {**row, "field": self._label(field), "value": value, "why": why}

    def _told(self, field: str, text: str) -> str:
        """A value that was stored as text; days and yes/no as everywhere."""
        if text in ("true", "false"):
            return "yes" if text == "true" else "no"
        try:
            return shown(date.fromisoformat(text)) if field.endswith("_on") else self._amounts(text)
        except ValueError:
            return text

    def _amounts(self, text: str) -> str:
        def full(match: re.Match[str]) -> str:
            return f.money(Decimal(match[0]), self._reading.facts.currency).detail

        return _STORED_AMOUNT.sub(full, text)
