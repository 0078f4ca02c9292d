"""What tests of every folder may ask for: the reference data and a browser."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

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
