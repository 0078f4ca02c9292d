"""Tables that fit: numbers whole, words folded, what has no room moved or left out."""

import pytest
from rich.cells import cell_len

from segmentry.reports.terminal_table import (
    Across,
    TerminalTable,
    bar,
    folded,
    name,
    number,
    words,
)

ROWS = [
    ("Large enterprise financial services", "1,234", "€6.09\u202fM", 0.5, "bought often, long ago"),
    ("Can't lose", "7", "€12", 0.0, ""),
]
COLUMNS = (words("Segment"), number("Accounts"), number("Value", spare=1), bar(spare=2),
           words("Rule", below=True))  # fmt: skip


def printed(width: int, rows=ROWS, columns=COLUMNS) -> list[str]:
    return [line.plain for line in TerminalTable(columns, rows).lines(width)]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_it_fits_and_breaks_neither_numbers_nor_words(width: int) -> None:
    lines = printed(width)
    assert max(map(cell_len, lines)) <= width
    text = " ".join(lines)
    for whole in ("1,234", "enterprise", "financial", "services", "often,"):
        assert whole in text


def test_with_room_all_stands_beside() -> None:
    heading, _, first, second = printed(120)
    assert heading.split() == ["Segment", "Accounts", "Value", "Rule"]
    assert first == (
        "  Large enterprise financial services     1,234  €6.09\u202fM  ██████······  "
        "bought often, long ago"
    )
    assert second.split() == ["Can't", "lose", "7", "€12", "············"]


def test_a_column_without_room_beside_goes_below_and_takes_its_heading_along() -> None:
    lines = printed(64)
    assert "    Rule: bought often, long ago" in lines
    assert "Rule" not in lines[0]
    assert not any(line.strip() == "Rule:" for line in lines)


def test_what_can_be_spared_goes_the_bar_first() -> None:
    assert any("█" in line for line in printed(48))
    narrow = printed(32)
    assert not any("█" in line for line in narrow)
    assert any("€12" in line for line in narrow)
    narrower = printed(24)
    assert not any("€12" in line for line in narrower)
    assert any("1,234" in line for line in narrower)


def test_names_are_whole_as_long_as_there_is_room() -> None:
    columns = (name("Rule"), words("Reason"))
    rows = [("unreadable_registration_id", "cannot be understood; the row is kept without it")]
    assert "unreadable_registration_id" in printed(50, rows, columns)[2]
    assert max(map(cell_len, printed(20, rows, columns))) <= 20


def test_headings_fold_where_the_numbers_are_narrow() -> None:
    columns = (words("Segment"), number("Share of net revenue"))
    lines = printed(24, [("Large enterprise technology", "5.0\u202f%")], columns)
    assert [line.split()[-1] for line in lines[:3]] == ["Share", "net", "revenue"]


def test_a_line_across_keeps_its_place() -> None:
    lines = printed(30, [Across("   and 7 further segments that have no members", "dim")], ())
    assert lines == ["   and 7 further segments that", "   have no members"]


def test_wide_signs_count_double() -> None:
    rows = [("株式会社日本橋商事", "1"), ("Acme", "22")]
    lines = printed(40, rows, (words("Account"), number("Orders")))
    assert cell_len(lines[2]) == cell_len(lines[3])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("up to 20 % of accounts", 8, ["up to", "20\u202f% of", "accounts"]),
        ("worth 12,300 EUR today", 12, ["worth", "12,300\u202fEUR", "today"]),
        ("about 1.1 M EUR", 9, ["about", "1.1\u202fM EUR"]),
        ("row 3 Mains", 6, ["row 3", "Mains"]),
        ("", 5, [""]),
        ("two\nlines\there", 20, ["two lines here"]),
        ("abcdefgh", 5, ["abcde", "fgh"]),
    ],
)
def test_units_stay_with_their_numbers(text: str, width: int, lines: list[str]) -> None:
    assert folded(text, width) == lines
