"""Which engine computes a run, and which one reads its results."""

from pathlib import Path

from segmentry.engine.contract import Engine
from segmentry.engine.duckdb import DuckDBEngine
from segmentry.model.definitions import EngineSettings


def computing_engine(settings: EngineSettings, work: Path) -> Engine:
    """The engine of the workspace's settings."""
    if settings.name == "duckdb":
        return reading_engine(settings, work)
    from segmentry.engine.spark import SparkEngine

    return SparkEngine(
        work, url=settings.url, options=settings.options, memory_limit=settings.memory_limit
    )


def reading_engine(settings: EngineSettings, work: Path) -> DuckDBEngine:
    """DuckDB, whatever computed: results are small."""
    return DuckDBEngine(work, memory_limit=settings.memory_limit, threads=settings.threads)
