"""What keys are of: companies or people; where they, their ids and their pairs stand."""

from dataclasses import dataclass

from segmentry.model.tables import Table


@dataclass(frozen=True)
class Kind:
    """Keys of one kind, by the names of their columns and tables."""

    key: str
    id: str
    identity: Table
    pairs: Table


COMPANIES = Kind("account_key", "account_id", Table.IDENTITY, Table.IDENTITY_PAIRS)
PEOPLE = Kind("contact_key", "person_id", Table.CONTACT_IDENTITY, Table.CONTACT_PAIRS)
