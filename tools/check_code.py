"""Rules of the house that no linter knows: what makes a run come out differently twice."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tracked import Complaints, lines_of, report

COMPUTING = (
    "conditions", "hub", "profiles", "variables", "segmentation", "segments", "kpis", "roi",
    "review", "statistics", "demo",
)  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """A pattern that must not appear, why, and the folders it holds for (all when empty)."""

    pattern: re.Pattern[str]
    why: str
    folders: tuple[str, ...] = ()


RULES = (
    Rule(
        re.compile(r"\.fetchone\("),
        "DuckDB 2.0 runs a relation again at each fetchone; use fetchall",
    ),
    Rule(re.compile(r"\bapprox_\w+"), "approximations differ between runs and engines"),
    Rule(
        re.compile(r"(?<![\w.])hash\("),
        "hash() differs between processes and engines; use md5 or blake2b",
    ),
    Rule(
        re.compile(
            r"\b(date\.today|datetime\.(now|utcnow)|time\.time)\(|\bcurrent_(date|timestamp)\b"
        ),
        "a computation looks from `as of`, never from today",
        COMPUTING,
    ),
    Rule(re.compile(r"#.*\b(TODO|FIXME|XXX)\b"), "finish it, or file it as an issue"),
    Rule(re.compile(r"#\s*(noqa|type:\s*ignore)\s*$"), "say which rule is set aside"),
)


def check(paths: Iterable[Path]) -> Complaints:
    for path in paths:
        if path.suffix == ".py" and "segmentry" in path.parts:
            yield from _check_file(path)


def _check_file(path: Path) -> Complaints:
    rules = [r for r in RULES if not r.folders or set(r.folders) & set(path.parts)]
    for number, line in lines_of(path):
        for rule in rules:
            if found := rule.pattern.search(line):
                yield f"{path}:{number}: '{found.group().strip()}': {rule.why}."


if __name__ == "__main__":
    report(check)
