"""Doubts about definitions: nothing is wrong, but probably something else is meant."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from segmentry.conditions import Membership, Vocabulary, parse_membership, with_known_values
from segmentry.definitions.destinations import destination_doubts
from segmentry.definitions.launches import launch_doubts
from segmentry.definitions.load import load_all
from segmentry.definitions.strategies import strategy_doubts
from segmentry.definitions.yaml_file import read_yaml
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.store import Store
from segmentry.errors import SegmentryError, UserError
from segmentry.hub.same_keys import REFERRING, same_keys
from segmentry.model.definitions import Definitions, SegmentationDefinition
from segmentry.model.tables import Table
from segmentry.model.types import ColumnType
from segmentry.profiles.renamed_systems import renamed_systems
from segmentry.segmentation.stage import read_method
from segmentry.variables.known_words import known_words

_Query = Callable[[str], pa.Table]
STATE = ".segmentry"


def doubts(folder: Path) -> list[UserError]:
    """What is possible in the definitions of a workspace, but probably not meant."""
    definitions, _ = load_all(folder)
    found = list(_unused_sources(folder))
    with suppress(SegmentryError), _last_run(folder) as query:
        if query:
            found += _renamed_systems(definitions, query)
            found += _same_keys(definitions, query)
            found += _unknown_values(definitions, query)
            found += strategy_doubts(definitions, query)
            found += destination_doubts(definitions, query)
            found += launch_doubts(definitions, query)
    return found


# ---- the last run ---------------------------------------------------------------------------

_READ = (
    Table.VARIABLE_FACTS, Table.VARIABLE_VALUES, Table.ACCOUNT_RECORDS, Table.SEGMENT_STATS,
    Table.MEMBERSHIPS, Table.COSTS, Table.IDENTITY, Table.PROFILES,
    *REFERRING.values(),
)  # fmt: skip


@contextmanager
def _last_run(folder: Path) -> Iterator[_Query | None]:
    """Reads the variables of the last run; None before the first one."""
    state = folder / STATE
    store = Store(state) if (state / "catalogue.sqlite").is_file() else None
    last = store.catalogue.last() if store else None
    if store is None or last is None:
        yield None
        return
    with TemporaryDirectory(prefix="segmentry-") as work:
        engine = DuckDBEngine(Path(work))
        try:
            for table in _READ:
                engine.register(table, [store.path(last.files[table].path)])
            yield engine.query
        finally:
            engine.close()


def _unused_sources(folder: Path) -> Iterator[UserError]:
    """Files of comments alone, as `segmentry init` writes them for what it cannot recognise."""
    unused = [p.stem for p in sorted((folder / "sources").glob("*.y*ml")) if _is_stub(p, folder)]
    if unused:
        yield UserError(
            f"Not used yet: {', '.join(unused)}.",
            where="sources",
            next_step="Fill in their mappings, or delete the files.",
        )


def _is_stub(path: Path, folder: Path) -> bool:
    with suppress(UserError):
        return not read_yaml(path, folder).content
    return False


def _renamed_systems(definitions: Definitions, query: _Query) -> Iterator[UserError]:
    for found in renamed_systems(definitions.sources, query):
        yield UserError(
            f"System '{found.now}' is new, and '{found.was}' is gone, with the {found.keys:,} keys "
            "that the last run had of it, their ids and the answers about them.",
            where=found.sources[0].at("system"),
            next_step=f"{found.remedy}: all of that stays.",
        )


def _same_keys(definitions: Definitions, query: _Query) -> Iterator[UserError]:
    for found in same_keys(definitions.sources, query):
        yield UserError(found.what, where=found.source.at("source"), next_step=found.next_step)


# ---- values that no account has ------------------------------------------------------------


def _unknown_values(definitions: Definitions, query: _Query) -> Iterator[UserError]:
    words = known_words(definitions, ColumnType.TEXT)
    texts = [t for segmentation in definitions.segmentations for t in _conditions(segmentation)]
    read = [m for text, place in texts if (m := _read(text, words, place))]
    asked = {name for membership in read for name in membership.variables}
    words = with_known_values(words, asked, query)
    for text, place in texts:
        if again := _read(text, words, place):
            yield from again.warnings


def _conditions(segmentation: SegmentationDefinition) -> Iterator[tuple[str, str]]:
    """Scope and conditions with their places."""
    with suppress(UserError):
        for text in (segmentation.scope, *read_method(segmentation).conditions()):
            yield text, segmentation.place_of(text)


def _read(text: str, words: Vocabulary, where: str) -> Membership | None:
    """None for what the check tells as an error."""
    with suppress(UserError):
        return parse_membership(text, words, where=where)
    return None
