"""Writes small .xlsx workbooks for tests, as no library here writes them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STYLES = (
    f'<styleSheet {_NS}><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs>'
    "</styleSheet>"
)


@pytest.fixture
def write_workbook() -> Callable[[Path, dict[str, list[list[object]]]], Path]:
    return _write_workbook


def _write_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    """Rows of text, numbers, booleans and moments; None leaves a cell out."""
    with ZipFile(path, "w") as book:
        root = f'<Relationship Id="b" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
        book.writestr("_rels/.rels", f'<Relationships xmlns="{_RELS}">{root}</Relationships>')
        names = "".join(
            f'<sheet name="{name}" sheetId="{i}" r:id="r{i}"/>'
            for i, name in enumerate(sheets, start=1)
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook {_NS} xmlns:r="{_REL}"><sheets>{names}</sheets></workbook>',
        )
        links = "".join(
            f'<Relationship Id="r{i}" Type="{_REL}/worksheet" Target="worksheets/{i}.xml"/>'
            for i in range(1, len(sheets) + 1)
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_RELS}">{links}</Relationships>',
        )
        book.writestr("xl/styles.xml", _STYLES)
        for i, rows in enumerate(sheets.values(), start=1):
            book.writestr(f"xl/worksheets/{i}.xml", _sheet(rows))
    return path


def _sheet(rows: list[list[object]]) -> str:
    lines = "".join(
        f'<row r="{n}">{"".join(_cell(v, f"{chr(65 + c)}{n}") for c, v in enumerate(row))}</row>'
        for n, row in enumerate(rows, start=1)
    )
    return f"<worksheet {_NS}><sheetData>{lines}</sheetData></worksheet>"


def _cell(value: object, place: str) -> str:
    match value:
        case None:
            return ""
        case bool():
            return f'<c r="{place}" t="b"><v>{int(value)}</v></c>'
        case int() | float():
            return f'<c r="{place}"><v>{value!r}</v></c>'
        case datetime():
            days = (value - datetime(1899, 12, 30)).total_seconds() / 86400
            return f'<c r="{place}" s="1"><v>{days!r}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
