"""Understands values however they were written. One file per kind of field."""

from segmentry.hub.standardise.base import Standardiser
from segmentry.registry import Registry

STANDARDISERS = Registry("standardiser", "segmentry.hub.standardise", Standardiser)
