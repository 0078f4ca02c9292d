"""The docs are complete: every page is in the navigation, every word is in the glossary."""

import re
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from segmentry.model.standard_tables import STANDARD_TABLES
from segmentry.model.tables import Table

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
ROW = re.compile(
    r"^\| (?P<word>[^|]+) \| (?P<meaning>[^|]+) \| ?(?P<where>[^|]*?) ?\|$", re.MULTILINE
)
WORDS_OF_THE_DESIGN = {
    "workspace", "source", "record", "account", "contact", "profile", "variable", "segmentation",
    "segment", "membership", "definition version", "strategy", "destination", "audience", "plan",
    "KPI", "experiment", "holdout", "review", "run", "as of",
}  # fmt: skip


def _words() -> dict[str, re.Match[str]]:
    rows = ROW.finditer((DOCS / "glossary.md").read_text(encoding="utf-8"))
    return {row["word"]: row for row in list(rows)[1:] if not row["word"].startswith("-")}


def test_every_page_is_in_the_navigation() -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    places = {place for part in nav for place in part.values()}
    written = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    reached = {page for page in written if {page, page.rpartition("/")[0] + "/"} & places}
    assert {page for page in written - reached if not page.startswith("plugins/")} == set()
    assert {place for place in places if not (DOCS / place).exists()} <= {"reference/"}


def test_every_decision_is_listed_and_complete() -> None:
    index = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    decisions = sorted((DOCS / "decisions").glob("0*.md"))
    assert [int(d.name[:4]) for d in decisions] == list(range(1, len(decisions) + 1))
    for decision in decisions:
        heads = re.findall(r"^## (.+)$", decision.read_text(encoding="utf-8"), re.MULTILINE)
        assert heads[:4] == ["Context", "Options", "Decision", "Consequences"], decision.name
        assert f"({decision.name})" in index


def test_glossary_has_the_words_of_the_design() -> None:
    assert set(_words()) >= WORDS_OF_THE_DESIGN


def test_glossary_is_in_order() -> None:
    words = [word.lower() for word in _words()]
    assert words == sorted(words)


@pytest.mark.parametrize("word", sorted(_words()))
def test_glossary_says_where_the_word_lives(word: str) -> None:
    tables = {*map(str, Table), *STANDARD_TABLES}
    places = re.findall(r"`([^`]+)`", _words()[word]["where"])
    unknown = [p for p in places if p not in tables and not _is_module(p)]
    assert not unknown


def _is_module(name: str) -> bool:
    return name.startswith("segmentry.") and find_spec(name) is not None
