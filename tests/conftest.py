"""What tests of every folder may ask for: the reference data and a browser."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[1]
SHARED_DATA = ROOT.parent / "shared" / "data"

# Debian's Chromium, quiet: nothing it does by itself may reach for the network.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# Small tables: compiling a query to machine code and many tasks cost more than they give.
SPARK_OPTIONS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def _absent(what: str, variable: str) -> NoReturn:
    """Skip, or fail where the environment promises that it is there."""
    if os.environ.get(variable) == "1":
        pytest.fail(f"{what}, and {variable}=1 says it must be there")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of reference data beside the repository."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the reference data ../shared/data is not beside the repository")
    return SHARED_DATA


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The path of Debian's Chromium."""
    if found := shutil.which("chromium"):
        return Path(found)
    _absent("Debian's package chromium is not installed", "SEGMENTRY_REQUIRE_CHROMIUM")


# A module's, not the session's: while Playwright runs, other tests could not start an event loop.
@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator["Browser"]:
    """A running Chromium; `browser.new_page()` gives a page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=str(chromium), args=list(CHROMIUM_FLAGS)
        )
        yield running
        running.close()


@pytest.fixture(scope="session")
def splink_installed() -> None:
    """Skips where Splink is not installed."""
    if find_spec("splink") is None:
        _absent("splink is not installed", "SEGMENTRY_REQUIRE_SPLINK")


@pytest.fixture(scope="session")
def spark_installed() -> None:
    """Skips where Spark cannot run."""
    if find_spec("pyspark") is None:
        _absent("pyspark is not installed", "SEGMENTRY_REQUIRE_SPARK")
    if shutil.which("java") is None:
        _absent("Java is not installed", "SEGMENTRY_REQUIRE_SPARK")


@pytest.fixture(scope="session")
def spark(spark_installed: None) -> Iterator[None]:
    """A running Spark that every engine of this test run shares; starting one takes long."""
    from segmentry.engine.spark_session import open_session

    session, _ = open_session("local[2]", SPARK_OPTIONS, "2GB")
    yield
    session.stop()


@dataclass
class Receiver:
    """A web server on this machine that keeps what is posted to it."""

    url: str = ""
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str], bytes] | Callable[[], None]] = field(
        default_factory=list
    )
    """What it does with the next messages: an answer, or something to do before it is silent."""

    def bodies(self) -> list[Any]:
        return [json.loads(body) for _, body in self.received]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A web server that takes all it is sent, unless the test says otherwise."""
    told = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.received.append((dict(self.headers), body))
            answer = told.answers.pop(0) if told.answers else (200, {}, b"")
            if callable(answer):
                answer()
                self.close_connection = True
                return
            status, headers, content = answer
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.url = f"http://127.0.0.1:{server.server_port}/members"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A small workspace of a wholesaler: 60 companies, 600 orders, three ways to divide them."""
    folder = tmp_path / "shop"
    for part in ("exports", "sources", "segmentations", "variables"):
        (folder / part).mkdir(parents=True)
    _write_companies(folder / "exports" / "customers.csv")
    _write_orders(folder / "exports" / "orders.csv")
    for name, text in _SHOP_FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _write_companies(path: Path) -> None:
    countries, industries = ("DE", "FR", "GB"), ("Software", "Banking", "Retail")
    rows = ["id,name,country,industry,employees"]
    rows += [
        f"C{i:02},Company {i:02} GmbH,{countries[i % 3]},{industries[i % 3]},{5 * i + 1}"
        for i in range(60)
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _write_orders(path: Path) -> None:
    rows = ["order_id,customer_id,order_date,amount"]
    # the first companies buy often and much, the last ten nothing at all
    rows += [
        f"O{i:04},C{(i * i) % 50:02},2025-{1 + i % 12:02}-{1 + i % 28:02},{100 + 7 * (i % 90)}.50"
        for i in range(600)
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


_SHOP_FILES = {
    "segmentry.yaml": "name: Shop\ncurrency: EUR\n",
    "sources/customers.yaml": (
        "source: files\npath: exports/customers.csv\ntables:\n  accounts:\n    fields:\n"
        "      {key: id, name: name, country: country, industry: industry, employees: employees}\n"
    ),
    "sources/orders.yaml": (
        "source: files\npath: exports/orders.csv\nsystem: customers\ntables:\n  orders:\n"
        "    fields:\n"
        "      {key: order_id, account: customer_id, ordered_at: order_date, amount: amount}\n"
    ),
    "segmentations/rfm.yaml": "method: rfm\n",
    "segmentations/value_tiers.yaml": "method: value_tiers\n",
    "segmentations/sales.yaml": (
        "method: rules\nsegments:\n"
        "  - {name: Large, where: employees >= 100}\n"
        "  - {name: Active, where: 'count(orders, last_days(90)) >= 1'}\n"
    ),
}
