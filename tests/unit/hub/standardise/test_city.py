def test_capitals_and_small_letters_become_a_title(run) -> None:
    assert set(run("city", "NEW  YORK", "new york", "New York")) == {("New York",)}


def test_mixed_spelling_is_kept(run) -> None:
    assert run("city", "'s-Hertogenbosch", "São Paulo", "東京") == [
        ("'s-Hertogenbosch",), ("São Paulo",), ("東京",),
    ]  # fmt: skip


def test_numbers_and_placeholders_are_no_city(run) -> None:
    assert run("city", "12345", "unknown") == [(None,)] * 2
