import pytest


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("EUR", "EUR"), ("€", "EUR"), ("usd", "USD"), ("US$", "USD"), ("$", "USD"), ("£", "GBP"),
        ("R$", "BRL"), ("Swiss franc", "CHF"), ("British Pounds", "GBP"), ("yen", "JPY"),
        ("Schwedische Kronen", None), ("kr", None), ("pesos", None), ("XXX", None), ("n/a", None),
    ],
)  # fmt: skip
def test_codes_signs_and_names(run, written: str, code: str | None) -> None:
    assert run("currency", written) == [(code,)]


def test_the_country_decides_what_a_shared_sign_means(run) -> None:
    assert run("currency", "$", default_country="CA") == [("CAD",)]
    assert run("currency", "kr", default_country="SE") == [("SEK",)]
    assert run("currency", "¥", default_country="CN") == [("CNY",)]
    assert run("currency", "$", default_country="DE") == [("USD",)]
