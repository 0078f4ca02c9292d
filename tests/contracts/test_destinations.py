"""What every destination promises, whoever wrote it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from segmentry.activation import DESTINATIONS
from segmentry.activation.destinations.base import Batch, Destination
from segmentry.errors import SegmentryError

NAMES = sorted(DESTINATIONS.all)
MEMBERS = [
    {"action": "add", "id": "a", "name": "Müller & Söhne", "segments": ["Gold"], "amount": 2.5},
    {"action": "update", "id": "b", "name": None, "segments": ["Gold", "Silver"], "amount": None},
    {"action": "remove", "id": "c", "name": "Gone"},
]
COLUMNS = ("id", "name", "segments", "amount")


def _settings(name: str, url: str) -> dict[str, object]:
    return {"url": url} if name == "webhook" else {"path": f"out/members.{name}"}


@pytest.fixture(params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    if request.param == "excel":
        pytest.importorskip("xlsxwriter", reason="the package XlsxWriter is not installed")
    return str(request.param)


@pytest.fixture
def destination(name: str, receiver: Any) -> Destination:
    return DESTINATIONS.get(name).model_validate(_settings(name, receiver.url))


@pytest.fixture
def batch() -> Batch:
    return Batch("list", "p1", "p1-1", COLUMNS, MEMBERS)


@pytest.fixture
def there(receiver: Any, tmp_path: Path) -> Callable[[], object]:
    """What the destination has: the bytes of its file, or the message of each key."""

    def read() -> object:
        if receiver.received:
            return {h["Idempotency-Key"]: json.loads(b) for h, b in receiver.received}
        return {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}

    return read


def test_all_members_are_taken(destination: Destination, batch: Batch, tmp_path: Path) -> None:
    assert destination.send(tmp_path, batch).refused == {}


def test_sending_again_changes_nothing(
    destination: Destination, batch: Batch, tmp_path: Path, there: Callable[[], object]
) -> None:
    destination.send(tmp_path, batch)
    before = there()
    destination.send(tmp_path, batch)
    assert there() == before


def test_sending_leaves_nothing_else_behind(
    destination: Destination, batch: Batch, tmp_path: Path
) -> None:
    destination.send(tmp_path, batch)
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) <= 1


def test_the_place_is_always_told_in_the_same_words(
    destination: Destination, batch: Batch, tmp_path: Path
) -> None:
    before = destination.target(tmp_path)
    destination.send(tmp_path, batch)
    assert before == destination.target(tmp_path) != ""


def test_the_fingerprint_tells_what_is_there(
    destination: Destination, batch: Batch, tmp_path: Path
) -> None:
    assert destination.fingerprint(tmp_path) == ""
    destination.send(tmp_path, batch)
    if destination.takes_whole:
        assert destination.fingerprint(tmp_path) == destination.fingerprint(tmp_path) != ""


def test_what_cannot_be_written_is_told(name: str, batch: Batch, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file where a folder should be")
    settings = _settings(name, "http://127.0.0.1:9/none") | (
        {"tries": 1} if name == "webhook" else {}
    )
    with pytest.raises(SegmentryError) as failure:
        DESTINATIONS.get(name).model_validate(settings).send(tmp_path, batch)
    assert failure.value.next_step
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_settings_are_described_and_others_refused(name: str, receiver: Any) -> None:
    plugin = DESTINATIONS.get(name)
    assert DESTINATIONS.describe(name).endswith(".")
    assert all(field.description for field in plugin.model_fields.values())
    with pytest.raises(ValidationError, match="unknown_setting"):
        plugin.model_validate(_settings(name, receiver.url) | {"unknown_setting": 1})


@pytest.mark.parametrize("kind", [n for n in NAMES if n not in ("webhook", "excel")])
def test_changes_have_a_file_for_each_plan(kind: str, batch: Batch, tmp_path: Path) -> None:
    said = {"path": f"members.{kind}", "content": "changes"}
    DESTINATIONS.get(kind).model_validate(said).send(tmp_path, batch)
    (file,) = tmp_path.iterdir()
    text = file.read_text(encoding="utf-8")
    assert file.name == f"members-p1.{kind}"
    assert all(word in text for word in ("add", "update", "remove"))


@pytest.mark.parametrize("kind", [n for n in NAMES if n not in ("webhook", "excel")])
def test_whole_files_have_those_who_are_there(kind: str, batch: Batch, tmp_path: Path) -> None:
    DESTINATIONS.get(kind).model_validate({"path": f"members.{kind}"}).send(tmp_path, batch)
    text = (tmp_path / f"members.{kind}").read_text(encoding="utf-8")
    assert "Müller" in text
    assert "Gone" not in text
    assert "action" not in text
