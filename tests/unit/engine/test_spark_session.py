"""Opening Spark; the sessions themselves are held by tests/contracts."""

import sys

import pytest

from segmentry.engine.spark_session import open_session
from segmentry.errors import EngineUnavailable


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(EngineUnavailable, match=r"segmentry\[spark\]"):
        open_session("local[1]", {}, "1GB")
