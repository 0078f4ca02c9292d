import duckdb
import pytest

from segmentry.hub.spelling.text import among, fold, folded


@pytest.mark.parametrize(
    "text",
    [
        "Müller",
        "ŁÓDŹ",
        "Straße",
        "Ærø",
        "İstanbul",
        "Ромашка Й",
        "東京",
        "Ｆｕｌｌ",
        "Ελλάδα",
        "e\u0301",
    ],
)
def test_folding_is_the_same_in_sql_and_in_python(text: str) -> None:
    query = f"select {folded('v')} from (select ? as v)"
    assert duckdb.connect().execute(query, [text]).fetchall() == [(fold(text),)]


def test_accents_go_and_scripts_stay() -> None:
    assert [fold(t) for t in ("Łódź", "Straße", "Йога", "Ｆｕｌｌ", "Ø")] == [
        "lodz", "strasse", "йога", "full", "o",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "is_listed"),
    [
        ("n/a", True),
        ("", True),
        ("it's", True),
        ("n", False),
        ("none of these", False),
        ("non", False),
        ("N/A", False),
        (None, None),
    ],
)
def test_a_text_is_among_words_or_not(text: str | None, is_listed: bool | None) -> None:
    found = among("v", ("", "n/a", "none", "it's"))
    query = f"select {found} from (select ?::varchar as v)"
    assert duckdb.connect().execute(query, [text]).fetchall() == [(is_listed,)]
    assert "JOIN" not in str(duckdb.connect().execute(f"explain {query}", [text]).fetchall())
