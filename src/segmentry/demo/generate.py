"""Makes the demo company: messy exports of its systems, and the truth behind them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from segmentry.demo import kpis, truth
from segmentry.demo.calendar import Calendar
from segmentry.demo.campaigns import campaigns
from segmentry.demo.costs import booked_costs
from segmentry.demo.exports import EXPORTS
from segmentry.demo.files import Closing, CsvFile, ParquetFile
from segmentry.demo.ledger import Ledger
from segmentry.demo.mess import Mess
from segmentry.demo.money import Rates, draw_rates
from segmentry.demo.part import PART_SIZE, Part, draw_part
from segmentry.demo.storage import storage_errors
from segmentry.errors import UserError

LEAST, MOST = 50, 10_000_000
Progress = Callable[[str, float], None]
_TRUTH: dict[str, Callable[[Part], pa.Table]] = {
    "accounts.parquet": truth.accounts,
    "contacts.parquet": truth.contacts,
    "identity.parquet": truth.identity,
}


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
    with storage_errors(company.folder):
        company.exports.mkdir(parents=True, exist_ok=True)
        company.truth.mkdir(parents=True, exist_ok=True)
        rows = _write(company, calendar, progress)
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
    rates, mess, ledger = draw_rates(calendar, company.seed), Mess(), Ledger(calendar)
    rows: Counter[str] = Counter()
    truth_files = {name: ParquetFile(company.truth / name) for name in _TRUTH}
    with Closing({e.file: e.open(company.exports) for e in EXPORTS} | truth_files) as files:
        for number, start in enumerate(range(0, company.accounts, PART_SIZE)):
            progress(f"Making companies from {start + 1:,} on", start / company.accounts)
            count = min(PART_SIZE, company.accounts - start)
            part = draw_part(number, count, company.seed, calendar, rates)
            for export in EXPORTS:
                rows[export.file] += export.write(part, files[export.file], mess)
            for name, table in _TRUTH.items():
                files[name].write(table(part))
            ledger.add(part)
    rows.update(_write_closing(company, ledger, mess, rates))
    progress("The demo company is ready", 1.0)
    return dict(rows)


def _write_closing(
    company: DemoCompany, ledger: Ledger, mess: Mess, rates: Rates
) -> dict[str, int]:
    """What can only be known when all companies are there."""
    run = campaigns(ledger.calendar, int(ledger.arm_accounts[1]), company.accounts)
    costs = booked_costs(ledger, run)
    exports = {
        "exchange_rates.csv": rates.table(), "campaigns.csv": run.table(),
        "costs.csv": costs.table(),
    }  # fmt: skip
    known = {
        "mess.csv": mess.table(), "segments.csv": kpis.segments(ledger),
        "kpis.csv": kpis.kpis(ledger, costs), "months.csv": kpis.months(ledger),
        "campaign.csv": kpis.campaign(ledger), "events.csv": kpis.events(ledger.calendar),
    }  # fmt: skip
    for folder, tables in ((company.exports, exports), (company.truth, known)):
        for name, table in tables.items():
            _write_small(folder / name, table)
    return {name: table.num_rows for name, table in exports.items()}


def _write_small(path: Path, table: pa.Table) -> None:
    file = CsvFile(path)
    file.write(table)
    file.close()
