"""Which files speak of the same keys: found by how many of their values are shared."""

from collections.abc import Mapping, Sequence

from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier
from segmentry.hub.recognition.tables import GuessedTable

_ENOUGH = 0.5
"""Share of a file's keys that must stand in the other one."""


def shared_systems(
    engine: Engine, tables: Sequence[GuessedTable], told: Mapping[str, str] | None = None
) -> dict[str, str]:
    """For each file the name of the system whose keys it uses: its own, or another file's.

    `told` are files whose system is known: those of a vendor share theirs, and no other's.
    """
    told = told or {}
    system = {t.file.name: told.get(t.file.name, t.file.name) for t in tables}
    for referring in (t for t in tables if t.file.name not in told):
        for field in referring.table.fields:
            column = referring.column_of(field.name)
            if not field.refers_to or column is None:
                continue
            best = _best(engine, referring, column, field.refers_to, tables)
            if best:
                _join(system, best.file.name, referring.file.name)
    return {**_named_after_companies(system, tables), **told}


def _named_after_companies(
    system: dict[str, str], tables: Sequence[GuessedTable]
) -> dict[str, str]:
    """A system is called after its largest file of companies, where it has one."""
    companies = sorted(
        (t for t in tables if t.table.name == "accounts" and not t.one_row_per_key),
        key=lambda t: (t.file.rows, t.file.name),
    )
    names = {system[t.file.name]: t.file.name for t in companies if not t.preset}
    return {file: names.get(group, group) for file, group in system.items()}


def _best(
    engine: Engine,
    referring: GuessedTable,
    column: str,
    refers_to: str,
    tables: Sequence[GuessedTable],
) -> GuessedTable | None:
    shares = []
    for target in tables:
        key = target.column_of("key")
        if target.table.name == refers_to and key and target.file.name != referring.file.name:
            share = share_of_keys(engine, referring.file.records, column, target.file.records, key)
            shares.append((share, target.file.name, target))
    # of two files that hold all the keys the smaller number of rows fits more closely
    shares.sort(key=lambda s: (-round(s[0], 2), s[2].file.rows, s[1]))
    return shares[0][2] if shares and shares[0][0] >= _ENOUGH else None


def share_of_keys(engine: Engine, records: str, column: str, target: str, key: str) -> float:
    """Share of the different values of a column that stand in the column `key` of `target`."""
    value = f"trim(cast({identifier(column)} as varchar))"
    known = f"trim(cast({identifier(key)} as varchar))"
    found = engine.query(
        f"""
        select count(k.known) / nullif(count(*), 0) as share
        from (select distinct {value} as value from {identifier(records)}
              where {identifier(column)} is not null order by 1 limit 20000) as r
        left join (select distinct {known} as known from {identifier(target)}) as k
          on k.known = r.value
        """
    )["share"][0].as_py()
    return float(found or 0.0)


def _join(system: dict[str, str], to: str, from_: str) -> None:
    old, new = system[from_], system[to]
    if old == new:
        return
    for name, used in system.items():
        if used == old:
            system[name] = new
