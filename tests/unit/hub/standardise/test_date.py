from datetime import date

import pytest

from segmentry.errors import InvalidDefinition


def test_iso_is_the_default(run) -> None:
    assert run("date", "2024-03-01", "2024-03-01T23:30:00-05:00", "01/03/2024", "2024-02-30") == [
        (date(2024, 3, 1),), (date(2024, 3, 2),), (None,), (None,),
    ]  # fmt: skip


def test_formats_are_tried_in_their_order(run) -> None:
    formats = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y")
    assert run("date", "1/2/2020", "2/13/2020", "13.02.2020", "1/2/20", formats=formats) == [
        (date(2020, 2, 1),), (date(2020, 2, 13),), (date(2020, 2, 13),), (None,),
    ]  # fmt: skip


def test_serials_of_spreadsheets(run) -> None:
    assert run("date", "45000", "45000.75", "-3", "999999", formats=("excel",)) == [
        (date(2023, 3, 15),), (date(2023, 3, 15),), (None,), (None,),
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", ["dd/mm/yyyy", "%Q", "%d/%", "excell", ""])
def test_a_wrong_format_is_said_so(run, wrong: str) -> None:
    with pytest.raises(InvalidDefinition, match="is no date format"):
        run("date", "1/2/2020", formats=(wrong,))
