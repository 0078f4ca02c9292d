"""JSON: lines, arrays, nested objects and lines that are none."""

import pytest

from segmentry.errors import UnreadableSource
from segmentry.sources.files import Files


def test_lines_with_keys_that_come_and_go(tmp_path, land):
    (tmp_path / "x.jsonl").write_text(
        '{"id": "007", "address": {"city": "Ulm", "geo": {"lat": 1.5}}, "tags": ["a"]}\n\n'
        '{"id": 8, "address": null, "note": "é", "ok": true}\n'
    )
    got = land(Files(path="x.jsonl"))
    assert got.landed.columns == ("id", "address.city", "address.geo", "tags", "note", "ok")
    assert got.rows == [
        ("007", "Ulm", '{"lat":1.5}', '["a"]', None, None),
        ("8", None, None, None, "é", "true"),
    ]
    assert got.lines == [1, 3]


def test_a_key_that_is_sometimes_an_object_stays_one_column(tmp_path, land):
    (tmp_path / "x.jsonl").write_text('{"a": {"b": 1}}\n{"a": "plain"}\n')
    got = land(Files(path="x.jsonl"))
    assert got.rows == [('{"b":1}',), ("plain",)]


def test_bad_lines_are_set_aside(tmp_path, land):
    (tmp_path / "x.jsonl").write_text('{"a": 1}\n{"a": \n[1]\n{"a": 2}\n')
    got = land(Files(path="x.jsonl"))
    assert got.rows == [("1",), ("2",)]
    assert [(b.line, b.rule) for b in got.landed.bad_rows] == [
        (2, "malformed_json"),
        (3, "no_object"),
    ]


@pytest.mark.parametrize(
    "text",
    ['[{"a": 1}, {"a": 2}]', '[\n {"a": 1},\n {"a": 2}\n]\n', '{\n "a": 1\n}\n{\n "a": 2\n}\n'],
)
def test_arrays_and_pretty_printed_objects(tmp_path, land, text):
    (tmp_path / "x.json").write_text(text)
    got = land(Files(path="x.json"))
    assert got.rows == [("1",), ("2",)]
    assert got.lines == [1, 2]


def test_keys_with_odd_signs(tmp_path, land):
    (tmp_path / "x.jsonl").write_text('{"a/b~c": 1, "it\'s \\"x\\"": 2, "": 3, "A": 4, "a": 5}\n')
    got = land(Files(path="x.jsonl"))
    assert got.landed.columns == ("a/b~c", 'it\'s "x"', "column_3", "A", "a_2")
    assert got.rows == [("1", "2", "3", "4", "5")]


def test_utf16_lines(tmp_path, land):
    (tmp_path / "x.jsonl").write_text('{"a": "é"}\n', encoding="utf-16")
    assert land(Files(path="x.jsonl")).rows == [("é",)]


@pytest.mark.parametrize(
    ("text", "message"),
    [('[{"a": 1}, {"a": ', "not well-formed"), ("[1, 2]", "no JSON objects"), ("", "is empty")],
)
def test_what_cannot_be_read(tmp_path, land, text, message):
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(UnreadableSource, match=message):
        land(Files(path="x.json"))
