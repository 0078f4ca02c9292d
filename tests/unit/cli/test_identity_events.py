"""Merges, splits and accounts that are gone, in words."""

from typing import Any

import pytest

from segmentry.cli.identity_events import show_changes, show_happenings

NOBODY = {"minted": 0, "merged": 0, "split": 0}


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "160")


def events(kind: str, count: int) -> list[dict[str, Any]]:
    return [
        {"event": kind, "account_id": f"a{n}", "label": f"Firm [{n}]", "other_id": "b",
         "other_label": None}
        for n in range(count)
    ]  # fmt: skip


def test_the_first_of_each_kind_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    people = {"minted": 1, "merged": 2, "split": 0}
    found = {"minted": 1, "merged": 13, "split": 1, "moved": 0, "gone": 6, "people": people}
    show_changes(4, found | {"events": events("merged", 13) + events("split", 1)})
    told = capsys.readouterr().out
    assert "Run 4: 1 account minted, 13 merged, 1 split." in told
    assert "\n1 person minted, 2 merged, 0 split." in told
    assert "6 accounts have no key in the sources any more." in told
    assert told.count(" merged into b") == 10
    assert "Firm [0] (a0) split from b" in told
    assert "And 3 more: `segmentry identity history`." in told


def test_few_are_named_without_more(capsys: pytest.CaptureFixture[str]) -> None:
    found = {"minted": 0, "merged": 0, "split": 1, "moved": 1, "gone": 1, "people": NOBODY}
    moved = events("moved", 1)[0] | {"evidence": "web:7: same name"}
    show_changes(2, found | {"events": [*events("split", 1), moved]})
    told = capsys.readouterr().out
    assert "1 key moved from one account to another." in told
    assert "web:7 moved from Firm [0] (a0) to b" in told
    assert "1 account has no key" in told
    assert "people" not in told
    assert "more: `segmentry" not in told


def test_the_newest_change_is_listed_whole(capsys: pytest.CaptureFixture[str]) -> None:
    show_happenings({"run": 3, "events": events("merged", 13)})
    told = capsys.readouterr().out
    assert "Run 3: 13 accounts merged, 0 split." in told
    assert told.count("merged into") == 13
    show_happenings({"run": None, "events": []})
    assert "No run that is kept" in capsys.readouterr().out
