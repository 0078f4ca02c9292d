"""The summary fits a terminal and says what matters."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from segmentry.reports import terminal_summary


def printed(run, report: Path | None = None, width: int = 100) -> str:
    console = Console(width=width, file=StringIO())
    with console.capture() as captured:
        console.print(terminal_summary(run, report))
    return captured.get()


def test_it_tells_the_book_the_segments_and_the_warnings(run) -> None:
    text = printed(run, Path("out/report.html"))
    assert "300 accounts" in text
    assert "as of 15 Jun 2026" in text
    assert "Champions" in text
    assert "4 warnings" in text
    assert "The data is old" in text
    assert "out/report.html" in text


def test_small_groups_are_hidden(run) -> None:
    [line] = [x for x in printed(run).splitlines() if x.startswith(" Technology startups")]
    assert "< 5" in line
    assert "hidden" in line


def test_an_empty_run(empty_run) -> None:
    text = printed(empty_run)
    assert "0 accounts" in text
    assert "unknown net revenue" in text


def test_many_segments_are_cut(crowded_run) -> None:
    assert "and 48 further segments" in printed(crowded_run)


def test_names_are_printed_as_they_are(run) -> None:
    run.facts = replace(run.facts, workspace="[red]Acme[/red]")
    assert "[red]Acme[/red]" in printed(run)


def test_it_fits_a_narrow_terminal(run) -> None:
    assert max(map(len, printed(run, width=60).splitlines())) <= 60
