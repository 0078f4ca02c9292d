"""Short forms of given names."""

from segmentry.profiles.people.nicknames import pairs_of_nicknames


def test_names_stand_for_each_other_both_ways() -> None:
    pairs = set(pairs_of_nicknames())
    assert {("bob", "robert"), ("robert", "bob"), ("bob", "rob")} <= pairs
    assert ("bob", "william") not in pairs
    assert {(b, a) for a, b in pairs} == pairs
    assert not [pair for pair in pairs if pair[0] == pair[1]]
