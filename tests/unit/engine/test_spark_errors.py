"""Spark's errors come as ours."""

import pytest

from segmentry.engine.spark_errors import translated
from segmentry.errors import (
    EngineUnavailable,
    InternalError,
    NoData,
    NumberTooLarge,
    SegmentryError,
    StorageFailed,
)


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        ("StatusCode.UNAVAILABLE: failed to connect", EngineUnavailable),
        ("[JAVA_GATEWAY_EXITED] Java gateway process exited", EngineUnavailable),
        ("java.io.IOException: No space left on device", StorageFailed),
        ("java.lang.OutOfMemoryError: Java heap space", StorageFailed),
        ("[CAST_OVERFLOW] The value 1e30D of the type DOUBLE", NumberTooLarge),
        ("[UNRESOLVED_COLUMN] no such column", InternalError),
    ],
)
def test_each_has_its_family(words: str, ours: type[SegmentryError]) -> None:
    with pytest.raises(ours), translated("select 1"):
        raise RuntimeError(words)


def test_ours_pass_as_they_are() -> None:
    with pytest.raises(NoData), translated("select 1"):
        raise NoData("nothing")


def test_our_own_mistakes_name_the_query() -> None:
    with pytest.raises(InternalError, match="select 1 as n"), translated("select 1 as n"):
        raise RuntimeError("odd")
