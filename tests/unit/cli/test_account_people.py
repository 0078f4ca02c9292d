"""The people of a company, each once and without a name."""

from datetime import date
from typing import Any

import pytest

from segmentry.cli.account_people import show_people

ADA = {
    "person_id": "757d5851e6553a40", "seniority": "director", "job_function": "IT",
    "from_on": date(2020, 3, 1), "to_on": date(2024, 5, 1), "contacts": 2, "employers": 2,
    "has_email": True, "has_phone": True, "confidence": 0.987, "evidence": "same phone",
}  # fmt: skip
BO = ADA | {"person_id": "f3755518b6ce91f3", "seniority": None, "job_function": None,
            "to_on": None, "contacts": 1, "confidence": None, "evidence": None}  # fmt: skip


def shown(capsys: pytest.CaptureFixture[str], *people: dict[str, Any]) -> str:
    show_people(people)
    return capsys.readouterr().out


def test_who_worked_there_and_why_contacts_are_one(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, BO, ADA)
    assert "757d5851e6553a40" in text
    assert "director, IT" in text
    assert "1 May 2024" in text
    assert "same phone (99%)" in " ".join(text.split())


def test_columns_that_nobody_fills_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, BO)
    assert "Since" in text
    assert not [head for head in ("Role", "Until", "Why one") if head in text]


def test_long_lists_are_cut_and_nobody_is_no_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys) == ""
    text = shown(capsys, *[BO | {"person_id": f"p{n}"} for n in range(23)])
    assert "and 3 more" in text
    assert "p19" in text
    assert "p20" not in text
