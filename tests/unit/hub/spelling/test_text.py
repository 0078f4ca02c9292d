import duckdb
import pytest

from segmentry.hub.spelling.text import fold, folded


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
