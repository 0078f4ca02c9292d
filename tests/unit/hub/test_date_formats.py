import pytest

from segmentry.hub.date_formats import sniff_date_formats


@pytest.mark.parametrize(
    ("values", "formats"),
    [
        (["2020-01-01", "2020-05-06T10:00:00Z"], ("iso",)),
        (["2020-01-01 9:30:00", "2020-05-06 10:00:00"], ("iso",)),
        (["1/2/2020", "13/2/2020"], ("%d/%m/%Y",)),
        (["1/2/2020", "2/13/2020"], ("%m/%d/%Y",)),
        (["20200101"], ("%Y%m%d",)),
        (["45000", "45001.5"], ("excel",)),
        (["1700000000"], ("epoch",)),
        (["1700000000123"], ("epoch_millis",)),
        (["12 Mar 2020"], ("%d %b %Y",)),
        (["March 3, 2020"], ("%B %d, %Y",)),
        (["1/12/2010 8:26", "12/13/2010 9:00"], ("%m/%d/%Y %H:%M",)),
        (["12/31/2020 11:00 AM"], ("%m/%d/%Y %I:%M %p",)),
        (["31.12.2020 08:15:00"], ("%d.%m.%Y %H:%M:%S",)),
        (["05-Jan-21"], ("%d-%b-%y",)),
    ],
)
def test_one_clear_format(values: list[str], formats: tuple[str, ...]) -> None:
    guess = sniff_date_formats([(value, 3) for value in values])
    assert (guess.formats, guess.share_understood, guess.ambiguous) == (formats, 1.0, False)


def test_nobody_can_tell_day_from_month() -> None:
    guess = sniff_date_formats([("1/2/2020", 1), ("3/4/2020", 1)])
    assert guess.ambiguous
    assert "%d/%m/%Y or %m/%d/%Y" in guess.note


def test_two_formats_if_both_are_clear() -> None:
    guess = sniff_date_formats([("31.12.2020", 2), ("2020-01-01", 5)])
    assert guess.formats == ("iso", "%d.%m.%Y")
    assert not guess.ambiguous


def test_an_unclear_second_format_is_rather_left_unread() -> None:
    guess = sniff_date_formats([("2020-01-01", 5), ("1/2/2020", 5)])
    assert guess.formats == ("iso",)
    assert (guess.ambiguous, guess.share_understood) == (True, 0.5)


def test_days_first_and_months_first_in_one_column() -> None:
    guess = sniff_date_formats([("13/2/2020", 2), ("2/13/2020", 1)])
    assert guess.formats == ("%d/%m/%Y",)
    assert guess.ambiguous
    assert guess.share_understood == pytest.approx(2 / 3, abs=1e-6)


@pytest.mark.parametrize("values", [[], [""], ["n/a", "hello"], ["12", "7"]])
def test_no_dates(values: list[str]) -> None:
    guess = sniff_date_formats([(value, 1) for value in values])
    assert (guess.formats, guess.share_understood) == ((), 0.0)


def test_a_few_odd_values_do_not_add_a_format() -> None:
    guess = sniff_date_formats([("2020-01-01", 990), ("31.12.2020", 1), ("n/a", 9)])
    assert guess.formats == ("iso",)
    assert guess.share_understood == 0.99
