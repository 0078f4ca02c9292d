"""Makes a workspace, empty or for the files that it is shown."""

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.workspace.settings import checked_settings
from segmentry.workspace.workspace import Workspace


def create(
    folder: Path | str,
    places: Sequence[str] = (),
    *,
    name: str = "",
    currency: str = "",
    template: str = "",
    reserved_domains: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> Workspace:
    """Make a workspace; from files, it proposes sources and segmentations for what they hold.

    Without a currency it is the one most rows name, or EUR. A template (saas, wholesale,
    consulting, software) adds what such a business usually wants to see. `reserved_domains` is
    for data that is made up: domains that nobody can register are then taken for real.
    """
    from segmentry.definitions.propose import propose
    from segmentry.definitions.template import template_named
    from segmentry.definitions.write import left_out, write_workspace

    folder = Path(folder)
    chosen = template_named(template) if template else None
    proposal = None
    title = name or folder.resolve().name.replace("_", " ")
    settings: dict[str, Any] = {"name": title, "currency": currency or "EUR"}
    if reserved_domains:
        settings["reserved_domains"] = True
    checked_settings(settings, folder)
    if places:
        with TemporaryDirectory(prefix="segmentry-") as work:
            engine = DuckDBEngine(Path(work))
            try:
                proposal = propose(places, folder=folder, engine=engine, work=Path(work), tell=tell)
            finally:
                engine.close()
        settings["currency"] = currency or proposal.currency or "EUR"
    write_workspace(folder, settings, proposal, chosen)
    workspace = Workspace(folder)
    workspace.left_out = left_out(chosen, proposal) if chosen else {}
    workspace.proposal = proposal
    return workspace
