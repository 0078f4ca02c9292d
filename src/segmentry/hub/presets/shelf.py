"""Finds the presets: every YAML file in a vendor's folder beside this one."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from segmentry.errors import UnknownName
from segmentry.hub.presets.preset import Preset

_FOLDER = Path(__file__).parent
_VENDOR = "vendor.yaml"
"""What all objects of a vendor have in common."""


@cache
def presets() -> Mapping[str, Preset]:
    """Every preset by its name: vendor/object."""
    files = sorted(p for p in _FOLDER.glob("*/*.yaml") if p.name != _VENDOR)
    return {f"{path.parent.name}/{path.stem}": _read(path) for path in files}


def preset(name: str, *, where: str = "") -> Preset:
    """The preset of a name; the nearest one is offered where there is none."""
    if name not in presets():
        vendor = [n for n in presets() if n.startswith(f"{name.partition('/')[0]}/")]
        raise UnknownName("preset", name, vendor or presets(), where=where)
    return presets()[name]


def _read(path: Path) -> Preset:
    own, shared, vendor = _said(path), _said(path.with_name(_VENDOR)), path.parent.name
    for word, values in shared.items():
        own[word] = [*own.get(word, []), *values]
    return Preset.model_validate({"system": vendor, "name": f"{vendor}/{path.stem}", **own})


def _said(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    said: dict[str, Any] = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    return said
