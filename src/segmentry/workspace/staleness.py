"""When a run is due although nobody can see that something has changed."""

from segmentry.activation.freshness import Freshness
from segmentry.engine.catalogue import RunRecord
from segmentry.model.definitions import Definitions
from segmentry.sources.stage import source_of


def why_due(definitions: Definitions, last: RunRecord, known: Freshness) -> str:
    """Why the sources are to be read again by their age, in a sentence; empty when they are not."""
    finished_on = last.finished_at.date()
    days = (known.today - finished_on).days
    limits = sorted((limit, name) for name, limit in definitions.stale_after_days.items())
    if limits and days > limits[0][0]:
        limit, name = limits[0]
        return (
            f"Run {last.number} was made on {finished_on}, {days} days ago; '{name}' is to be read "
            f"again after {limit} (stale_after_days)."
        )
    silent = _unseen(definitions)
    return next((s.sentence for s in known.sources if s.is_stale and s.source in silent), "")


def why_current(definitions: Definitions, last: RunRecord) -> str:
    """What was looked at when no run is due."""
    said = f"Run {last.number} is up to date: no file and no definition has changed"
    silent = ", ".join(f"'{name}'" for name in _unseen(definitions))
    if not silent:
        return f"{said}, and no source is too old."
    return f"{said}. Whether {silent} changed cannot be seen: its age says it is not due yet."


def _unseen(definitions: Definitions) -> list[str]:
    """Sources of which nobody can tell whether they have changed, but by reading them."""
    return [d.name for d in definitions.sources if not source_of(d).tells_changes]
