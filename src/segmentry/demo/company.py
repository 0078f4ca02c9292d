"""The demo company as a workspace: its exports are recognised like anybody's."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from segmentry.demo.campaigns import CAMPAIGN_IDS, OFFER
from segmentry.demo.generate import generate
from segmentry.demo.storage import storage_errors
from segmentry.errors import UserError
from segmentry.pipeline import STAGES, Progress
from segmentry.workspace import Run, Workspace, create

END = date(2026, 6, 30)
LOOKS = (date(2025, 3, 1), date(2026, 4, 1))
"""Days of earlier runs: the growth offer begins, and the last quarter, so that there is a past."""

_DEFINITIONS = Path(__file__).parent / "definitions"
_SETTINGS = """\
# the company is made up, and so is its date: nothing here grows old
stale_after_days: 36500
"""

Tell = Callable[[Progress], None]


def prepare_demo(
    folder: Path, *, accounts: int = 2000, seed: int = 7, tell: Tell = lambda _: None
) -> Workspace:
    """Make up the company below `folder` and a workspace over its exports.

    A folder that already holds a demo is used again as it is.
    """
    folder = Path(folder)
    if (folder / "segmentry.yaml").exists():
        return Workspace(folder)
    if folder.exists() and any(folder.iterdir()):
        raise UserError(
            "The folder is not empty and holds no demo.",
            where=str(folder),
            next_step="Give another one with --folder.",
        )

    def say(sentence: str) -> None:
        tell(Progress("demo", 1, len(STAGES), sentence))

    company = generate(
        folder, accounts=accounts, seed=seed, end=END, progress=lambda text, _: say(text)
    )
    create(
        folder,
        [str(company.exports)],
        name="Nordlicht Supplies",
        currency="EUR",
        reserved_domains=True,  # the only domains that are surely nobody's
        tell=say,
    )
    with storage_errors(folder):
        _write_definitions(folder)
    return Workspace(folder)


def run_demo(workspace: Workspace, *, tell: Tell = lambda _: None) -> Run:
    """Run the demo as if it had been in use for a while; the newest run."""
    for day in _looks_to_come(workspace):
        _before_the_survey(workspace).run(as_of=day, tell=tell)
    return workspace.run(tell=tell)


def _looks_to_come(workspace: Workspace) -> Iterator[date]:
    last = workspace.store.catalogue.last()
    return (day for day in LOOKS if last is None or day > last.as_of)


def _before_the_survey(workspace: Workspace) -> Workspace:
    """Nobody divided by its answers yet."""
    before = Workspace(workspace.folder)
    asked = [s for s in before.definitions.segmentations if s.method != "psychographic"]
    before.definitions = before.definitions.model_copy(update={"segmentations": tuple(asked)})
    return before


def _write_definitions(folder: Path) -> None:
    for path in sorted(_DEFINITIONS.rglob("*.yaml")):
        to = folder / path.relative_to(_DEFINITIONS)
        to.parent.mkdir(exist_ok=True)
        to.write_bytes(path.read_bytes())
    _append(folder / "launches" / "growth_offer.yaml", f"cost: {_cost_of_the_offer(folder)}\n")
    _append(folder / "segmentry.yaml", _SETTINGS)


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _cost_of_the_offer(folder: Path) -> str:
    """What its campaign cost: so much for each company that got it."""
    with (folder / "exports" / "campaigns.csv").open(encoding="utf-8", newline="") as file:
        costs = {row["Campaign ID"]: row["Actual Cost"] for row in csv.DictReader(file)}
    return costs[CAMPAIGN_IDS[OFFER]]
