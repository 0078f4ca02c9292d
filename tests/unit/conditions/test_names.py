"""Which names a text speaks of."""

import pytest

from segmentry.conditions import names_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("country = 'Spain' and employees > 10", {"country", "employees"}),
        ("stage not in ('customer', 'lapsed') or region is null", {"stage", "region"}),
        ("count(orders, amount > 100, last_days(30)) = 0", {"orders", "amount"}),
        ("country = 'ES' top 10 % by cltv", {"country", "cltv"}),
        ("bottom 5 by net_revenue", {"net_revenue"}),
        ("lower(\"Key account\") = 'country'", {"Key account"}),
        ("net_revenue / orders", {"net_revenue", "orders"}),
        ("case when is_partner then city else region end = 'x'", {"is_partner", "city", "region"}),
        ("true", set()),
    ],
)
def test_names_are_those_of_the_text_without_its_values(text: str, names: set[str]) -> None:
    assert names_of(text) == names


@pytest.mark.parametrize("text", ["", "Large customers", "it's", "a ) b", "top 10", "2026-01-01T"])
def test_a_text_that_is_no_condition_names_nothing(text: str) -> None:
    assert names_of(text) == frozenset()
