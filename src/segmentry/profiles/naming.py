"""What people mean by the keys they name: companies or contacts, but not one of each."""

from segmentry.engine.contract import Engine
from segmentry.errors import UnknownName, UserError
from segmentry.profiles.kinds import COMPANIES, PEOPLE, Kind
from segmentry.profiles.lookup import key_of
from segmentry.profiles.people.lookup import contact_of, looks_like_contact


def keys_of(engine: Engine, *asked: str) -> tuple[Kind, list[str]]:
    """The keys that are meant, and what they are of."""
    contacts = {one: contact_of(engine, one) for one in asked}
    known = {one: key for one, key in contacts.items() if key}
    if len(known) == len(contacts):
        return PEOPLE, [known[one] for one in asked]
    keys = {one: _key_of(engine, one, is_contact=bool(known)) for one in asked if one not in known}
    if not known:
        return COMPANIES, [keys[one] for one in asked]
    contact, company = next(iter(known)), next(iter(keys))
    raise UserError(
        f"'{contact}' is a contact and '{company}' is a company.",
        next_step="Name two contacts or two companies; `segmentry profile COMPANY` shows who "
        "works there.",
    )


def _key_of(engine: Engine, asked: str, *, is_contact: bool) -> str:
    try:
        return key_of(engine, asked)
    except UnknownName:
        if not (is_contact or looks_like_contact(asked)):
            raise
    raise UserError(
        f"There is no contact '{asked}'.",
        next_step="`segmentry identity ask --people` shows contacts with their keys; the key of a "
        "source, as system:key, names a contact too.",
    )
