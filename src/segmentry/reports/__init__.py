"""What people read of a run: the report as one HTML file, and the summary in the terminal."""

from segmentry.reports.report import write_report
from segmentry.reports.summary import terminal_summary
from segmentry.reports.view import (
    DecisionFacts,
    DefinitionFacts,
    MethodFacts,
    RunFacts,
    RunView,
    SegmentationFacts,
    SourceFacts,
    StageNote,
    StrategyFacts,
)

__all__ = [
    "DecisionFacts",
    "DefinitionFacts",
    "MethodFacts",
    "RunFacts",
    "RunView",
    "SegmentationFacts",
    "SourceFacts",
    "StageNote",
    "StrategyFacts",
    "terminal_summary",
    "write_report",
]
