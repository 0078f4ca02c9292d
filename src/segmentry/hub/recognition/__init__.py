"""Recognises what the columns of unknown files mean: the guess behind `segmentry init`."""

from segmentry.hub.recognition.columns import SeenColumn, SeenFile, look_at
from segmentry.hub.recognition.hints import Hint, hints
from segmentry.hub.recognition.keys import shared_systems
from segmentry.hub.recognition.links import link_keys
from segmentry.hub.recognition.tables import GuessedField, GuessedTable, guess_tables

__all__ = [
    "GuessedField",
    "GuessedTable",
    "Hint",
    "SeenColumn",
    "SeenFile",
    "guess_tables",
    "hints",
    "link_keys",
    "look_at",
    "shared_systems",
]
