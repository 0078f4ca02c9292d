def test_short_codes_become_capitals_and_names_titles(run) -> None:
    assert run("region", "ca", "BRITISH  COLUMBIA", "Île-de-France", "n/a") == [
        ("CA",), ("British Columbia",), ("Île-de-France",), (None,),
    ]  # fmt: skip
