def test_a_street_comes_on_one_line(run) -> None:
    assert run("street", "12  Orchestra\r\nTerrace", "Suite 5,\n 1 Main St") == [
        ("12 Orchestra Terrace", "12 orchestra ter"),
        ("Suite 5 1 Main St", "suite 5 1 main st"),
    ]


def test_spellings_of_one_street_have_one_key(run) -> None:
    for spellings in (
        ("10001 S. Woodlawn Ave", "10001 South Woodlawn Avenue", "10001 S WOODLAWN AV"),
        ("Hauptstraße 5", "Hauptstrasse 5", "HAUPTSTR. 5"),
        ("5500 N. Saint Louis", "5500 N St. Louis"),
    ):
        assert len({key for _, key in run("street", *spellings)}) == 1
