def test_a_key_keeps_its_spelling(run) -> None:
    assert run("key", " A-0017 ", "0042", "é 1") == [("A-0017",), ("0042",), ("é 1",)]


def test_marks_of_nothing_are_no_key(run) -> None:
    assert run("key", "NULL", "nan", "#N/A", "-", "") == [(None,)] * 5
