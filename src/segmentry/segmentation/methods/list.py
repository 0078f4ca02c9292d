"""Lists that people bring."""

import re
from pathlib import Path
from typing import ClassVar, Literal

from pydantic import Field

from segmentry.engine.sql import identifier, literal
from segmentry.model.tables import Column, Table
from segmentry.model.types import ColumnType as T
from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.base import Method, Placement, Segment
from segmentry.segmentation.list_file import ListRow, read_list

_MatchBy = Literal["account_id", "account_key", "name", "domain", "registration_id"]


class AccountList(Method):
    """The accounts of a list you bring as a file."""

    strong: ClassVar[str] = "Takes what people know and no data tells."
    weak: ClassVar[str] = "Nobody keeps it fresh."
    use: ClassVar[str] = "Named accounts, pilots, guests of an event."
    example: ClassVar[str] = (
        "A machine builder keeps the thirty customers of its advisory board in a sheet, and "
        "shows them new controls first."
    )

    file: str = Field(min_length=1)
    """Path of a CSV file in the workspace; its first row names the columns."""
    column: str = Field(min_length=1)
    """Column that tells the company."""
    match_by: _MatchBy = "account_key"
    """What the column holds; account_key is `system:key`, as sources know the company."""
    segment_column: str = ""
    """Column that names the segment; without it all rows are one segment."""
    segment: str = "On the list"
    """Name of the segment where no column names it."""

    def files(self) -> tuple[str, ...]:
        return (self.file,)

    def check(self, folder: Path, where: str) -> None:
        self._read(folder, where)

    def place(self, accounts: Accounts) -> Placement:
        rows = self._rows(accounts)
        listed = accounts.context.load(
            f"segmentation_{accounts.number}_list", _COLUMNS, _values(rows)
        )
        matched = accounts.keep(
            "matched", "accounts that a row of the list means", self._matched(accounts, listed)
        )
        unmatched = self._unmatched(accounts, listed, matched)
        names = tuple(dict.fromkeys(row.segment for row in rows))
        segments = tuple(
            Segment(name, self._rule(name, unmatched), self.file, unmatched.get(name, 0))
            for name in names
        )
        notes = (f"{sum(unmatched.values())} rows of {self.file} match no account in scope.",)
        return Placement(
            self._memberships(accounts, matched), segments, notes=notes if unmatched else ()
        )

    def _rows(self, accounts: Accounts) -> list[ListRow]:
        return self._read(accounts.context.definitions.folder, accounts.definition.place)

    def _read(self, folder: Path, where: str) -> list[ListRow]:
        return read_list(
            folder, self.file, self.column, self.segment_column, self.segment, where=where
        )

    def _rule(self, name: str, unmatched: dict[str, int]) -> str:
        rest = f" ({unmatched[name]} rows match no account)" if name in unmatched else ""
        return f"on the list {self.file}{rest}"

    def _matched(self, accounts: Accounts, listed: str) -> str:
        keys = _KEYS[self.match_by].format(
            keys=accounts.rows(Table.IDENTITY),
            profiles=accounts.rows(Table.PROFILES),
            members=accounts.members(),
        )
        return (
            f"select distinct a.account_id, l.position, l.segment, l.given "
            f"from ({keys}) as k "
            f"join {identifier(accounts.table)} as a on a.account_id = k.account_id "
            f"join {identifier(listed)} as l on l.{_compact_column(self.match_by)} = k.key"
        )

    def _unmatched(self, accounts: Accounts, listed: str, matched: str) -> dict[str, int]:
        rows = accounts.query(
            "unmatched",
            "rows of the list that no account matches",
            f"select segment, count(*) as n from {identifier(listed)} "
            f"where position not in (select position from {identifier(matched)}) group by segment",
        ).to_pylist()
        return {r["segment"]: r["n"] for r in rows}

    def _memberships(self, accounts: Accounts, matched: str) -> str:
        each = (
            "account_id"
            if accounts.definition.assignment == "first_match"
            else "account_id, segment"
        )
        file = literal(f" of {self.file}: ")
        reason = f"concat('Named in row ', cast(position as varchar), {file}, given)"
        return (
            f"select account_id, segment, {reason} as reason from (select *, row_number() over "
            f"(partition by {each} order by position) as place from {identifier(matched)}) as m "
            "where place = 1 union all "
            "select account_id, '' as segment, 'not on the list' as reason "
            f"from {identifier(accounts.table)} "
            f"where account_id not in (select account_id from {identifier(matched)})"
        )


_COLUMNS = (
    Column("position", T.INTEGER, "row of the file, the header not counted"),
    Column("segment", T.TEXT, "segment"),
    Column("given", T.TEXT, "what the file says"),
    Column("key", T.TEXT, "the same in lower case"),
    Column("domain", T.TEXT, "the same as a domain"),
    Column("compact", T.TEXT, "the same without blanks and marks"),
)
_KEYS: dict[str, str] = {
    "account_id": "select account_id, lower(member) as key from ({members}) as m",
    "account_key": "select account_id, lower(account_key) as key from {keys}",
    "name": "select account_id, lower(name) as key from {profiles} where name is not null "
    "union select account_id, name_key as key from {profiles} where name_key is not null",
    "domain": "select account_id, lower(domain) as key from {profiles}",
    "registration_id": "select account_id, regexp_replace(upper(registration_id), '[^A-Z0-9]', '', "
    "'g') as key from {profiles}",
}


def _compact_column(match_by: str) -> str:
    return {"domain": "domain", "registration_id": "compact"}.get(match_by, "key")


def _values(rows: list[ListRow]) -> list[dict[str, object]]:
    return [
        {
            "position": row.position,
            "segment": row.segment,
            "given": row.given,
            "key": row.given.lower(),
            "domain": _domain(row.given),
            "compact": re.sub(r"[^A-Z0-9]", "", row.given.upper()),
        }
        for row in rows
    ]


def _domain(given: str) -> str:
    """'https://www.Acme.com/about' and 'info@acme.com' mean acme.com."""
    host = re.sub(r"^[a-z]+://", "", given.lower()).split("/")[0].rpartition("@")[2]
    return host.removeprefix("www.").split(":")[0]
