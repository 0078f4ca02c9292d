"""The reader notices when a page and the product disagree."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("one\ntwo\n", "one\nthree"),
        ("one\ntwo\n", "two\none"),
        ("│ 40 accounts │", "41 accounts"),
        ("run 10", "run 1"),
        ("one two three", "one … four"),
    ],
)
def test_what_is_not_printed_is_noticed(reader: Any, printed: str, shown: str) -> None:
    reader.printed = printed
    with pytest.raises(AssertionError, match="the page shows"):
        reader.follow(f"```text\n{shown}\n```\n")


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("one\nleft out\ntwo\n", "one\n…\ntwo"),
        ("╭── run 1 ──╮\n│ 40   accounts │", "run 1\n40 accounts"),
        ("run 1  12:30:05  40", "run 1 … 40"),
    ],
)
def test_frames_widths_and_what_is_left_out_do_not_count(
    reader: Any, printed: str, shown: str
) -> None:
    reader.printed = printed
    reader.follow(f"```text\n{shown}\n```\n")


def test_a_command_that_fails_is_noticed(reader: Any) -> None:
    with pytest.raises(AssertionError, match="prints"):
        reader.follow("```sh\nsegmentry check -w nowhere\n```\n")


def test_files_are_written_where_the_page_says(reader: Any) -> None:
    reader.follow("```yaml\n# acme/segmentations/x.yaml\nmethod: rfm\n```\n")
    written = (reader.folder / "acme" / "segmentations" / "x.yaml").read_text(encoding="utf-8")
    assert "method: rfm" in written
