"""Whole runs on Spark give what they give on DuckDB: in this process, on a cluster, by Connect."""

import math
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

import pytest

from segmentry.demo.company import prepare_demo
from segmentry.workspace import Run, Workspace

pytestmark = [pytest.mark.spark, pytest.mark.slow]

START_SECONDS = 180
SMALL = {"SPARK_LOCAL_IP": "127.0.0.1"}
Server = subprocess.Popen[bytes]
OPTIONS = (
    "{spark.executor.memory: 700m, spark.sql.shuffle.partitions: '2', "
    "spark.sql.codegen.wholeStage: 'false', spark.sql.codegen.factoryMode: NO_CODEGEN}"
)


# ---- the same tables -----------------------------------------------------------------------


def plain(value: object) -> object:
    """A value whatever the width of its type."""
    if isinstance(value, Decimal):
        return value.normalize() if value else 0
    return "nan" if isinstance(value, float) and math.isnan(value) else value


def rows(run: Run, table: str) -> list[str]:
    found = run.query(f'select * from "{table}"').to_pylist()
    return [repr([plain(v) for v in row.values()]) for row in found]


def assert_same_results(spark: Run, duckdb: Run) -> None:
    assert len(duckdb.record.files) > 40
    assert spark.record.files.keys() == duckdb.record.files.keys()
    for table in duckdb.record.files:
        assert sorted(rows(spark, table)) == sorted(rows(duckdb, table)), table


def contents(run: Run) -> dict[str, bytes]:
    """The bytes of every table."""
    store = run.workspace.store
    return {name: store.path(file.path).read_bytes() for name, file in run.record.files.items()}


def on_spark(folder: Path, url: str) -> Path:
    """A copy of a workspace whose runs are computed by Spark."""
    twin = shutil.copytree(folder, folder.parent / "on_spark", ignore=lambda *_: [".segmentry"])
    with (twin / "segmentry.yaml").open("a", encoding="utf-8") as settings:
        settings.write(
            f"engine: {{name: spark, url: '{url}', memory_limit: 1GB, options: {OPTIONS}}}\n"
        )
    return twin


# ---- in this process -----------------------------------------------------------------------


def test_a_small_workspace_in_this_process(spark: None, shop: Path) -> None:
    twin = on_spark(shop, "local[2]")
    first = Workspace(twin).run()
    assert_same_results(first, Workspace(shop).run())
    assert not any((twin / ".segmentry" / "work").iterdir())
    before = contents(first)
    shutil.rmtree(twin / ".segmentry")
    again = contents(Workspace(twin).run())
    assert [name for name in before if before[name] != again[name]] == []


def test_answers_and_a_merge_that_waits_in_this_process(
    spark: None, shop: Path, judged: Callable[[Path], Run]
) -> None:
    twin = on_spark(shop, "local[2]")
    assert_same_results(judged(twin), judged(shop))


def test_the_demo_company_in_this_process(spark: None, tmp_path: Path) -> None:
    prepare_demo(tmp_path / "demo", accounts=60)
    twin = on_spark(tmp_path / "demo", "local[2]")
    assert_same_results(Workspace(twin).run(), Workspace(tmp_path / "demo").run())


# ---- on servers of their own ---------------------------------------------------------------


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(*command: str, log: Path, memory: str = "256m") -> Iterator[Server]:
    """A program of Spark's own, stopped at the end."""
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {**os.environ, **SMALL, "SPARK_HOME": str(home), "SPARK_DAEMON_MEMORY": memory}
    with log.open("wb") as output:
        started = subprocess.Popen(
            [str(home / "bin" / command[0]), *command[1:]],
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=log.parent,
        )
        try:
            yield started
        finally:
            started.terminate()
            started.wait(60)


def wait_for(what: Callable[[], bool], log: Path, server: Server) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not what():
        is_alive = server.poll() is None and time.monotonic() < deadline
        assert is_alive, log.read_text(errors="replace")[-3000:]
        time.sleep(0.5)


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def cluster(spark_installed: None, tmp_path: Path) -> Iterator[str]:
    """A master and two workers on this machine."""
    port, log = free_port(), tmp_path / "master.log"
    package = "org.apache.spark.deploy"
    at = ("--host", "127.0.0.1", "--webui-port", "0")
    url = f"spark://127.0.0.1:{port}"
    with running(
        "spark-class", f"{package}.master.Master", *at, "--port", str(port), log=log
    ) as master:
        wait_for(lambda: listens(port), log, master)
        worker = ("spark-class", f"{package}.worker.Worker", *at, "--cores", "1", "--memory", "1g")
        with (
            running(*worker, url, log=tmp_path / "worker1.log"),
            running(*worker, url, log=tmp_path / "worker2.log"),
        ):
            wait_for(
                lambda: log.read_text(errors="replace").count("Registering worker") == 2,
                log,
                master,
            )
            yield url


@pytest.fixture
def connect(spark_installed: None, tmp_path: Path) -> Iterator[str]:
    """A server for Spark Connect on this machine."""
    port, log = free_port(), tmp_path / "connect.log"
    command = (
        *("spark-submit", "--master", "local[2]"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--conf", f"spark.connect.grpc.binding.port={port}"),
        *("--conf", "spark.ui.enabled=false", "spark-internal"),
    )
    with running(*command, log=log, memory="1g") as server:
        wait_for(lambda: listens(port), log, server)
        yield f"sc://127.0.0.1:{port}"


def run_by_command(folder: Path) -> Run:
    """As a person runs it, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "segmentry", "run", "-w", str(folder), "--json"],
        capture_output=True,
        text=True,
        env={**os.environ, **SMALL},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return Workspace(folder).last_run


@pytest.mark.cluster
def test_two_workers(cluster: str, shop: Path, tmp_path: Path) -> None:
    on_workers = run_by_command(on_spark(shop, cluster))
    assert_same_results(on_workers, Workspace(shop).run())
    for worker in ("worker1.log", "worker2.log"):
        assert "Launch command" in (tmp_path / worker).read_text(errors="replace"), worker


@pytest.mark.cluster
def test_spark_connect(connect: str, shop: Path) -> None:
    assert_same_results(run_by_command(on_spark(shop, connect)), Workspace(shop).run())


@pytest.mark.cluster
def test_a_cluster_that_is_not_there(spark: None, shop: Path) -> None:
    folder = on_spark(shop, f"sc://127.0.0.1:{free_port()}")
    done = subprocess.run(
        [sys.executable, "-m", "segmentry", "run", "-w", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "Spark does not answer" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr
