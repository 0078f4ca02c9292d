"""Every condition on the page for users can be read."""

import re
from pathlib import Path

import pytest

from segmentry.conditions import Vocabulary, parse_membership
from segmentry.conditions.aggregates import FIGURES
from segmentry.conditions.functions import FUNCTIONS, PERIODS

PAGE = Path(__file__).parents[3] / "docs" / "how_to" / "write_conditions.md"
BLOCKS = re.findall(r"```sql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
EXAMPLES = [line for block in BLOCKS for line in block.splitlines()]


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_can_be_read(text: str, vocabulary: Vocabulary) -> None:
    found = parse_membership(text, vocabulary)
    assert parse_membership(found.to_text(), vocabulary) == found


@pytest.mark.parametrize("name", [*FUNCTIONS, *PERIODS, *FIGURES])
def test_the_page_names_every_function(name: str) -> None:
    assert re.search(rf"`{name}\b", PAGE.read_text("utf-8"))
