"""Every error Segmentry raises.

SegmentryError
├── UserError                 the person can fix it; shown as it is, with a code and a next step
│   ├── InvalidDefinition     a YAML file of the workspace says something that cannot be
│   ├── InvalidCondition      a condition or expression cannot be understood
│   ├── NumberTooLarge        a calculation gives a number beyond what can be stored
│   ├── UnknownName           a name that nothing carries; the nearest one is offered
│   ├── UnreadableSource      a file or database cannot be read
│   ├── WorkspaceNotFound     there is no workspace here
│   ├── WorkspaceBusy         another run is writing this workspace
│   ├── NoData                there is nothing to work on yet
│   ├── StaleData             the data is too old to act on
│   ├── PlanOutdated          what a plan was made for has changed since
│   ├── TooManyRemovals       more would leave a destination than may without a confirmation
│   └── DestinationRefused    a destination does not take what it was sent
├── SystemFailed              the machine or another system failed; trying again may help
│   ├── SourceUnreachable     a database did not answer
│   ├── EngineUnavailable     Spark did not answer or is not installed
│   ├── DestinationUnreachable  a destination did not answer, or failed
│   └── StorageFailed         the disk is full or may not be written
└── InternalError             our bug; logged in full, shown as a reference number
"""

from collections.abc import Iterable
from difflib import get_close_matches


class SegmentryError(Exception):
    """An error with a stable code, a sentence of what happened, and what to do next."""

    code = "error"
    exit_code = 1

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        self.what = what
        self.where = where
        self.next_step = next_step
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f" {self.next_step}" if self.next_step else ""
        return f"{place}{self.what}{advice}"


class UserError(SegmentryError):
    """The person can fix it."""

    code = "user_error"
    exit_code = 2


class InvalidDefinition(UserError):
    """A YAML file of the workspace says something that cannot be."""

    code = "invalid_definition"


class InvalidCondition(UserError):
    """A condition or expression cannot be understood."""

    code = "invalid_condition"


class NumberTooLarge(UserError):
    """A calculation gives a number beyond what can be stored."""

    code = "number_too_large"


class UnknownName(UserError):
    """A name that nothing carries; the nearest one is offered."""

    code = "unknown_name"

    def __init__(
        self, kind: str, name: str, known: Iterable[str], *, where: str = "", advice: str = ""
    ) -> None:
        self.kind, self.name, self.known = kind, name, sorted(known)
        self.advice = advice
        next_step = " ".join(filter(None, (advice, self._hint())))
        super().__init__(f"There is no {kind} called '{name}'.", where=where, next_step=next_step)

    def _hint(self) -> str:
        if close := get_close_matches(self.name, self.known, n=1):
            return f"Did you mean '{close[0]}'?"
        if not self.known:
            return "None is known yet."
        shown = ", ".join(self.known[:12])
        more = f" and {len(self.known) - 12} more" if len(self.known) > 12 else ""
        return f"Known: {shown}{more}."


class UnreadableSource(UserError):
    """A file or database cannot be read."""

    code = "unreadable_source"


class WorkspaceNotFound(UserError):
    """There is no workspace here."""

    code = "workspace_not_found"


class WorkspaceBusy(UserError):
    """Another run is writing this workspace."""

    code = "workspace_busy"


class NoData(UserError):
    """There is nothing to work on yet."""

    code = "no_data"


class StaleData(UserError):
    """The data is too old to act on."""

    code = "stale_data"


class PlanOutdated(UserError):
    """What a plan was made for has changed since."""

    code = "plan_outdated"


class TooManyRemovals(UserError):
    """More would leave a destination than may without a confirmation."""

    code = "too_many_removals"


class DestinationRefused(UserError):
    """A destination does not take what it was sent."""

    code = "destination_refused"


class SystemFailed(SegmentryError):
    """The machine or another system failed; trying again may help."""

    code = "system_failed"
    exit_code = 3


class SourceUnreachable(SystemFailed):
    """A database did not answer."""

    code = "source_unreachable"


class DestinationUnreachable(SystemFailed):
    """A destination did not answer, or failed."""

    code = "destination_unreachable"


class EngineUnavailable(SystemFailed):
    """Spark did not answer or is not installed."""

    code = "engine_unavailable"


class StorageFailed(SystemFailed):
    """The disk is full or may not be written."""

    code = "storage_failed"


class InternalError(SegmentryError):
    """Our bug; logged in full, shown as a reference number."""

    code = "internal_error"
    exit_code = 70
