"""A changelog fragment is one sentence, in a file named after its kind of change."""

import re
from collections.abc import Iterable
from pathlib import Path

from tracked import Complaints, report

KINDS = ("added", "changed", "fixed", "removed")
FILE_NAME = re.compile(rf"^[a-z0-9-]+\.({'|'.join(KINDS)})\.md$")
END_OF_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z`*])")


def check(paths: Iterable[Path]) -> Complaints:
    for path in paths:
        if path.parent.name == "changelog.d" and path.name != "README.md":
            yield from _check_fragment(path)


def _check_fragment(path: Path) -> Complaints:
    text = path.read_text(encoding="utf-8").strip()
    if not FILE_NAME.match(path.name):
        yield f"{path}: name it <short-name>.<kind>.md; kinds: {', '.join(KINDS)}."
    if not text.endswith("."):
        yield f"{path}: write one sentence that ends in a full stop."
    if END_OF_SENTENCE.search(text) or "\n\n" in text:
        yield f"{path}: one sentence a fragment; a second change is a second file."


if __name__ == "__main__":
    report(check)
