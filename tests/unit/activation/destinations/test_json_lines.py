"""One object per line, in the order of the columns."""

import json
from pathlib import Path

from segmentry.activation.destinations.json_lines import JsonLines


def test_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    members = [{"id": "x", "v": "ü\u2028"}, {"id": "y", "more": 1}]
    JsonLines(path="a.jsonl").write(path, ("id", "v"), members)
    lines = path.read_text(encoding="utf-8").split("\n")
    assert [json.loads(line) for line in lines[:-1]] == [{"id": "x", "v": "ü\u2028"}, {"id": "y"}]
    assert lines[-1] == ""
