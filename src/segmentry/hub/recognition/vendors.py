"""Whose export a file is: found by the columns that a vendor's exports have."""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from segmentry.engine.contract import Engine
from segmentry.hub.presets import Preset, Signature, plain, presets, tables_of
from segmentry.hub.recognition.columns import SeenColumn, SeenFile
from segmentry.hub.recognition.tables import GuessedField, GuessedTable, further_columns
from segmentry.model.fields import FieldKind
from segmentry.model.mappings import FieldMapping
from segmentry.model.standard_tables import STANDARD_TABLES

_ENOUGH = 0.5
"""Share of a signature that must be there."""
_WITH_KEYS = 0.2
"""Share that is enough where the keys look like the vendor's."""
_TELLING = 3
"""A telling column counts as much as so many usual ones."""
_FEWEST_TELLING = 2
_LIKE_KEYS = 0.8


@dataclass(frozen=True)
class Recognised:
    """A file that is an export of a vendor; `share` is how much of its signature is there."""

    preset: Preset
    share: float
    weight: float
    has_keys: bool


def recognise(engine: Engine, file: SeenFile) -> Recognised | None:
    """The preset that fits a file best."""
    if not file.rows:
        return None
    names = _names(engine, file)
    found = [r for p in presets().values() if (r := _fit(p, file, names))]
    ranked = sorted(found, key=lambda r: (-r.weight, -r.share, r.preset.name))
    return ranked[0] if ranked else None


def _names(engine: Engine, file: SeenFile) -> list[str]:
    """Every column, also those of the tool that copied it, as _fivetran_deleted."""
    return [name for name in engine.columns(file.records) if name not in ("_file", "_line")]


def _fit(preset: Preset, file: SeenFile, all_names: Sequence[str]) -> Recognised | None:
    columns = preset.found(all_names)
    if any(preset.plain(name) in columns for name in preset.never):
        return None
    if not all(preset.plain(name) in columns for name in preset.needs):
        return None
    has_keys = _has_keys(preset, file, columns)
    # a signature may tell more by a prefix than by the name behind it
    names = {*columns, *map(plain, all_names)}
    fits = [_share(s, names, has_keys) for s in preset.signatures if s.named in file.name]
    share, weight = max(fits, default=(0.0, 0))
    if not share or not (preset.useless or tables_of(preset, all_names)):
        return None
    return Recognised(preset, share, weight + 2 * _TELLING * has_keys, has_keys)


def _share(signature: Signature, names: Set[str], has_keys: bool) -> tuple[float, int]:
    """Share and weight of what is there; nothing where it is too little."""
    telling = sum(plain(n) in names for n in signature.telling)
    weight = _TELLING * telling + sum(plain(n) in names for n in signature.usual)
    share = weight / (_TELLING * len(signature.telling) + len(signature.usual))
    fewest = min(_FEWEST_TELLING, len(signature.telling))
    is_enough = share >= (_WITH_KEYS if has_keys else _ENOUGH) and (has_keys or telling >= fewest)
    return (share, weight) if is_enough else (0.0, 0)


def _has_keys(preset: Preset, file: SeenFile, columns: Mapping[str, str]) -> bool:
    if preset.keys is None or (name := columns.get(preset.plain(preset.keys.column))) is None:
        return False
    values = next((c.values[:200] for c in file.columns if c.name == name), [])
    alike = sum(bool(re.fullmatch(preset.keys.pattern, v)) for v in values)
    return bool(values) and alike >= _LIKE_KEYS * len(values)


# ---- the tables of a recognised file -------------------------------------------------------


def tables_by_preset(engine: Engine, file: SeenFile, found: Recognised) -> list[GuessedTable]:
    """The tables that the preset fills; how dates and numbers are written is seen in the file."""
    mappings = tables_of(found.preset, _names(engine, file))
    named = {c for m in mappings.values() for f in m.fields.values() for c in f.columns}
    named |= {c for m in mappings.values() for rule in m.leave_out for c in rule.columns}
    tables = []
    for name, mapping in mappings.items():
        fields = [_guessed(file, name, n, m) for n, m in mapping.fields.items()]
        tables.append(
            GuessedTable(
                file,
                STANDARD_TABLES[name],
                tuple(fields),
                _attributes(file, found.preset, named) if name == "accounts" else {},
                mapping.one_row_per_key,
                found.preset.name,
            )
        )
    return tables


def _attributes(file: SeenFile, preset: Preset, named: set[str]) -> dict[str, str]:
    ignored = {preset.plain(n) for n in preset.ignored}
    rest = [
        c
        for c in file.columns
        if c.name not in named and preset.plain(c.name) not in ignored and c.name[0] != "_"
    ]
    return further_columns(rest, file.rows)


def _guessed(file: SeenFile, table: str, name: str, mapping: FieldMapping) -> GuessedField:
    declared = STANDARD_TABLES[table].field(name)
    seen = next((c for c in file.columns if c.name == mapping.column), None)
    if declared is None or seen is None or mapping.part or not seen.filled:
        return GuessedField(name, mapping, 1.0)
    differs = _as_seen(declared.kind, seen, mapping)
    note = seen.dates.note if "formats" in differs else ""
    return GuessedField(name, mapping.model_copy(update=differs), 1.0, note, tuple(sorted(differs)))


def _as_seen(kind: FieldKind, seen: SeenColumn, mapping: FieldMapping) -> dict[str, Any]:
    """What of the reading the preset cannot know: it differs from person to person."""
    if kind in (FieldKind.DATE, FieldKind.TIME) and not seen.is_temporal:
        formats = seen.dates.formats
        is_new = not set(formats) <= set(mapping.formats or ("iso",))
        return {"formats": formats} if formats and is_new else {}
    if kind in (FieldKind.MONEY, FieldKind.NUMBER, FieldKind.MONEY_RANGE, FieldKind.SHARE):
        return {"decimal": ","} if seen.decimal_mark == "," and mapping.decimal == "." else {}
    return {}
