def test_a_street_comes_on_one_line(run) -> None:
    assert run("street", "12  Orchestra\r\nTerrace", "Suite 5,\n 1 Main St") == [
        ("12 Orchestra Terrace",),
        ("Suite 5 1 Main St",),
    ]
