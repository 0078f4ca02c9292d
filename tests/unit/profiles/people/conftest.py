"""Runs the profiles stage over contacts as hub and vault would tell them."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentry.model.answers import Answer
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.types import ColumnType
from segmentry.model.vault import CONTACTS_FILE, VAULT_COLUMNS
from segmentry.profiles import stage
from segmentry.profiles.answers import answered

Row = Mapping[str, object]
_ARROW = {
    ColumnType.TEXT: pa.string(), ColumnType.DATE: pa.date32(), ColumnType.TIME: pa.timestamp("us"),
    ColumnType.BOOLEAN: pa.bool_(), ColumnType.INTEGER: pa.int64(),
}  # fmt: skip


def key_of(name: str) -> str:
    """The opaque key of the contact that a test calls by a name."""
    return hashlib.md5(name.encode()).hexdigest()[:20]


def said(name: str, other: str, what: str) -> Answer:
    """An answer about two contacts that a test calls by names."""
    at = datetime(2026, 6, 30)
    return answered(key_of(name), key_of(other), what, because="so", by="Ana", at=at)


def spelt(person: Row) -> Row:
    """A contact with the keys that the standardisers would make of names, phone and street."""
    keys = {
        f"{field}_key": " ".join(str(person[field]).lower().replace(".", " ").split())
        for field in ("first_name", "last_name", "full_name")
        if person.get(field)
    }
    for field in ("phone", "street"):
        if person.get(field):
            keys[f"{field}_key"] = str(person[field]).lower()
    email = str(person.get("email") or "")
    domain = email.rpartition("@")[2]
    company = {"email_domain": domain} if domain and domain != "gmail.com" else {}
    return {"source": "crm", **person, **keys, **company}


class People:
    """What the stage made of contacts, under the names that the test gave them."""

    def __init__(self, made: Any, names: Sequence[str]) -> None:
        self.made = made
        self._names = {key_of(name): name for name in names}

    def groups(self) -> list[list[str]]:
        """Names of the contacts, person by person."""
        found: dict[str, list[str]] = {}
        for row in self.made.rows("select person_id, contact_key from contact_identity"):
            if row["contact_key"] in self._names:
                found.setdefault(row["person_id"], []).append(self._names[row["contact_key"]])
        return sorted(sorted(group) for group in found.values())

    def person(self, name: str) -> str:
        sql = f"select person_id from contact_identity where contact_key = '{key_of(name)}'"
        return str(self.made.value(sql))

    def row(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.made.rows(
            f"select * from people where person_id = '{self.person(name)}'"
        )[0]
        return found

    def jobs(self, name: str) -> list[tuple[str, date, date | None]]:
        """Where the person of a contact worked, by the company's key, from and to."""
        rows = self.made.rows(
            f"select * from employment where person_id = '{self.person(name)}' "
            "order by from_on, account_key"
        )
        return [(r["account_key"], r["from_on"], r["to_on"]) for r in rows]


@pytest.fixture
def people(bench: Callable[..., Any]) -> Callable[..., People]:
    """Runs the stage: `people({"ada": {"first_name": "Ada", "account_key": "crm:A", …}})`."""

    def run(
        contacts: Mapping[str, Row],
        *,
        before: People | None = None,
        as_of: date = date(2026, 6, 30),
        accounts: Sequence[Row] = (),
        answers: Sequence[tuple[str, str, str]] = (),
    ) -> People:
        made = bench(as_of=as_of)
        made.context.people_answers = [said(*answer) for answer in answers]
        told = [spelt({"contact_key": key_of(name), **c}) for name, c in contacts.items()]
        _feed(made, Table.CONTACT_RECORDS, [_record(n, c) for n, c in enumerate(told, 1)])
        if accounts:
            _feed(
                made, Table.ACCOUNT_RECORDS, [{"source": "crm", "line": 1, **a} for a in accounts]
            )
        pq.write_table(_arrow(VAULT_COLUMNS, told), made.context.vault / CONTACTS_FILE)
        if before is not None:
            for table in (Table.IDENTITY, Table.IDENTITY_EVENTS, Table.CONTACT_IDENTITY,
                          Table.EMPLOYMENT, Table.PEOPLE):  # fmt: skip
                file = before.made.context.folder / f"{table}.parquet"
                made.context.engine.register(f"previous_{table}", [file])
                made.context.remembered.add(table)
        return People(made.run(stage.run), [*contacts])

    return run


def _record(line: int, contact: Row) -> Row:
    return {
        "line": line,
        "has_email": contact.get("email") is not None,
        "has_phone": contact.get("phone") is not None,
        **contact,
    }


def _feed(made: Any, table: Table, rows: Sequence[Row]) -> None:
    made.context.engine.load(table, _arrow(SCHEMAS[table].columns, rows))
    made.context.rows[table] = len(rows)


def _arrow(columns: Sequence[Any], rows: Sequence[Row]) -> pa.Table:
    return pa.table({c.name: pa.array([r.get(c.name) for r in rows], _ARROW[c.type])
                     if c.type in _ARROW else pa.nulls(len(rows), pa.string())
                     for c in columns})  # fmt: skip
