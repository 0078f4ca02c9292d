"""Chances and questions in words."""

from typing import Any

import pytest

from segmentry.cli.identity_tables import chance, show_question, show_two

QUESTION: dict[str, Any] = {
    "account_key": "crm:1", "other_key": "crm:2", "fields": [], "probability": 0.996,
    "evidence": "same name", "decision": "apart", "pairs": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("probability", "told"),
    [(None, "–"), (0.996, ">99 %"), (1.0, "100 %"), (0.994, "99 %"), (0.001, "<1 %"), (0.0, "0 %")],
)
def test_only_what_is_certain_is_told_as_certain(probability: float | None, told: str) -> None:
    assert chance(probability) == told


@pytest.mark.parametrize(
    ("decision", "pairs", "told"),
    [("apart", 1, "two accounts now. The answer bears on 1 pair of keys."),
     ("waiting", 2, "two accounts now. The answer bears on 2 pairs of keys."),
     ("together", 2, "one account now.")],
)  # fmt: skip
def test_a_question_tells_what_is_now(
    decision: str, pairs: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    show_question(QUESTION | {"decision": decision, "pairs": pairs}, "1 of 1")
    assert f"They are {told}" in " ".join(capsys.readouterr().out.split())


ANSWER = {
    "account_key": "crm:3", "other_key": "crm:2", "said": "different", "said_by": "Ana",
    "said_at": "2026-06-30", "reason": "two towns",
}  # fmt: skip
NOTHING: dict[str, Any] = {"answers": [], "waiting": [], "pairs": 9, "likely": 1, "threshold": ""}


@pytest.mark.parametrize(
    ("apart", "told"),
    [
        (NOTHING, "of the 9 pairs of keys between the two accounts, 1 is likely one, too few"),
        (NOTHING | {"waiting": [QUESTION]}, "`segmentry identity answer crm:1 crm:2 same` joins"),
        (NOTHING | {"answers": [ANSWER]}, "An answer holds them apart. What people said"),
        (NOTHING | {"pairs": 1, "threshold": "Answers moved it."}, "Answers moved it."),
    ],
)
def test_what_holds_two_accounts_apart_is_told(
    apart: dict[str, Any], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    found = {
        "key": "crm:1", "other_key": "crm:2", "fields": [], "is_one": False, "pair": QUESTION,
        "account_ids": ["1", "2"], "through": [], "answers": [], "apart": apart,
    }  # fmt: skip
    show_two(found)
    assert told in " ".join(capsys.readouterr().out.split())
    show_two(found | {"is_one": True, "apart": None})
    assert "apart is" not in capsys.readouterr().out
