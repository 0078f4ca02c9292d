"""One company: what is known of it, and what people say that it is."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from segmentry.errors import UnknownName, UserError
from segmentry.hub.single_value import understood
from segmentry.hub.standardise.base import Reading
from segmentry.model.pins import Pin
from segmentry.profiles.lookup import survivor
from segmentry.profiles.pins import Pins, pins_in_force

if TYPE_CHECKING:
    from segmentry.workspace.workspace import Workspace


class Account:
    """A company as the newest run knows it.

    >>> ws.account("crm:4711").pin("city", "Ulm", because="their letterhead")  # doctest: +SKIP
    >>> ws.run()                                                               # doctest: +SKIP
    """

    def __init__(self, workspace: "Workspace", asked: str) -> None:
        self._workspace = workspace
        self._run = workspace.last_run
        self._pins = Pins(workspace.store.catalogue)
        self.known: dict[str, Any] = self._run.profile(asked)
        """Profile, variables, memberships, identity and lineage."""

    @property
    def account_id(self) -> str:
        """The id, which lasts."""
        return str(self.known["profile"]["account_id"])

    def pin(self, field: str, value: str, *, because: str, by: str = "") -> Pin:
        """Say what a field is: from the next run on it counts before what all records say."""
        return self.say({field: value}, because=because, by=by)[0]

    def unpin(self, field: str, *, because: str, by: str = "") -> Pin:
        """Take a pin back: from the next run on the records decide again."""
        return self.say({field: None}, because=because, by=by)[0]

    def say(self, values: Mapping[str, str | None], *, because: str, by: str = "") -> list[Pin]:
        """Pin fields to values, or with None take pins back: all or, where one is wrong, none."""
        if not because.strip():
            raise UserError(
                "A pin needs its reason.",
                next_step='Say why, for instance --because "their letterhead says so".',
            )
        at = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        said = (because.strip(), by.strip() or "unknown", at)
        pins = [Pin(self.account_id, f, self._read(f, v), *said) for f, v in values.items()]
        self._pins.add(pins)
        return pins

    def pins(self) -> list[Pin]:
        """The pins that count, also those of ids that were merged into this account."""
        pins = self._pins.all()
        homes = {id_: survivor(self._run.engine, id_) for id_ in {p.account_id for p in pins}}
        return [p for p in pins_in_force(pins, homes) if homes[p.account_id] == self.account_id]

    def _read(self, field: str, value: str | None) -> dict[str, str | None]:
        if value is None:
            return self._nothing(field)
        settings = self._workspace.definitions.workspace
        reading = Reading(
            default_country=settings.default_country, reserved_domains=settings.reserved_domains
        )
        country = self.known["profile"]["country"]
        return understood(field, value, self._run.engine, reading, country)

    def _nothing(self, field: str) -> dict[str, str | None]:
        pinned = [pin.field for pin in self.pins()]
        if field not in pinned:
            raise UnknownName("pin of this account", field, pinned)
        return {}
