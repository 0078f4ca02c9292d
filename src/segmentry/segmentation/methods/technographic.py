"""Which technologies companies use."""

from typing import ClassVar

from segmentry.engine.sql import identifier, literal
from segmentry.errors import NoData
from segmentry.model.tables import Table
from segmentry.segmentation.accounts import Accounts
from segmentry.segmentation.attribute import AttributeMethod
from segmentry.segmentation.base import Placement, Segment
from segmentry.segmentation.matching import Cell, place


class Technographic(AttributeMethod):
    """Segments by the technologies in use, or by how companies adopt technology."""

    strong: ClassVar[str] = "Shows where a product fits and what it must connect with."
    weak: ClassVar[str] = "The data ages, and must be bought or asked for."
    use: ClassVar[str] = "Software and IT services; offers to migrate or to integrate."
    example: ClassVar[str] = (
        "A backup vendor writes to users of a storage system that is about to lose its support."
    )
    usual: ClassVar[tuple[str, ...]] = ()

    technologies: tuple[str, ...] = ()
    """Technologies that form segments; without them those with the most accounts. With `by`,
    variables are used instead."""

    def place(self, accounts: Accounts) -> Placement:
        return super().place(accounts) if self.by else self._by_use(accounts)

    def _by_use(self, accounts: Accounts) -> Placement:
        if not accounts.context.fed(Table.ACCOUNT_TECHNOLOGIES):
            raise NoData(
                f"{self._subject} needs technologies in use; no source gives any.",
                where=accounts.definition.place,
                next_step="Add a source that maps the table technologies, or choose variables "
                "with `by`.",
            )
        names = self.technologies or self._largest(accounts)
        used = accounts.define("used", "with the technologies in question", _used(accounts, names))
        cells = [
            Cell(f"Uses {name}", f"uses_{at}", literal(f"uses {name}"))
            for at, name in enumerate(names)
        ]
        segments = tuple(
            Segment(f"Uses {n}", f"{n} is in use on the date of the data") for n in names
        )
        return Placement(place(used, cells, accounts.definition.assignment), segments)

    def _largest(self, accounts: Accounts) -> tuple[str, ...]:
        found = accounts.query(
            "technologies",
            "the technologies that most accounts use",
            "select technology, count(distinct account_id) as accounts "
            f"from {accounts.rows(Table.ACCOUNT_TECHNOLOGIES)} where {_in_use(accounts)} "
            f"group by technology order by 2 desc, 1 limit {self.largest}",
        )
        return tuple(found.column("technology").to_pylist())


def _used(accounts: Accounts, names: tuple[str, ...]) -> str:
    flags = "".join(
        f", bool_or(technology = {literal(name)}) as uses_{at}" for at, name in enumerate(names)
    )
    shown = "".join(f", coalesce(t.uses_{at}, false) as uses_{at}" for at in range(len(names)))
    return (
        f"select a.account_id{shown} from {identifier(accounts.table)} as a "
        f"left join (select account_id{flags} "
        f"from {accounts.rows(Table.ACCOUNT_TECHNOLOGIES)} where {_in_use(accounts)} "
        "group by account_id) as t "
        "on t.account_id = a.account_id"
    )


def _in_use(accounts: Accounts) -> str:
    as_of = literal(accounts.context.as_of)
    return f"coalesce(since, {as_of}) <= {as_of} and (until is null or until > {as_of})"
