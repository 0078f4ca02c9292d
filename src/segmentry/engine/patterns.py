"""Accounts that are in the same groups form a pattern.

There are far fewer patterns than accounts, so events are summed once per pattern and the sums are
added up per group: many groups cost little more than one, and overlaps come for nothing. The
groups of an account are kept as sums of powers of two, in as many words as needed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from segmentry.engine.run_context import RunContext
from segmentry.model.tables import Column
from segmentry.model.types import ColumnType

_BITS = 60  # per word: a sum of distinct powers of two stays within BIGINT
_ACCOUNTS = 31  # bits of an account's number within all patterns; a pattern has as many

BIT_COLUMNS = (Column("word", ColumnType.INTEGER, ""), Column("bit", ColumnType.INTEGER, ""))
"""Where a group stands in the masks."""
PATTERN_OF = f"({{0}} >> {_ACCOUNTS})"
"""The pattern in an account's number, so that nobody has to look it up."""


def bit(group: int) -> dict[str, object]:
    """The values of BIT_COLUMNS of a group, from 0 on."""
    return {"word": group // _BITS, "bit": 1 << group % _BITS}


@dataclass(frozen=True)
class Patterns:
    """Two tables: `account_patterns` (account_id, pattern, account: a number that is quick to
    group by, see PATTERN_OF) and `patterns` (pattern, mask_0, mask_1 and so on)."""

    context: RunContext
    prefix: str
    groups: int

    @property
    def of_accounts(self) -> str:
        return f"{self.prefix}account_patterns"

    @property
    def masks(self) -> str:
        return f"{self.prefix}patterns"

    def find(self, members: str, everybody: str = "") -> None:
        """Keep the tables. `members` is SQL for account_id, word and bits: who is in what.

        `everybody` is SQL for account_id, all accounts to be told of; else those of `members`.
        """
        self._keep_masks(members, everybody)
        names = ", ".join(self._names)
        self.context.keep(
            self.masks,
            "the patterns, numbered by what they are",
            f"select {names}, row_number() over (order by {names}) as pattern "
            f"from (select distinct {names} from {self.prefix}masks) as found",
        )
        same = " and ".join(f"p.{name} = m.{name}" for name in self._names)
        self.context.keep(
            self.of_accounts,
            "the pattern of each account, and a number to group by",
            f"select m.account_id, p.pattern, p.pattern * {1 << _ACCOUNTS} "
            "+ row_number() over (order by p.pattern) as account "
            f"from {self.prefix}masks as m join {self.masks} as p on {same}",
        )
        self.context.engine.drop(f"{self.prefix}masks")

    def is_in(self, pattern: str, group: str) -> str:
        """Whether a row of `patterns` is in a group with BIT_COLUMNS, as SQL."""
        words = enumerate(self._names)
        told = (f"({group}.word = {w} and ({pattern}.{n} & {group}.bit) <> 0)" for w, n in words)
        return f"({' or '.join(told)})"

    def _keep_masks(self, members: str, everybody: str) -> None:
        sql = (
            f"select m.account_id, {', '.join(self._sums())} from ({members}) as m "
            "group by m.account_id"
        )
        if everybody:
            known = ", ".join(f"coalesce(s.{name}, 0) as {name}" for name in self._names)
            sql = (
                f"select e.account_id, {known} from ({everybody}) as e "
                f"left join ({sql}) as s on s.account_id = e.account_id"
            )
        self.context.keep(f"{self.prefix}masks", "the groups of each account, as bits", sql)

    @property
    def _names(self) -> list[str]:
        return [f"mask_{w}" for w in range(max(1, -(-self.groups // _BITS)))]

    def _sums(self) -> Iterator[str]:
        for word, name in enumerate(self._names):
            yield f"coalesce(bit_or(case when m.word = {word} then m.bits end), 0) as {name}"
