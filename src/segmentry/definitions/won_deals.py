"""Whether any deal was won, as far as the rows of the files tell."""

from collections.abc import Sequence

from segmentry.engine.contract import Engine
from segmentry.engine.sql import identifier
from segmentry.hub.column_text import field_text, left_out
from segmentry.hub.presets import preset, tables_of
from segmentry.hub.recognition import GuessedTable


def has_won_deals(engine: Engine, tables: Sequence[GuessedTable]) -> bool:
    """Whether a deal of a company with an amount was won."""
    return any(_has_won(engine, t) for t in tables if t.table.name == "opportunities")


def _has_won(engine: Engine, table: GuessedTable) -> bool:
    mappings = {f.field: f.mapping for f in table.fields}
    types = engine.columns(table.file.records)
    if not {"account", "stage", "amount"} <= set(mappings):
        return False
    told = [f"{field_text(mappings[n], types)} is not null" for n in ("account", "amount")]
    told.append(f"contains(lower({field_text(mappings['stage'], types)}), 'won')")
    if table.preset:
        said = tables_of(preset(table.preset), list(types))["opportunities"].leave_out
        rules = [r for r in said if not r.newest_by]
        told += [f"{left_out(rules, types)} is null"] if rules else []
    rows = f"select 1 from {identifier(table.file.records)} where {' and '.join(told)} limit 1"
    return bool(engine.query(rows).num_rows)
