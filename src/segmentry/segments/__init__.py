"""What segments are: their members over time, their figures, what sets them apart."""

from segmentry.segments.stage import run

__all__ = ["run"]
