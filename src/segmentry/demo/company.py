"""The demo company as a workspace: its exports are recognised like anybody's."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from segmentry.demo.generate import generate
from segmentry.errors import UserError
from segmentry.pipeline import STAGES, Progress
from segmentry.workspace import Workspace, create

END = date(2026, 6, 30)

_SEGMENTATIONS = {
    "key_accounts": """\
title: Whom to call first
description: Rules that a sales team wrote down; the first that fits counts.
method: rules
segments:
  - name: Win back
    where: net_revenue >= 10000 and recency_days > 120
    description: Bought much, went quiet.
  - name: Grow
    where: revenue_growth > 0.25 and purchase_frequency >= 4
    description: Buys more than a year ago.
  - name: Renew with care
    where: subscriptions_running > 0 and count(engagements, kind = 'product', last_days(30)) = 0
    description: Pays for a product it no longer uses.
  - name: Talk to the board
    where: any_contact(seniority in ('owner', 'C-level') and email_consent) and orders > 0
    description: A decision maker agreed to hear from us.
""",
    "needs": """\
title: How much price matters to them
description: What they answered in the survey.
method: psychographic
question: How important is price?
""",
}


def prepare_demo(
    folder: Path,
    *,
    accounts: int = 2000,
    seed: int = 7,
    tell: Callable[[Progress], None] = lambda _: None,
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
    workspace = create(
        folder,
        [str(company.exports)],
        name="Nordlicht Supplies",
        currency="EUR",
        reserved_domains=True,  # the only domains that are surely nobody's
        tell=say,
    )
    for name, text in _SEGMENTATIONS.items():
        path = folder / "segmentations" / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
    return Workspace(workspace.folder)
