"""What launches brought, as a spreadsheet for people who decide."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import StringIO
from pathlib import Path

from segmentry.errors import StorageFailed
from segmentry.reports.launches import ALL, Launch, LaunchPart
from segmentry.reports.view import Row
from segmentry.roi.formula import amount, percent

COLUMNS = (
    "launch", "segmentation", "segment", "metric", "unit", "before", "during", "after", "change",
    "change_low", "change_high", "relative_change", "better", "impact", "all_before", "all_after",
    "accounts", "caution",
)  # fmt: skip
_OF_EFFECT = {"metric": "label", "impact": "words", "all_before": "overall_before",
              "all_after": "overall_after", "accounts": "n"}  # fmt: skip


def write_launches(launches: Sequence[Launch], path: Path) -> int:
    """Write one row for each metric of each segment; returns how many."""
    rows = [row for launch in launches for part in launch.parts for row in _rows(part)]
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({k: _safe(v) for k, v in row.items()} for row in rows)
    unfinished = path.with_name(f".{path.name}.part")
    try:
        # with the mark that spreadsheets know UTF-8 by
        unfinished.write_text(text.getvalue(), encoding="utf-8-sig", newline="")
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise StorageFailed(
            f"The file could not be written: {error.strerror or error}.",
            where=str(path),
            next_step="Choose a folder that may be written and has space.",
        ) from error
    return len(rows)


def _rows(part: LaunchPart) -> Iterator[Row]:
    row = part.returned
    head = {
        "launch": row["launch"],
        "segmentation": row["segmentation"],
        "segment": row["segment"] or ALL,
    }
    if part.hidden:
        yield {**head, "metric": "hidden", "impact": part.hidden}
        return
    for effect in part.effects:
        told = {k: effect[_OF_EFFECT.get(k, k)] for k in COLUMNS if _OF_EFFECT.get(k, k) in effect}
        yield {**told, **head}
    for result in _results(part):
        yield {**head, "accounts": row["customers"], **result}


def _results(part: LaunchPart) -> Iterator[Row]:
    """Incremental revenue, cost, return: each with the formula filled in."""
    row, pace = part.returned, part.pace
    gain, cost, back = row["incremental_revenue"], row["cost"], row["roi"]
    reason, caution = row["reason"] or "", " ".join(row["caution"].splitlines())
    yield {
        "metric": "Incremental revenue", "unit": "currency", "better": "higher", "change": gain,
        "change_low": row["incremental_low"], "change_high": row["incremental_high"],
        "caution": caution, "impact": reason if gain is None else _gain_words(part),
    }  # fmt: skip
    if pace is not None:
        yield {
            "metric": "At this pace a year: an extrapolation", "unit": "currency",
            "better": "higher", "change": pace,
            "impact": f"12 / {row['months']} of what came in over {part.months}",
        }  # fmt: skip
    told = f"unknown: {row['cost_basis'] or 'not known'}" if cost is None else row["cost_basis"]
    yield {"metric": "Cost", "unit": "currency", "better": "lower", "after": cost, "impact": told}
    yield {
        "metric": "Return on investment", "unit": "share", "better": "higher", "after": back,
        "change_low": row["roi_low"], "change_high": row["roi_high"],
        "impact": f"unknown: {reason}" if back is None else _return_words(gain, cost, back),
    }  # fmt: skip


def _gain_words(part: LaunchPart) -> str:
    row = part.returned
    after, before = (amount(row[f"average_{side}"], "currency") for side in ("after", "before"))
    gain = amount(row["incremental_revenue"], "currency")
    return f"({after} - {before}) x {row['customers']:,} accounts = {gain} over {part.months}"


def _return_words(gain: float, cost: float, back: float) -> str:
    told = (amount(float(value), "currency") for value in (gain, cost, cost))
    return "({} - {}) / {} = {}".format(*told, percent(back))


def _safe(value: object) -> object:
    """A spreadsheet would take a text that begins like a formula for one."""
    risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r"))
    return f"'{value}" if risky else value
