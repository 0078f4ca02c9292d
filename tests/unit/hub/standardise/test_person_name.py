def test_names_keep_their_spelling(run) -> None:
    assert run("person_name", "  Zoë   van der Berg", "李 小龍", "Na", "Ka") == [
        ("Zoë van der Berg",), ("李 小龍",), ("Na",), ("Ka",),
    ]  # fmt: skip


def test_what_is_no_name_is_left_out(run) -> None:
    assert run("person_name", "n/a", "123", "test", "---", "First Name") == [(None,)] * 5
