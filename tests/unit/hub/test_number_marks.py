import pytest

from segmentry.hub.number_marks import sniff_decimal_mark


@pytest.mark.parametrize(
    ("values", "mark"),
    [
        (["1.234,5"], ","),
        (["1,234.5"], "."),
        (["12,5", "3"], ","),
        (["12.5"], "."),
        (["1,234"], "."),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["0,123"], ","),
        (["€ 1.200,00"], ","),
        ([], "."),
        (["1,5", "2,5", "3.5"], ","),
        (["n/a"], "."),
    ],
)
def test_the_mark_most_values_show(values: list[str], mark: str) -> None:
    assert sniff_decimal_mark(values) == mark
