"""File names say what is inside: no drawers for everything, no plug-in that differs in case."""

import re
from collections.abc import Iterable
from pathlib import Path

from tracked import Complaints, report

DRAWERS = re.compile(
    r"^(utils?|helpers?|common|misc|managers?|shared|stuff)$|_(utils?|helpers?|managers?)$"
)


def check(paths: Iterable[Path]) -> Complaints:
    for path in paths:
        if path.suffix != ".py":
            continue
        for part in path.with_suffix("").parts:
            if DRAWERS.search(part):
                yield f"{path}: '{part}' says nothing; name it after its subject."
            elif part != part.lower():
                yield f"{path}: '{part}' has capitals; write it in lower case."


if __name__ == "__main__":
    report(check)
