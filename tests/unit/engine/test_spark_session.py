"""Opening Spark; the sessions themselves are held by tests/contracts."""

import socket
import sys

import pytest

from segmentry.engine.spark_session import _require_answer, open_session
from segmentry.errors import EngineUnavailable


def test_without_pyspark_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(EngineUnavailable, match=r"segmentry\[spark\]"):
        open_session("local[1]", {}, "1GB")


@pytest.fixture
def port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("url", ["sc://127.0.0.1:{}", "sc://127.0.0.1:{}/;token=secret"])
def test_nobody_there_is_said_at_once_and_without_the_token(url: str, port: int) -> None:
    with pytest.raises(EngineUnavailable, match="Spark does not answer") as caught:
        _require_answer(url.format(port))
    assert "secret" not in str(caught.value)


def test_one_master_of_two_is_enough(port: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as master:
        _require_answer(f"spark://127.0.0.1:{port},127.0.0.1:{master.getsockname()[1]}")


@pytest.mark.parametrize("url", ["local[2]", "local[*]", "yarn", "k8s://https://host:6443"])
def test_what_has_no_address_of_its_own_is_not_asked(url: str) -> None:
    _require_answer(url)
