"""What vendors' exports hold: `presets/VENDOR/OBJECT.yaml`, by the names of columns.

They stand in the hub because they say what foreign columns mean in its tables; reading files
stays the sources' work.
"""

from segmentry.hub.presets.applied import applied, tables_of, with_presets
from segmentry.hub.presets.preset import Preset, PresetTable, Signature, plain
from segmentry.hub.presets.shelf import preset, presets

__all__ = [
    "Preset",
    "PresetTable",
    "Signature",
    "applied",
    "plain",
    "preset",
    "presets",
    "tables_of",
    "with_presets",
]
