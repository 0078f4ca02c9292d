"""`segmentry review`: findings, and decisions that are kept."""

import json
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Workspace

from .test_roi import Command, command

__all__ = ["command"]


def test_review_lists_and_keeps_decisions(command: Command, shop: Path) -> None:
    (shop / "segmentations" / "none.yaml").write_text(
        "method: rules\nsegments:\n  - {name: Nobody, where: employees < 0}\n"
        "  - {name: All, where: employees >= 0}\n",
        encoding="utf-8",
    )
    Workspace(shop).run()
    found: list[dict[str, Any]] = json.loads(command("review", "-w", shop, "--json")[0])["findings"]
    (empty,) = (f for f in found if f["segment"] == "Nobody")
    told, code = command("review", "-w", shop)
    assert (code, empty["finding"] in told) == (0, True)
    words = ("review", "decide", empty["finding"], "keep", "--because", "spring", "--by", "Ana")
    told, code = command(*words, "-w", shop)
    assert code == 0
    assert "Decided on 'Nobody' of 'none': keep, because spring (Ana)." in told
    left = json.loads(command("review", "-w", shop, "--undecided", "--json")[0])["findings"]
    assert [f["finding"] for f in left] == [f["finding"] for f in found if f != empty]
    assert "keep (Ana," in command("review", "-w", shop)[0]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nothing", "keep", "--because", "so"), "There is no finding called 'nothing'."),
        (("nothing", "keep"), "Missing option '--because'"),
    ],
)
def test_decisions_that_cannot_be_kept_end_with_2(
    command: Command, shop: Path, words: tuple[str, ...], told: str
) -> None:
    Workspace(shop).run()
    said, code = command("review", "decide", *words, "-w", shop)
    assert (code, told in said) == (2, True)
