"""Everything the tutorial shows happens as shown."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.mark.slow
def test_tutorial(reader: Any, page: Callable[[str], str]) -> None:
    reader.follow(page("docs/tutorial.md"))
    workspace = reader.names["workspace"]
    assert workspace.store.catalogue.numbers() == [1, 2, 3, 4, 5]
