"""The report as a file: complete, safe, the same for the same data."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from segmentry.errors import StorageFailed
from segmentry.model.tables import SCHEMAS
from segmentry.reports import StrategyFacts, write_report
from segmentry.reports.report import render

_VOID = {"meta", "link", "input", "br", "hr", "img", "wbr"}
_CHAPTERS = [
    "overview", "segmentations", "differences", "overlaps",
    "trends", "roi", "review", "variables", "quality", "accounts", "method",
]  # fmt: skip


class Page(HTMLParser):
    """Tags, ids and links of a page; raises when tags are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def ids(self) -> list[str]:
        return [a["id"] or "" for _, a in self.tags if "id" in a]

    @property
    def links(self) -> list[str]:
        return [a["href"] or "" for tag, a in self.tags if tag == "a"]


def check(html: str) -> Page:
    """What holds for every report, however odd the run."""
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert [tag for tag, _ in page.tags].count("h1") == 1
    assert not [tag for tag, _ in page.tags if tag in {"script", "iframe", "object"}]
    assert set(_CHAPTERS) <= set(page.ids)
    tables = [tag for tag, _ in page.tags if tag == "table"]
    captions = [tag for tag, _ in page.tags if tag == "caption"]
    assert len(tables) == len(captions)
    assert all("scope" in a for tag, a in page.tags if tag == "th")
    return page


def test_the_report_is_one_file(run, tmp_path: Path) -> None:
    path = write_report(run, tmp_path / "new" / "report.html")
    assert path.read_text("utf-8") == render(run)
    assert [p.name for p in path.parent.iterdir()] == ["report.html"]


def test_nothing_is_fetched_from_elsewhere(run) -> None:
    html = render(run)
    assert "http://" not in html
    assert "https://" not in html
    assert "url(" not in html
    assert "default-src 'none'" in html


def test_a_usual_run(run) -> None:
    text = " ".join(check(render(run)).text)
    assert "Acme Industrial Supply" in text
    assert "15 Jun 2026" in text
    assert "Champions" in text
    assert "Nobody acts on this yet." in text
    assert "Keep them: early access (Ana Ruiz)" in text


def test_an_empty_run(empty_run) -> None:
    text = " ".join(check(render(empty_run)).text)
    assert "This run has no segmentation." in text
    assert "no source gives amounts of orders" in text


@pytest.mark.parametrize(("accounts", "months"), [(1, 30), (3, 2), (40, 0), (40, 1)])
def test_small_runs(make_run: Callable, accounts: int, months: int) -> None:
    check(render(make_run(accounts=accounts, months=months)))


def test_sixty_segments_with_hostile_names(crowded_run) -> None:
    html = render(crowded_run)
    page = check(html)
    assert "<script>" not in html
    assert "<script>alert(\"x\")</script> & co. 'quoted'" in page.text
    assert "大口のお客様(製造業)" in page.text
    assert len(html) < 1_500_000


def test_hostile_facts_are_escaped(run) -> None:
    evil = "</title><img src=x onerror=alert(1)>"
    run.facts = replace(
        run.facts, workspace=evil, strategies=(StrategyFacts("rfm", "Champions", evil, evil),)
    )
    assert "<img" not in render(run)


def test_the_same_data_gives_the_same_bytes_in_any_order_of_rows(make_run: Callable) -> None:
    first, second = make_run(), make_run()
    for name, schema in SCHEMAS.items():
        order = ", ".join(f"md5(coalesce(\"{c.name}\"::varchar, ''))" for c in schema.columns)
        second.change(f"create or replace table {name} as select * from {name} order by {order}")
    assert render(first) == render(second)


def test_personal_data_stays_out(run) -> None:
    html = render(run)
    assert "jane" not in html
    assert "1234567x" not in html
    assert "2026-13-41" in html


def test_the_definitions_stand_in_it_word_by_word(run) -> None:
    html = render(run)
    assert "frequency: {quantiles: [0.33, 0.67]}  # &lt;levels&gt; &amp; limits" in html


def test_a_folder_that_cannot_be_written_is_told(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageFailed, match="could not be written"):
        write_report(run, tmp_path / "file" / "report.html")


def test_a_report_of_before_survives_a_failure(run, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.mkdir()
    with pytest.raises(StorageFailed):
        write_report(run, target)
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_the_map_of_scores_is_there_when_there_are_scores(run) -> None:
    assert "rfm" in Page(render(run)).ids
    run.change("delete from rfm_scores")
    page = Page(render(run))
    assert "rfm" not in page.ids
    assert "RFM map" not in page.text


def test_a_run_of_an_older_version_says_what_it_did_not_look_at(run) -> None:
    run.facts = replace(run.facts, lacking=("kpi_values", "review_findings"))
    page = render(run)
    assert page.count("made by an older version of Segmentry") == 2
    assert "What to do next" not in page
