"""Whether the place of a destination still holds what was written there, and nothing of others."""

from segmentry.activation.desk import Desk
from segmentry.errors import DestinationRefused


def written(desk: Desk) -> str:
    """The fingerprint of what was written last; empty when there is none."""
    state = desk.ledger.state(desk.name, desk.target)
    return state.fingerprint if state else ""


def is_gone(desk: Desk) -> bool:
    """Whether something was written there and nothing is there now."""
    return bool(written(desk)) and not desk.plugin.fingerprint(desk.base)


def check_place(desk: Desk) -> None:
    """Refuse to write over what others wrote there; raises DestinationRefused."""
    before, now = written(desk), desk.plugin.fingerprint(desk.base)
    # of an interrupted plan nobody knows what it wrote
    if now in ("", before) or desk.ledger.plans(desk.name, "sending"):
        return
    what = "was changed by others since" if before else "was not written by this destination"
    raise DestinationRefused(
        f"There is something already that {what}.",
        where=desk.target,
        next_step="Nothing was sent. Move it away, and the file is written anew as a whole; or "
        "choose another path.",
    )
