def test_case_and_blanks_do_not_make_two_categories(run) -> None:
    assert set(run("category", "Closed Won", "CLOSED  won", " closed won ")) == {("closed won",)}


def test_words_that_are_placeholders_for_names_are_categories(run) -> None:
    assert run("category", "Test", "Other", "N/A") == [("test",), ("other",), (None,)]
