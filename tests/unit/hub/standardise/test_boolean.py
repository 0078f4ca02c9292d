def test_yes_in_many_words(run) -> None:
    yes = ("true", "YES", "y", "1", "1.0", "ja", "oui", "Sí", "x", "T", "Opt In")
    assert set(run("boolean", *yes)) == {(True,)}


def test_no_in_many_words(run) -> None:
    assert set(run("boolean", "False", "NO", "n", "0", "nein", "non", "F", "opted out")) == {
        (False,)
    }


def test_anything_else_is_unknown(run) -> None:
    assert set(run("boolean", "maybe", "2", "n/a", "")) == {(None,)}
