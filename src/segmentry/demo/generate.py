"""Makes the demo company: messy exports of its systems, and the truth behind them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from segmentry.demo.calendar import Calendar
from segmentry.demo.exports import EXPORTS
from segmentry.demo.files import Closing, CsvFile
from segmentry.demo.mess import Mess
from segmentry.demo.money import draw_rates
from segmentry.demo.part import PART_SIZE, draw_part
from segmentry.errors import StorageFailed, UserError

LEAST, MOST = 50, 10_000_000
Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class DemoCompany:
    """A demo company on disk: where it lies, how it was made, rows per file."""

    folder: Path
    accounts: int
    seed: int
    end: date
    months: int
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def exports(self) -> Path:
        return self.folder / "exports"

    @property
    def truth(self) -> Path:
        return self.folder / "truth"


def _silent(sentence: str, share: float) -> None:
    """Nobody watches."""


def generate(
    folder: Path, *, accounts: int = 2000, seed: int = 7, end: date = date(2026, 6, 30),
    months: int = 36, progress: Progress = _silent,
) -> DemoCompany:  # fmt: skip
    """Write the demo company to a folder; the same arguments give the same bytes.

    `progress` is told a sentence and the share that is done.
    """
    _check(accounts, seed, months)
    calendar = Calendar(end, months)
    company = DemoCompany(Path(folder), accounts, seed, end, months)
    try:
        company.exports.mkdir(parents=True, exist_ok=True)
        company.truth.mkdir(parents=True, exist_ok=True)
        rows = _write(company, calendar, progress)
    except OSError as error:
        raise StorageFailed(
            f"The demo company could not be written: {error.strerror}.", where=str(folder),
            next_step="Choose a folder on a disk with enough space that you may write to.",
        ) from None  # fmt: skip
    return DemoCompany(company.folder, accounts, seed, end, months, rows)


def _check(accounts: int, seed: int, months: int) -> None:
    if not LEAST <= accounts <= MOST:
        raise UserError(
            f"A demo company cannot have {accounts:,} accounts.",
            next_step=f"Ask for {LEAST} to {MOST:,}.",
        )
    if not 12 <= months <= 120:
        raise UserError(
            f"A demo company cannot cover {months} months.", next_step="Ask for 12 to 120."
        )
    if not 0 <= seed < 1_000_000:
        raise UserError(f"{seed} is no seed.", next_step="Choose a number from 0 to 999,999.")


def _write(company: DemoCompany, calendar: Calendar, progress: Progress) -> dict[str, int]:
    rates, mess, rows = draw_rates(calendar, company.seed), Mess(), Counter[str]()
    _write_small(company.exports / "exchange_rates.csv", rates.table())
    rows["exchange_rates.csv"] = rates.table().num_rows
    starts = range(0, company.accounts, PART_SIZE)
    with Closing({e.file: e.open(company.exports) for e in EXPORTS}) as writers:
        for number, start in enumerate(starts):
            progress(f"Company {start + 1:,} and the next", start / company.accounts)
            count = min(PART_SIZE, company.accounts - start)
            part = draw_part(number, count, company.seed, calendar, rates)
            for export in EXPORTS:
                rows[export.file] += export.write(part, writers[export.file], mess)
    _write_small(company.truth / "mess.csv", mess.table())
    progress("The demo company is ready", 1.0)
    return dict(rows)


def _write_small(path: Path, table: pa.Table) -> None:
    file = CsvFile(path)
    file.write(table)
    file.close()
