"""Opens a session on Spark: in this process, on a cluster, or behind Spark Connect."""

import os
import re
import socket
from collections.abc import Mapping
from typing import TYPE_CHECKING

from segmentry.errors import EngineUnavailable

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_MEANING = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.caseSensitive": "false",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
    "spark.sql.parquet.inferTimestampNTZ.enabled": "true",
}
"""What every answer depends on; it is set in each session and not left to a cluster."""


_PATIENCE = 20  # seconds


def open_session(
    url: str, options: Mapping[str, str], memory_limit: str
) -> tuple["SparkSession", bool]:
    """A session of our own, and whether it may be stopped with everything behind it."""
    try:
        import pyspark  # noqa: F401 - asks only whether it is there
    except ImportError as error:
        raise EngineUnavailable(
            "The workspace asks for Spark, and pyspark is not installed.",
            next_step="Install it with `pip install 'segmentry[spark]'`, or remove `engine` from "
            "segmentry.yaml to use DuckDB.",
        ) from error
    _require_answer(url)
    if url.startswith("sc://"):
        session, is_ours = _connected(url), True
    else:
        session, is_ours = _classic(url, options, memory_limit)
    for name, value in {**options, **_MEANING}.items():
        if session.conf.isModifiable(name):
            session.conf.set(name, value)
    return session, is_ours


def _require_answer(url: str) -> None:
    """Spark's own clients try for many minutes before they say that nobody is there."""
    places = re.findall(r"(?:^sc://|^spark://|,)([^:/,;]+)(?::([0-9]+))?", url.partition(";")[0])
    if not places or any(_answers(host, int(port or 15002)) for host, port in places):
        return
    raise EngineUnavailable(
        "Spark does not answer: nothing listens there.",
        where=url.partition(";")[0],
        next_step="Check engine.url in segmentry.yaml, and that the cluster runs.",
    )


def _answers(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=_PATIENCE):
            return True
    except OSError:
        return False


def _connected(url: str) -> "SparkSession":
    from pyspark.sql.connect.session import SparkSession

    session: SparkSession = SparkSession.builder.remote(url).create()
    return session


def _classic(
    url: str, options: Mapping[str, str], memory_limit: str
) -> tuple["SparkSession", bool]:
    """One Spark serves a process: who finds it running shares it in a session of his own."""
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    if SparkContext._active_spark_context is not None:
        running = SparkSession.builder.getOrCreate()
        return running.newSession(), False
    builder = SparkSession.builder.appName("Segmentry").master(url)
    for name, value in {**_at_start(url, memory_limit), **options}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate(), True


def _at_start(url: str, memory_limit: str) -> dict[str, str]:
    settings = {
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.driver.memory": memory_limit.replace(" ", "").lower().removesuffix("b"),
    }
    if url.startswith("local"):
        cores = str(os.cpu_count() or 1)
        settings |= {"spark.sql.shuffle.partitions": cores, "spark.driver.host": "127.0.0.1"}
    return settings
