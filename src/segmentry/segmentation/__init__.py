"""Divides the accounts. One file per method."""

from segmentry.segmentation.stage import METHODS, run

__all__ = ["METHODS", "run"]
