"""Two contacts beside each other: what agrees, and what each says where that may be shown."""

import os
from pathlib import Path
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.engine.sql import literal
from segmentry.model.tables import Table
from segmentry.model.vault import CONTACTS_FILE
from segmentry.profiles.explaining import pair_of, verdict
from segmentry.profiles.kinds import PEOPLE
from segmentry.profiles.people.known import NAMED, fullest_records

Row = dict[str, Any]
HIDDEN = "in the vault"
"""Stands for what a contact says of a field that runs and reports never tell."""
_PERSONAL = (
    "given_name", "family_name", "email", "phone", "birth_on", "personal_number", "street",
    "postal_code", "city", "job_title",
)  # fmt: skip
_FIELDS = {
    **{field: field for field in _PERSONAL},
    "account": "account_id", "seniority": "seniority", "job_function": "job_function",
    "country": "country", "source": "source",
}  # fmt: skip
"""Each field, with what is compared of it."""
_ALIKE = {
    "given_name": ("nearly the same given name", "one given name short for the other",
                   "given and family name swapped"),
    "family_name": ("nearly the same family name", "one family name part of the other",
                    "given and family name swapped"),
    "email": ("same e-mail name at another provider",),
    "birth_on": ("nearly the same day of birth",),
    "personal_number": ("nearly the same personal number",),
    "street": ("same address", "same street", "same street and house"),
    "city": ("same address", "same area", "same area and house"),
    "account": ("accounts of one group",),
}  # fmt: skip
"""Words of evidence by which a field is alike where it is not the same."""


def compare_contacts(
    engine: Engine, vault: Path, key: str, other: str, *, reveal: bool = False
) -> list[Row]:
    """What each contact says, field by field: agrees, alike (by the evidence), differs or not told.

    What only the vault tells is shown with `reveal`, to whoever may read the vault.
    """
    first, second = (
        {**_of_vault(engine, vault, named), **_of_run(engine, named)} for named in (key, other)
    )
    pair = pair_of(engine, key, other, PEOPLE)
    return [
        {
            "field": field,
            "first": _shown(first, field, reveal=reveal),
            "second": _shown(second, field, reveal=reveal),
            "verdict": verdict(first.get(compared), second.get(compared), _is_alike(field, pair)),
        }
        for field, compared in _FIELDS.items()
        if first.get(compared) is not None or second.get(compared) is not None
    ]


def _shown(told: Row, field: str, *, reveal: bool) -> object:
    value = told.get(field)
    return HIDDEN if value is not None and field in _PERSONAL and not reveal else value


def _is_alike(field: str, pair: Row | None) -> bool:
    evidence = pair["evidence"] if pair else ""
    return any(words in evidence for words in _ALIKE.get(field, ()))


def _of_vault(engine: Engine, vault: Path, key: str) -> Row:
    """What the fullest record of a contact says; nothing where the vault may not be read."""
    file = vault / CONTACTS_FILE
    if not os.access(file, os.R_OK):
        return {}
    engine.register("vault_contacts", [file])
    engine.define("told_persons", fullest_records(f"contact_key = {literal(key)}"))
    rows = engine.query(
        f"select n.given as given_name, n.family as family_name, lower(t.email) as email, "
        f"coalesce(t.phone_key, t.phone) as phone, t.birth_on, n.number as personal_number, "
        f"t.street_key as street, t.postal_code, t.city, t.job_title "
        f"from told_persons as t join ({NAMED}) as n using (contact_key)"
    ).to_pylist()
    for name in ("told_persons", "vault_contacts"):
        engine.drop(name)
    return dict(rows[0]) if rows else {}


def _of_run(engine: Engine, key: str) -> Row:
    rows = engine.query(
        f"select r.account_key as account, i.account_id, r.seniority, r.job_function, r.country, "
        f"r.source from {Table.CONTACT_RECORDS} as r "
        f"left join {Table.IDENTITY} as i on i.account_key = r.account_key "
        f"where r.contact_key = {literal(key)} "
        f"order by coalesce(r.updated_at, cast(r.created_on as timestamp)) desc nulls last, "
        f"i.account_id nulls last, r.source, r.line limit 1"
    ).to_pylist()
    return dict(rows[0]) if rows else {}
