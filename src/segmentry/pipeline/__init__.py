"""The way of the data: the stages in their order, and what runs them."""

from segmentry.pipeline.pipeline import Pipeline, Progress
from segmentry.pipeline.records import changed_definitions
from segmentry.pipeline.stages import STAGES

__all__ = ["STAGES", "Pipeline", "Progress", "changed_definitions"]
