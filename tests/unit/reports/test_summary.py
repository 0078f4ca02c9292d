"""The summary fits a terminal and says what matters."""

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from segmentry.model.tables import Table
from segmentry.reports import terminal_summary
from segmentry.reports.view import StageNote


def printed(run, report: Path | None = None, width: int = 100) -> str:
    console = Console(width=width, file=StringIO())
    with console.capture() as captured:
        console.print(terminal_summary(run, report))
    return captured.get()


def line(run, start: str) -> str:
    [found] = [x for x in printed(run).splitlines() if x.strip().startswith(start)]
    return found


def test_it_tells_the_book_the_segments_and_the_warnings(run) -> None:
    text = printed(run, Path("out/report.html"))
    assert "300 accounts" in text
    assert "net revenue" in text
    assert "as of 15 Jun 2026" in text
    assert "Champions" in text
    assert "The data is old: crm" in text
    assert "out/report.html" in text


def test_small_groups_are_hidden_as_in_the_report(run) -> None:
    told = line(run, "Technology startups")
    assert f"< {run.facts.privacy_floor} " in told
    assert "hidden" in told
    assert f"hidden: groups of fewer than {run.facts.privacy_floor} accounts" in printed(run)


def test_why_is_not_told_where_nothing_is_hidden(run) -> None:
    run.facts = replace(run.facts, privacy_floor=1)
    assert "hidden" not in printed(run)


def test_it_names_the_next_commands(run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert "segmentry segments  " in printed(run, tmp_path / "report.html")
    assert "segmentry segments -w acme" in printed(run, Path("acme/report.html"))
    assert "segmentry rejects" in printed(run)


def test_alike_warnings_are_one_line_and_at_most_five(run) -> None:
    for n in range(30):
        kind = f"kind_{n % 9}"
        run.change(f"insert into {Table.WARNINGS} values ('{kind}', 's{n}', 'm', null, null)")
    warnings = [x for x in printed(run).splitlines() if x.startswith("  ! ")]
    assert len(warnings) == 5
    assert "and 8 more in the report" in printed(run)


def test_a_system_under_another_name_is_told_before_all_other_notes(run) -> None:
    said = [StageNote("hub", f"Note {n}.") for n in range(8)]
    gone = StageNote("profiles", "System 'crm' is gone, and 'sales' has 9 of its 9 keys.")
    run.facts = replace(run.facts, notes=(*said, gone))
    text = printed(run)
    assert 0 < text.index("System 'crm' is gone") < text.index("Note 0.")
    assert "and 3 more in the report" in text


def test_an_empty_run(empty_run) -> None:
    text = printed(empty_run)
    assert "0 accounts" in text
    assert "unknown value: no source gives amounts of orders" in text


def test_many_segments_are_cut(crowded_run) -> None:
    assert "further segments" in printed(crowded_run)
    assert "and 1 empty segment" in printed(crowded_run)
    assert len(printed(crowded_run).splitlines()) < 60


def test_names_are_printed_as_they_are(run) -> None:
    run.facts = replace(run.facts, workspace="[red]Acme[/red]")
    assert "[red]Acme[/red]" in printed(run)


def test_it_fits_a_narrow_terminal(make_run: Callable) -> None:
    assert max(map(len, printed(make_run(), width=60).splitlines())) <= 60


def test_it_tells_how_many_moved_since_the_last_date(run) -> None:
    run.change(f"update {Table.MEMBERSHIPS} set valid_from = date '2026-05-15'")
    assert "Moved since" not in printed(run)
    run.change(
        f"update {Table.MEMBERSHIPS} set valid_from = date '2026-06-15' where account_id = "
        f"(select min(account_id) from {Table.MEMBERSHIPS} where segmentation = 'rfm')"
    )
    assert "Moved since the last date: 1 in " in printed(run)
    assert "--moves" in printed(run)
