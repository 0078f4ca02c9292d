"""Proposes a workspace for files that nobody has described yet."""

import os
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from segmentry.definitions.data_files import data_files, passed_over
from segmentry.definitions.header_files import header_file_of
from segmentry.definitions.series import Series, series_of
from segmentry.definitions.stubs import Stub
from segmentry.definitions.won_deals import has_won_deals
from segmentry.engine.contract import Engine
from segmentry.errors import NoData, UserError
from segmentry.hub.recognition import (
    GuessedTable,
    Recognised,
    SeenFile,
    guess_tables,
    hints,
    link_keys,
    look_at,
    recognise,
    shared_systems,
    tables_by_preset,
)
from segmentry.sources import SOURCES
from segmentry.sources.base import Landed


@dataclass(frozen=True)
class ProposedSource:
    """A source with the tables it seems to fill."""

    name: str
    plugin: str
    settings: dict[str, Any]
    system: str
    tables: tuple[GuessedTable, ...]
    notes: tuple[str, ...] = ()
    preset: str = ""

    @property
    def unused(self) -> list[str]:
        """Columns that no table takes."""
        taken = {column for t in self.tables for f in t.fields for column in f.mapping.columns}
        taken |= {column for t in self.tables for column in t.attributes.values()}
        return [c.name for c in self.tables[0].file.columns if c.name not in taken]


@dataclass(frozen=True)
class Proposal:
    """What could be made of the files: sources, stubs to fill in, and files left out with the
    reason."""

    sources: tuple[ProposedSource, ...]
    left_out: tuple[tuple[str, str], ...]
    stubs: tuple[Stub, ...] = ()
    has_won_deals: bool = False
    """Whether a deal of a company was won."""

    @property
    def currency(self) -> str:
        """The currency most rows name, or a header does; empty when nothing tells."""
        counts: Counter[str] = Counter()
        for table in (t for s in self.sources for t in s.tables):
            column = table.column_of("currency") or table.column_of("revenue_currency")
            if column:
                counts.update(table.file.column(column).counts)
            for seen in table.file.columns:
                words = seen.name.lower().replace("_", " ").split()
                counts.update({w.upper(): 1 for w in words if w in ("usd", "eur", "gbp", "chf")})
        named = [c for c, _ in counts.most_common() if len(c) == 3 and c.isalpha() and c.isupper()]
        return named[0] if named else ""

    def fills(self, table: str) -> bool:
        return any(t.table.name == table for s in self.sources for t in s.tables)

    def gives(self, table: str, field_: str) -> bool:
        return any(
            t.table.name == table and any(f.field == field_ for f in t.fields)
            for s in self.sources
            for t in s.tables
        )


@dataclass
class _Landing:
    """The places that are looked at, landed one by one in a temporary folder."""

    engine: Engine
    folder: Path
    work: Path
    tell: Callable[[str], None]
    seen: list[tuple[SeenFile, str, dict[str, Any], Landed]] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def files(self, series: Series) -> None:
        absolute = [path.resolve() for path in series.files]
        # the workspace and its files may move together
        relative = [os.path.relpath(path, self.folder.resolve()) for path in absolute]
        here: dict[str, Any] = {"path": [str(path) for path in absolute]}
        settings: dict[str, Any] = {"path": relative if len(relative) > 1 else relative[0]}
        if header := header_file_of(absolute[0]):
            here["header_file"] = str(header)
            settings["header_file"] = os.path.relpath(header, self.folder.resolve())
        self._land(series.shown, _slug(series.stem), "files", here, settings)

    def columns(self, path: Path) -> tuple[str, ...] | None:
        settings = {"path": str(path.resolve())}
        if header := header_file_of(path.resolve()):
            settings["header_file"] = str(header)
        try:
            return SOURCES.get("files").model_validate(settings).columns(self.folder)
        except UserError:
            return None

    def table(self, url: str, table: str) -> None:
        settings = {"url": url, "table": table}
        self._land(table, _slug(table), "sql", settings, settings)

    def _land(
        self, shown: str, name: str, plugin: str, here: dict[str, Any], settings: dict[str, Any]
    ) -> None:
        self.tell(f"Looking at {shown}")
        name = self._unused(name)
        into = self.work / f"{name}.parquet"
        try:
            source = SOURCES.get(plugin).model_validate(here)
            landed = source.land(self.folder, into)
        except UserError as error:
            self.left_out.append((shown, str(error)))
            return
        records = f"seen/{name}"
        self.engine.register(records, [into])
        seen = look_at(self.engine, name, records)
        self.seen.append((seen, plugin, settings, landed))

    def _unused(self, name: str) -> str:
        taken = {seen.name for seen, *_ in self.seen}
        number, unused = 2, name
        while unused in taken:
            unused, number = f"{name}_{number}", number + 1
        return unused


def propose(
    places: Sequence[str],
    *,
    folder: Path,
    engine: Engine,
    work: Path,
    tell: Callable[[str], None] = lambda _: None,
) -> Proposal:
    """Read files, folders and database URLs, and guess what they tell."""
    landing = _Landing(engine, folder, work, tell)
    found: list[Path] = []
    for place in places:
        if "://" in place or place.startswith("env:"):
            _tables_of(place, landing)
        else:
            found += data_files(Path(place))
            landing.left_out += [(str(f), _GIVE_IT_TOO) for f in passed_over(Path(place))]
    for series in series_of(found, landing.columns):
        landing.files(series)
    vendors: dict[str, Recognised] = {}
    guessed: list[tuple[int, list[GuessedTable]]] = []
    for number, (seen, *_) in enumerate(landing.seen):
        tell(f"Recognising the columns of {seen.name}")
        if vendor := recognise(engine, seen):
            vendors[seen.name] = vendor
            guessed.append((number, tables_by_preset(engine, seen, vendor)))
        else:
            guessed.append((number, guess_tables(engine, seen)))
    return _proposal(landing, _linked(engine, guessed), vendors, engine)


def _linked(
    engine: Engine, guessed: Sequence[tuple[int, list[GuessedTable]]]
) -> list[tuple[int, list[GuessedTable]]]:
    linked = iter(link_keys(engine, [t for _, tables in guessed for t in tables]))
    return [(number, [next(linked) for _ in tables]) for number, tables in guessed]


def _proposal(
    landing: _Landing,
    guessed: Sequence[tuple[int, list[GuessedTable]]],
    vendors: Mapping[str, Recognised],
    engine: Engine,
) -> Proposal:
    # guests name the companies of others, as web analytics names those of the CRM
    fixed = {name: v.preset.system for name, v in vendors.items() if not v.preset.guest}
    systems = shared_systems(engine, [t for _, tables in guessed for t in tables], fixed)
    files = [seen for seen, *_ in landing.seen]
    sources, stubs = [], []
    for number, tables in guessed:
        seen, plugin, settings, landed = landing.seen[number]
        vendor = vendors[seen.name].preset if seen.name in vendors else None
        if tables:
            system, name = systems[seen.name], vendor.name if vendor else ""
            if vendor and system == seen.name:
                system = vendor.system
            sources.append(
                ProposedSource(
                    seen.name, plugin, settings, system, tuple(tables), landed.notes, name
                )
            )
        elif vendor:
            landing.left_out.append((seen.name, f"{vendor.title}: {vendor.useless}"))
        elif seen.rows:
            told = hints(engine, seen, files)
            stubs.append(Stub(seen.name, plugin, settings, _NOT_RECOGNISED, told))
        else:
            landing.left_out.append((seen.name, "it has no rows"))
    if not sources and not stubs:
        tried = "; ".join(f"{name}: {why}" for name, why in landing.left_out) or "nothing was given"
        raise NoData(
            f"No file could be recognised ({tried}).",
            next_step="Give files with orders, customers, subscriptions or deals, or write a "
            "source by hand.",
        )
    won = has_won_deals(engine, [t for s in sources for t in s.tables])
    return Proposal(tuple(sources), tuple(landing.left_out), tuple(stubs), won)


_NOT_RECOGNISED = "its columns fit no table"
_GIVE_IT_TOO = "a folder within a folder; name it in --from as well if it belongs here"


def _tables_of(url: str, landing: _Landing) -> None:
    from segmentry.sources.sql import list_tables

    for table in list_tables(url):
        landing.table(url, table)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "source"
