"""People as the vault knows them. What is read here stays in the engine, or leaves for the
destination; it never comes into a plan, a ledger or a message of ours."""

import os
import secrets
from pathlib import Path

import pyarrow as pa

from segmentry.engine.contract import Engine
from segmentry.errors import StorageFailed
from segmentry.model.vault import CONTACTS_FILE

PERSONAL = ("email", "first_name", "last_name", "full_name", "phone", "job_title")
"""What can be sent of a person beside the variables of the company; the e-mail always is."""

PEOPLE = "activation_people"
SALT = "activation_salt"


def open_vault(engine: Engine, vault: Path) -> None:
    """Make people readable as `activation_people`, one row each, and the salt beside them."""
    file = vault / CONTACTS_FILE
    if file.is_file():
        engine.register("activation_vault", [file])
        known = "activation_vault"
    else:
        empty = ", ".join(f"cast(null as varchar) as {n}" for n in ("account_key", *PERSONAL))
        known = f"(select cast(null as varchar) as contact_key, {empty} where false)"
    columns = ", ".join(PERSONAL)
    engine.define(
        PEOPLE,
        f"""
        select contact_key, {columns}, lower(trim(email)) as address from (
            select *, row_number() over (partition by contact_key
                                         order by account_key nulls last, {columns}) as place
            from {known} as vault
        ) as ranked where place = 1
        """,
    )
    engine.load(SALT, pa.table({"salt": [salt(vault)]}))


def salt(vault: Path) -> str:
    """Random text that digests of personal values are made with; it goes when the vault goes."""
    path = vault / "salt"
    try:
        if not path.is_file():
            _make(path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise StorageFailed(
            f"The vault cannot be used ({error.strerror or 'no reason given'}).",
            where=str(vault),
            next_step="Check that the folder may be read and written.",
        ) from error


def _make(path: Path) -> None:
    fresh = path.with_name(f"salt.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_hex(16), encoding="ascii")
    fresh.replace(path)
