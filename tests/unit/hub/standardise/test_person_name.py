def test_names_keep_their_spelling(run) -> None:
    assert run("person_name", "  Zoë   van der Berg", "李 小龍", "Na", "Ka") == [
        ("Zoë van der Berg", "zoe van der berg"),
        ("李 小龍", "李 小龍"),
        ("Na", "na"),
        ("Ka", "ka"),
    ]


def test_the_key_has_small_letters_without_marks(run) -> None:
    keys = [key for _, key in run("person_name", "O'Brien, J.-P.", "MÜLLER ,Jörg", "Smith-Jones")]
    assert keys == ["o brien, j p", "muller, jorg", "smith jones"]


def test_what_is_no_name_is_left_out(run) -> None:
    assert run("person_name", "n/a", "123", "test", "---", "First Name") == [(None, None)] * 5
