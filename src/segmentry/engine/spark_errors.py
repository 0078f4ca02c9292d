"""Nothing of Spark's own errors reaches a user."""

from collections.abc import Iterator
from contextlib import contextmanager

from segmentry.errors import (
    EngineUnavailable,
    InternalError,
    NumberTooLarge,
    SegmentryError,
    StorageFailed,
)

_SIGNS_OF_FULL = ("No space left", "DiskSpace", "ENOSPC", "File too large")
_SIGNS_OF_MEMORY = ("OutOfMemoryError", "UNABLE_TO_ACQUIRE_MEMORY", "maxResultSize")
_SIGNS_OF_ABSENCE = (
    "StatusCode.UNAVAILABLE",
    "JAVA_GATEWAY_EXITED",
    "JAVA_HOME",
    "All masters are unresponsive",
    "Connection refused",
    "SparkContext was shut down",
    "stopped SparkContext",
)
_SIGNS_OF_SIZE = (
    "NUMERIC_VALUE_OUT_OF_RANGE",
    "ARITHMETIC_OVERFLOW",
    "CAST_OVERFLOW",
    "NUMERIC_OUT_OF_SUPPORTED_RANGE",
)


@contextmanager
def translated(sql: str) -> Iterator[None]:
    """Raise Spark's errors as ours; `sql` is the query as its author wrote it."""
    try:
        yield
    except SegmentryError:
        raise
    except Exception as error:
        raise _ours(f"{type(error).__name__}: {error}", sql) from error


def _ours(words: str, sql: str) -> SegmentryError:
    def has(signs: tuple[str, ...]) -> bool:
        return any(sign in words for sign in signs)

    if has(_SIGNS_OF_ABSENCE):
        return EngineUnavailable(
            f"Spark does not answer: {words.splitlines()[0]}",
            next_step="Check engine.url in segmentry.yaml, that the cluster runs, and that Java "
            "17 or newer is installed where this program starts Spark itself.",
        )
    if has(_SIGNS_OF_FULL):
        return StorageFailed(
            "The disk is full.", next_step="Free space and run again; the last run is intact."
        )
    if has(_SIGNS_OF_MEMORY):
        return StorageFailed(
            "The query needs more memory than Spark may use.",
            next_step="Raise engine.memory_limit in segmentry.yaml, or spark.executor.memory "
            "under engine.options.",
        )
    if has(_SIGNS_OF_SIZE):
        return NumberTooLarge(
            "A calculation gives a number beyond what can be stored.",
            next_step="Look for a factor that is too large, or for amounts that cannot be meant.",
        )
    return InternalError(f"A query failed: {words}\n{sql}")
