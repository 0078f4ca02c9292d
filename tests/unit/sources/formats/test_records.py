"""Records and lines are found right, checked against a plain reading of the rules."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segmentry.sources.files import Files
from segmentry.sources.formats import scan
from segmentry.sources.formats.records import Dialect, one_record, split, whole_records

COMMA = Dialect(",", '"')
CELLS = (
    "a", "bc", "é", "", " ", '"x"', '"x,y"', '"x\ny"', '"x\r\ny"', '"\r"', '"x""y"', '""', '"  "',
    ' "z"', '"z" ', '"', '5" p', 'p 5"', 'x"y"', '"un"bal"', '"""',
)  # fmt: skip


def read_by_the_rules(text: str, width: int) -> tuple[list[tuple[object, ...]], list[int]]:
    """Good rows with their line, and the lines of bad rows, one character at a time."""
    position, line, rows, bad = 0, 1, [], []
    while position < len(text):
        fields, end = _record(text, position)
        if fields is None:
            end = _line_end(text, position)
            bad.append(line)
        else:
            end = _line_end(text, end)
            if text[position:end].strip("\r\n"):
                if len(fields) == width:
                    rows.append((*fields, line))
                else:
                    bad.append(line)
        read = text[position:end]
        line += read.count("\n") + read.count("\r") - read.count("\r\n")
        position = end
    return rows, bad


def _record(text: str, at: int) -> tuple[list[str | None] | None, int]:
    fields: list[str | None] = []
    while True:
        field, at = _field(text, at)
        if at < 0:
            return None, at
        fields.append(field or None)
        if text[at : at + 1] != ",":
            return fields, at
        at += 1


def _field(text: str, at: int) -> tuple[str, int]:
    bare = at + len(text[at:]) - len(text[at:].lstrip(" "))
    if text[bare : bare + 1] != '"':
        end = next((i for i in range(at, len(text)) if text[i] in ",\r\n"), len(text))
        return text[at:end], end
    value, at = "", bare + 1
    while True:
        end = text.find('"', at)
        if end < 0:
            return "", -1
        value += text[at:end]
        at = end + 1
        if text[at : at + 1] != '"':
            break
        value, at = value + '"', at + 1
    at += len(text[at:]) - len(text[at:].lstrip(" "))
    return (value, at) if at == len(text) or text[at] in ",\r\n" else ("", -1)


def _line_end(text: str, at: int) -> int:
    while at < len(text) and text[at] not in "\r\n":
        at += 1
    return at + 2 if text[at : at + 2] == "\r\n" else min(at + 1, len(text))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, int]:
    width = draw(st.integers(1, 3))
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n", "\r"]]))
    row = st.lists(st.sampled_from(CELLS), min_size=width, max_size=width)
    odd_row = st.lists(st.sampled_from(CELLS), min_size=0, max_size=4)
    rows = draw(st.lists(st.one_of(row, row, row, odd_row), min_size=4, max_size=40))
    header = ",".join(f"column{i}" for i in range(width))
    records = [header, *(",".join(r) for r in rows)]
    text = "".join(record + draw(st.sampled_from(ends)) for record in records)
    return (text.rstrip("\r\n") if draw(st.booleans()) else text), width


@settings(max_examples=60, deadline=None)
@given(file=files(), window=st.sampled_from([16, 100, 8 << 20]), careful=st.sampled_from([1, 256]))
def test_every_row_lands_with_its_line_or_is_set_aside(file, window, careful):
    text, width = file
    rows, bad = read_by_the_rules(text, width)
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(scan, "_WINDOW", window)
        patch.setattr(scan, "_SMALL_WINDOW", 8)
        patch.setattr(scan, "_CAREFUL_RECORDS", careful)
        path, into = Path(folder) / "x.csv", Path(folder) / "x.parquet"
        path.write_bytes(text.encode())
        source = Files(path="x.csv", delimiter=",", quote='"', header=True)
        landed = source.land(Path(folder), into)
        with duckdb.connect() as connection:
            query = "select * exclude (_file) from read_parquet(?)"
            got = connection.execute(query, [str(into)]).fetchall()
    if len(landed.columns) == width:  # else the rows agreed on one empty field more
        assert got == rows[1:]
        assert sorted(b.line for b in landed.bad_rows) == bad


def test_a_sweep_stops_before_the_record_that_breaks_the_rules():
    run = whole_records(b'a,b\n1,"x\ny"\n2,"z"z\n3,c\n', COMMA, final=True)
    assert run.ends.tolist() == [4, 12]
    assert run.fields.tolist() == [2, 2]
    assert run.lines.tolist() == [1, 2]
    assert not run.clean


def test_a_sweep_leaves_what_may_go_on():
    run = whole_records(b'1,a\n2,"b', COMMA, final=False)
    assert run.ends.tolist() == [4]
    assert run.clean


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (b'1,"a, b",c\n', ["1", "a, b", "c"]),
        (b'"say ""hi"""\r\n', ['say "hi"']),
        (b'5" pipe,x', ['5" pipe', "x"]),
        (b",,\n", ["", "", ""]),
        (b'1, "a" ,b\n', ["1", "a", "b"]),
    ],
)
def test_fields_are_told_apart(line, fields):
    assert [f.decode() for f in split(line, COMMA)] == fields
    assert one_record(line, 0, COMMA) == (len(line), len(fields))


@pytest.mark.parametrize("line", [b'"open,a\n', b'"a"b,c\n', b'x,"y'])
def test_a_quote_that_breaks_the_rules_is_no_record(line):
    assert one_record(line, 0, COMMA) is None
