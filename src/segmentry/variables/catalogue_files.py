"""The shipped variables, one file per group, and the users' own behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from segmentry.engine.sql import literal
from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import SizeBand, VariableDefinition, WorkspaceSettings
from segmentry.model.tables import SCHEMAS, Table

GROUPS = (
    "demographic",
    "firmographic",
    "behavioural",
    "value",
    "people",
    "lifecycle",
    "technographic",
    "psychographic",
)
"""Groups of variables in the order people read them; each has the file of its name."""
RESERVED = {
    *SCHEMAS[Table.PROFILES].names, "has_parent", "subsidiaries", "unit_level", "unit_accounts",
}  # fmt: skip
"""Names that mean something before any variable is computed."""


@dataclass(frozen=True)
class Figures:
    """What the shipped expressions take from settings and data."""

    settings: WorkspaceSettings
    active_window_days: int

    def fill(self, text: str) -> str:
        return text.replace("{size_class}", size_class(self.settings.size_bands)).replace(
            "{active_window_days}", str(self.active_window_days)
        )


@cache
def shipped() -> tuple[VariableDefinition, ...]:
    """Every shipped variable, as written in the catalogue files."""
    return tuple(v for group in GROUPS for v in _group(group))


def all_variables(
    own: Sequence[VariableDefinition], figures: Figures
) -> tuple[VariableDefinition, ...]:
    """Shipped and own variables with the figures filled in; a name can be used once."""
    ours = {v.name for v in shipped()} | RESERVED
    for variable in own:
        if variable.name in ours:
            raise InvalidDefinition(
                f"'{variable.name}' is the name of a shipped variable or a field of the profile.",
                where=variable.where,
                next_step="Give yours another name.",
            )
    filled = (
        v.model_copy(
            update={
                "expression": figures.fill(v.expression),
                "meaning": figures.fill(v.meaning),
            }
        )
        for v in shipped()
    )
    return (*filled, *own)


def size_class(bands: Sequence[SizeBand]) -> str:
    """The size band of a company as an expression over its employees."""
    cases = " ".join(
        f"when employees >= {band.lowest}"
        + (f" and employees <= {band.highest}" if band.highest is not None else "")
        + f" then {literal(band.name)}"
        for band in bands
    )
    return f"case {cases} end"


def _group(group: str) -> list[VariableDefinition]:
    text = files("segmentry.variables").joinpath("catalogue", f"{group}.yaml").read_text("utf-8")
    content = YAML(typ="safe", pure=True).load(text)
    return [
        VariableDefinition(name=name, group=group, **settings) for name, settings in content.items()
    ]
