"""Accounts that were merged into others: what names them no more, and what was theirs."""

from typing import TYPE_CHECKING

from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.errors import UserError
from segmentry.model.tables import Table
from segmentry.profiles.explaining import owner_of
from segmentry.profiles.lookup import survivor

if TYPE_CHECKING:
    from segmentry.workspace.workspace import Workspace

_THEN = "identity_then"
_SHOWN = 10


def refuse_merged(
    workspace: "Workspace", engine: Engine, asked: tuple[str, str], keys: tuple[str, str]
) -> None:
    """Raise where an account is named by an id that was merged into the account of the other."""
    owner = owner_of(engine, keys[0])
    for name in asked:
        if owner == survivor(engine, name) != name and owner == owner_of(engine, keys[1]):
            theirs = _last_keys(workspace, engine, name)
            raise UserError(
                f"Account '{name}' was merged into '{owner}': both are one account now"
                f"{_told(theirs)}.",
                next_step=f"`segmentry identity split {theirs[0] if theirs else 'KEY'}` parts a "
                f"key from it; `segmentry identity history {name}` tells why they merged, "
                f"`segmentry identity explain {owner}` what holds it together.",
            )


def _told(keys: list[str]) -> str:
    if not keys:
        return ""
    more = f" and {len(keys) - _SHOWN:,} more" if len(keys) > _SHOWN else ""
    return f"; from it came {', '.join(keys[:_SHOWN])}{more}"


def _last_keys(workspace: "Workspace", engine: Engine, account: str) -> list[str]:
    """The keys of an account in the newest run that has it; none where no such run is kept."""
    catalogue = workspace.store.catalogue
    records = (catalogue.run(number) for number in reversed(catalogue.numbers()))
    for file in (r.files.get(Table.IDENTITY) for r in records if r):
        if file:
            engine.drop(_THEN)
            engine.register(_THEN, [workspace.store.path(file.path)])
            found: list[str] = engine.query(
                f"select account_key from {_THEN} where account_id = {literal(account)} "
                "order by account_key"
            )["account_key"].to_pylist()
            if found:
                return found
    return []
