"""Recognises what the columns of unknown files mean: the guess behind `segmentry init`."""

from segmentry.hub.recognition.columns import SeenColumn, SeenFile, look_at
from segmentry.hub.recognition.hints import Hint, hints
from segmentry.hub.recognition.keys import shared_systems
from segmentry.hub.recognition.links import link_keys
from segmentry.hub.recognition.tables import GuessedField, GuessedTable, guess_tables
from segmentry.hub.recognition.vendors import Recognised, recognise, tables_by_preset

__all__ = [
    "GuessedField",
    "GuessedTable",
    "Hint",
    "Recognised",
    "SeenColumn",
    "SeenFile",
    "guess_tables",
    "hints",
    "link_keys",
    "look_at",
    "recognise",
    "shared_systems",
    "tables_by_preset",
]
