"""`segmentry identity`: questions, answers and reasons on the command line."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Workspace

from .test_roi import Command, command

__all__ = ["command"]


@pytest.fixture
def made(known_twice: Path) -> Path:
    Workspace(known_twice).run()
    return known_twice


def test_run_tells_what_changed(command: Command, known_twice: Path) -> None:
    told, code = command("identity", "run", "-w", known_twice)
    assert code == 0
    assert "accounts minted, 0 merged, 0 split." in told
    report = known_twice / "report.html"
    assert f"Report: {report}" in told
    assert "run 1" in report.read_text(encoding="utf-8").lower()
    command("identity", "merge", "D3", "D4", "--because", "one owner", "-w", known_twice)
    out, code = command("identity", "run", "-w", known_twice, "--json")
    found = json.loads(out)
    assert (found["run"], found["merged"], found["contradictions"], code) == (2, 1, 0, 0)
    assert [e["event"] for e in found["events"]] == ["merged"]
    assert found["report"] == str(report)
    assert "run 2" in report.read_text(encoding="utf-8").lower()
    told, code = command("identity", "history", "-w", known_twice)
    assert (code, "Run 2: 1 account merged, 0 split." in told) == (0, True)
    assert "merged into" in told


def test_run_tells_of_a_source_under_another_name(command: Command, made: Path) -> None:
    (made / "sources" / "crm.yaml").rename(made / "sources" / "sales.yaml")
    told, code = command("identity", "run", "-w", made)
    said = " ".join(told.split())
    assert (code, "System 'crm' is gone, and 'sales' has" in said) == (0, True)
    assert "write `system: crm` in sources/sales.yaml" in said


def test_questions_are_listed_and_answered(
    command: Command, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[dict[str, Any]] = json.loads(command("identity", "ask", "-w", made, "--json")[0])
    assert listed
    told, code = command("identity", "ask", "-n", 1, "-w", made)
    assert code == 0
    assert "Question 1 of 1" in told
    assert "Answers are typed here at a terminal only" in told
    assert "segmentry identity answer KEY OTHER same" in told

    class Person(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Person("what?\ny\nq\n"))
    told, code = command("identity", "ask", "--by", "Ana", "-w", made)
    assert (code, "Answer y for yes" in told, "1 answer kept" in told) == (0, True, True)
    (answer,) = Workspace(made).identity.answers()
    assert (answer.said, answer.said_by) == ("same", "Ana")
    assert answer.keys == (listed[0]["account_key"], listed[0]["other_key"])
    assert answer.reason.startswith("asked at ")


def test_answers_are_told_as_such(command: Command, made: Path) -> None:
    told, code = command(
        "identity", "merge", "D3", "D4", "--because", "so", "--by", "Ana", "-w", made
    )
    assert code == 0
    assert "Kept as an answer: crm:D3 and crm:D4 are one company (Ana)." in told
    told, _ = command("identity", "split", "D5", "--because", "so", "--by", "Ana", "-w", made)
    assert "crm:D3 and crm:D5 are two companies (Ana)." in told
    told, _ = command("identity", "answer", "D4", "D5", "same", "--because", "so", "-w", made)
    assert "Answers that contradict each other" in told
    told, code = command("identity", "review", "-w", made)
    assert code == 0
    assert "crm:D3 is not crm:D5 (Ana," in told
    told, _ = command("identity", "answer", "D4", "D5", "open", "--because", "no", "-w", made)
    assert "are open again" in told
    assert "in one account now" not in told
    assert "contradict each other" not in command("identity", "review", "-w", made)[0]
    words = ("identity", "split", "D5", "--undo", "--because", "no", "--by", "Ana", "-w", made)
    assert "crm:D3 and crm:D5 are open again (Ana)." in command(*words)[0]


def test_taking_back_what_is_one_account_says_that_it_stays(command: Command, made: Path) -> None:
    words = ("identity", "answer", "D3", "D5")
    command(*words, "same", "--because", "one register", "-w", made)
    told, code = command(*words, "open", "--because", "not sure", "-w", made)
    assert (code, "They are in one account now, and stay so" in told) == (0, True)


def test_answers_that_outlast_a_split_are_told(command: Command, made: Path) -> None:
    Workspace(made).identity.answer("D4", "D5", "different", because="two towns", by="Ben")
    Workspace(made).identity.split("D5", because="two firms", by="Ana")
    told, code = command("identity", "split", "D5", "--undo", "--because", "no", "-w", made)
    assert code == 0
    assert "crm:D3 and crm:D5 are open again" in told
    assert "1 other answer keeps it apart" in told
    assert "crm:D4 is not crm:D5 (Ben," in told


def test_reasons_are_told(command: Command, made: Path) -> None:
    told, code = command("identity", "explain", "D3", "-w", made)
    assert code == 0
    assert "What links them" in told
    assert "crm:D5" in told
    told, code = command("identity", "explain", "D3", "D4", "-w", made)
    assert (code, "They are in two accounts." in told) == (0, True)
    account = json.loads(command("identity", "explain", "D3", "-w", made, "--json")[0])[
        "account_id"
    ]
    told, code = command("identity", "history", account, "-w", made)
    assert code == 0
    assert "minted" in told
    events = json.loads(command("identity", "history", "D3", "-w", made, "--json")[0])["events"]
    assert [e["event"] for e in events] == ["minted"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("explain", "customers:C112"), "Did you mean 'customers:C12'"),
        (("answer", "D3", "D4", "sam", "--because", "so"), "Did you mean 'same'"),
        (("answer", "D3", "D4", "same"), "Missing option '--because'"),
        (("split", "D4", "--because", "so"), "is the only key of its account"),
        (("history", "nobody at all"), "There is no account called 'nobody at all'"),
    ],
)
def test_what_cannot_be_done_ends_with_2(
    command: Command, made: Path, words: tuple[str, ...], told: str
) -> None:
    said, code = command("identity", *words, "-w", made)
    assert (code, told in said) == (2, True), said


def test_what_was_set_aside_and_noted_is_reviewed(command: Command, known_twice: Path) -> None:
    crm = known_twice / "exports" / "crm.csv"
    crm.write_text(
        crm.read_text() + "D6,N/A,DE,none at all,\n,Lost GmbH,DE,,\nD4,Zimmermann Bau,DE,,\n"
    )
    Workspace(known_twice).run()
    found = json.loads(command("identity", "review", "-w", known_twice, "--json")[0])
    aside = [(r["rule"], r["value"], r["line"], r["rows"]) for r in found["rejects"]]
    assert ("no_key", None, 8, 1) in aside
    assert ("unreadable_domain", "none at all", 7, 1) in aside
    assert any("share an account" in note for note in found["notes"])
    assert any("crm:D4 is '" in note for note in found["notes"])
    assert not any("looked at from" in note for note in found["notes"])
    told, code = command("identity", "review", "-w", known_twice)
    assert code == 0
    assert "Set aside of what tells who is who" in told
    assert "crm, line 8" in told
    assert "What the run noted" in told
