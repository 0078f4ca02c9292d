"""What is published names no package registry, and nothing of the machine it was written on."""

import re
from collections.abc import Iterable
from pathlib import Path

from tracked import Complaints, lines_of, report

# Built from pieces, so that this file passes its own check.
_HOSTS = (
    ("py" + "pi", "org"),
    ("python" + "hosted", "org"),
    ("npm" + "js", "org"),
    ("npm" + "js", "com"),
    ("deb.deb" + "ian", "org"),
    ("yarn" + "pkg", "com"),
    ("unp" + "kg", "com"),
    ("jsd" + "elivr", "net"),
)
REGISTRY = re.compile("|".join(re.escape(".".join(pieces)) for pieces in _HOSTS), re.IGNORECASE)
INDEX = re.compile(r"--(extra-)?index-" + "url|registry *= *[\"']?http", re.IGNORECASE)
ARCHIVE = re.compile(r"https?://[^ <>]+\.(whl|tgz|tar\.gz|deb)\b", re.IGNORECASE)
MACHINE = re.compile(r"(?<![\w.])/(" + "work|home|root|Users" + r")/[\w.]")

RULES = (
    (REGISTRY, "names a package registry"),
    (INDEX, "says where packages come from; leave that to the machine"),
    (ARCHIVE, "fetches an archive from an address"),
    (MACHINE, "carries a path of one machine"),
)


def check(paths: Iterable[Path]) -> Complaints:
    for path in paths:
        for number, line in lines_of(path):
            for rule, why in RULES:
                if found := rule.search(line):
                    yield f"{path}:{number}: '{found.group()}' {why}."


if __name__ == "__main__":
    report(check)
