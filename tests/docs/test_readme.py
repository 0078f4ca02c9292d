"""Everything the README shows happens as shown."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.slow
def test_readme(reader: Any, page: Callable[[str], str]) -> None:
    reader.follow(page("README.md"))
    assert "<html" in (reader.folder / "acme" / "report.html").read_text(encoding="utf-8")
