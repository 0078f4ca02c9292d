def test_blanks_are_tidied_and_spelling_kept(run) -> None:
    assert run("text", "Desk\u00a0  lamp,\twhite", "zero\u200bwidth") == [
        ("Desk lamp, white",),
        ("zerowidth",),
    ]


def test_placeholders_say_nothing(run) -> None:
    assert run("text", "n/a", "--", "UNKNOWN", "keine Angabe", "😀") == [(None,)] * 5
