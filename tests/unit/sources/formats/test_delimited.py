"""Delimited text: delimiters, headers, titles, odd rows, and values exactly as they came."""

import pytest

from segmentry.errors import UnreadableSource
from segmentry.sources.files import Files


def landed(tmp_path, land, content: str | bytes, **settings):
    data = content.encode() if isinstance(content, str) else content
    (tmp_path / "x.csv").write_bytes(data)
    return land(Files(path="x.csv", **settings))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_recognised(tmp_path, land, mark, end):
    rows = [["id", "name", "price"], ["007", "a b", "1.50"], ["8", "", "x"]]
    text = end.join(mark.join(row) for row in rows) + end
    got = landed(tmp_path, land, text)
    assert got.landed.columns == ("id", "name", "price")
    assert got.rows == [("007", "a b", "1.50"), ("8", None, "x")]
    assert got.lines == [2, 3]
    assert set(got.types.values()) == {"VARCHAR", "BIGINT"}
    assert got.landed.settings["delimiter"] == mark


def test_decimal_commas_do_not_pass_for_delimiters(tmp_path, land):
    got = landed(tmp_path, land, "id;price;weight\n1;1,5;2,5\n2;3,5;4,5\n")
    assert got.rows == [("1", "1,5", "2,5"), ("2", "3,5", "4,5")]


def test_excel_says_its_separator(tmp_path, land):
    got = landed(tmp_path, land, "sep=;\r\nid;name, first\r\n1;a,b\r\n")
    assert got.landed.columns == ("id", "name, first")
    assert got.lines == [3]


def test_one_column(tmp_path, land):
    got = landed(tmp_path, land, "name\nAcme\n\nBeta\n")
    assert got.rows == [("Acme",), ("Beta",)]
    assert got.lines == [2, 4]


def test_single_quotes_are_recognised(tmp_path, land):
    got = landed(tmp_path, land, "id,name\n1,'a, b'\n2,'c, d'\n3,'e, f'\n")
    assert got.rows[0] == ("1", "a, b")
    assert got.landed.settings["quote"] == "'"


def test_apostrophes_are_no_quotes(tmp_path, land):
    got = landed(tmp_path, land, "id,name\n1,'t Hof\n2,O'Brien\n")
    assert got.rows == [("1", "'t Hof"), ("2", "O'Brien")]


def test_titles_above_the_header(tmp_path, land):
    text = "Orders of 2024\nprinted on 1 March,,\n\nid,name,price\n1,a,2\n2,b,3\n"
    got = landed(tmp_path, land, text)
    assert got.landed.columns == ("id", "name", "price")
    assert got.lines == [5, 6]
    assert got.landed.notes == ("2 rows above the header were left out: a title, it seems.",)


def test_a_file_without_header(tmp_path, land):
    got = landed(tmp_path, land, "1,2024-01-01,9.5\n2,2024-01-02,8\n")
    assert got.landed.columns == ("column_1", "column_2", "column_3")
    assert got.lines == [1, 2]
    assert "no header" in got.landed.notes[0]
    assert got.landed.settings["header"] is False


def test_years_may_be_column_names(tmp_path, land):
    got = landed(tmp_path, land, "region,2023,2024\nnorth,1,2\n")
    assert got.landed.columns == ("region", "2023", "2024")


def test_the_header_as_set(tmp_path, land):
    assert landed(tmp_path, land, "1,2\n3,4\n", header=True).landed.columns == ("1", "2")
    assert landed(tmp_path, land, "a,b\nc,d\n", header=False).rows == [("a", "b"), ("c", "d")]


def test_header_names_are_made_unique(tmp_path, land):
    got = landed(tmp_path, land, "id,name,Name,,_line,name\n1,a,b,c,d,e\n")
    assert got.landed.columns == ("id", "name", "Name_2", "column_4", "_line_2", "name_3")
    assert got.rows == [("1", "a", "b", "c", "d", "e")]
    assert "Column 4 has no name; it is called 'column_4'." in got.landed.notes


def test_ragged_rows_are_set_aside_never_padded(tmp_path, land):
    got = landed(tmp_path, land, 'id,name\n1,a\n2\n3,b,c\n4,"d\ne"\n5,f\n')
    assert got.rows == [("1", "a"), ("4", "d\ne"), ("5", "f")]
    assert got.lines == [2, 5, 7]
    bad = [(b.file, b.line, b.rule, b.reason, b.value) for b in got.landed.bad_rows]
    assert bad == [
        ("x.csv", 3, "ragged_row", "The row has 1 fields, the header has 2.", "2"),
        ("x.csv", 4, "ragged_row", "The row has 3 fields, the header has 2.", "3,b,c"),
    ]


def test_a_bad_quote_costs_its_own_line_only(tmp_path, land):
    got = landed(tmp_path, land, 'id,name\n1,"open\n2,b\n3,"c"x\n4,d" pipe\n5,"e"\n')
    assert got.rows == [("2", "b"), ("4", 'd" pipe'), ("5", "e")]
    assert [(b.line, b.rule) for b in got.landed.bad_rows] == [
        (2, "unbalanced_quote"),
        (4, "unbalanced_quote"),
    ]


def test_mostly_ragged_files_ask_for_the_delimiter(tmp_path, land):
    got = landed(tmp_path, land, "id,name\n1\n2\n3\n4,a\n", delimiter=",")
    assert "Most rows have another number of fields" in got.landed.notes[0]


def test_a_file_that_fits_nowhere_is_refused(tmp_path, land, monkeypatch):
    monkeypatch.setattr("segmentry.sources.formats.scan._MOST_BAD_ROWS", 10)
    with pytest.raises(UnreadableSource, match="11 rows do not fit the header"):
        landed(tmp_path, land, "id,name\n" + "1;a\n" * 50, delimiter=",")


def test_every_row_may_end_in_a_delimiter(tmp_path, land):
    got = landed(tmp_path, land, "id,name\n1,a,\n2,b,\n3,c,\n")
    assert got.rows[0] == ("1", "a", None)
    assert got.landed.bad_rows == ()


def test_a_header_alone_has_no_rows(tmp_path, land):
    got = landed(tmp_path, land, "id,name\n")
    assert (got.landed.rows, got.landed.columns) == (0, ("id", "name"))
    assert got.types == {"id": "VARCHAR", "name": "VARCHAR", "_file": "VARCHAR", "_line": "BIGINT"}


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path, land, content):
    with pytest.raises(UnreadableSource, match=r"x\.csv: The file is empty"):
        landed(tmp_path, land, content)


def test_a_cell_of_ten_megabytes_is_kept_and_one_of_forty_is_set_aside(tmp_path, land):
    big, huge = "x" * (10 << 20), "y" * (40 << 20)
    got = landed(tmp_path, land, f'id,name\n1,{big}\n2,{huge}\n3,"{big}"\n')
    assert [(row[0], len(row[1])) for row in got.rows] == [("1", 10 << 20), ("3", 10 << 20)]
    assert [(b.line, b.rule) for b in got.landed.bad_rows] == [(3, "too_long")]
    assert got.lines == [2, 4]


def test_many_columns(tmp_path, land):
    names = [f"c{i}" for i in range(3000)]
    got = landed(tmp_path, land, ",".join(names) + "\n" + ",".join(map(str, range(3000))) + "\n")
    assert got.landed.columns == tuple(names)
    assert got.rows[0][-1] == "2999"


def test_names_and_values_cannot_become_sql(tmp_path, land):
    name = "a\"b'; drop table x; --"
    (tmp_path / "it's.csv").write_text(f'"{name.replace(chr(34), chr(34) * 2)}",z\n\'; x,1\n')
    got = land(Files(path="it's.csv"))
    assert got.landed.columns == (name, "z")
    assert got.rows == [("'; x", "1")]
    assert got.files == ["it's.csv"]


def test_reference_data_reads_like_the_csv_module(shared_data, tmp_path, land):
    import csv

    for path in sorted(shared_data.glob("northwind/*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = [row for row in csv.reader(file) if row]
        got = land(Files(path=str(path)))
        assert got.landed.columns == tuple(header)
        assert got.rows == [tuple(cell or None for cell in row) for row in rows]
        assert got.landed.bad_rows == ()


GA4_REPORT = """# ----------------------------------------
# Events: Event name
# Account: Acme
# Start date: 20260101
# ----------------------------------------

Event name,Event count
page_view,120
click,7
"""


def test_lines_of_comments_above_the_table_are_left_out(land, tmp_path) -> None:
    (tmp_path / "ga4.csv").write_text(GA4_REPORT, encoding="utf-8")
    made = land(Files(path="ga4.csv"))
    assert (made.landed.columns, made.rows) == (
        ("Event name", "Event count"),
        [("page_view", "120"), ("click", "7")],
    )
    assert made.lines == [8, 9]
    assert "5 lines of comments above the table were left out." in made.landed.notes


def test_a_header_that_begins_in_a_hash_is_a_header(land, tmp_path) -> None:
    (tmp_path / "a.csv").write_text("# orders,Name\n5,Acme\n", encoding="utf-8")
    assert land(Files(path="a.csv")).landed.columns == ("# orders", "Name")
