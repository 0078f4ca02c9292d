"""Secrets come from where the definition points, and never from the definition."""

from pathlib import Path

import pytest

from segmentry.activation.secret import is_reference, resolved
from segmentry.errors import InvalidDefinition


def test_references_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_KEY", " abc ")
    (tmp_path / "key.txt").write_text("def\n")
    assert resolved("env:HOOK_KEY", tmp_path, "key") == "abc"
    assert resolved("file:key.txt", tmp_path, "key") == "def"
    assert resolved("https://a.example", tmp_path, "key") == "https://a.example"
    assert [is_reference(t) for t in ("env:A", "file:a", "https://a.example", "abc")] == [
        True, True, False, False,
    ]  # fmt: skip


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOOK_KEY", raising=False)
    with pytest.raises(InvalidDefinition, match=r"HOOK_KEY is not set\. Set it to the key"):
        resolved("env:HOOK_KEY", tmp_path, "key")
    with pytest.raises(InvalidDefinition, match=r"nowhere\.txt: The file with the key cannot be"):
        resolved("file:nowhere.txt", tmp_path, "key")
    (tmp_path / "empty.txt").write_text("\n")
    with pytest.raises(InvalidDefinition, match="is empty"):
        resolved("file:empty.txt", tmp_path, "key")
