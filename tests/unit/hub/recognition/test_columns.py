"""What the values of a column look like."""

from datetime import date
from typing import Any

import pytest

from segmentry.hub.recognition.columns import readable_share
from segmentry.model.fields import FieldKind as Kind


def test_a_column_is_counted(seen: Any) -> None:
    column = seen("f", {"a": ["x", " x ", "y", None, "n/a", ""]}).column("a")
    assert (column.rows, column.filled, column.distinct) == (6, 3, 2)
    assert column.counts == {"x": 2, "y": 1}
    assert (column.fullness, column.is_unique, column.is_number) == (0.5, False, False)


def test_wide_files_are_counted_column_by_column(seen: Any) -> None:
    columns = {f"c{at}": [str(at), str(at), "x" * 300 + str(at), "x" * 301] for at in range(95)}
    file = seen("wide", columns | {"empty": [None] * 4})
    assert [c.name for c in file.columns] == [*columns, "empty"]
    for at, column in enumerate(file.columns[:-1]):
        assert (column.filled, column.distinct) == (4, 3)
        assert column.counts == {str(at): 2, "x" * 300: 2}
    assert (file.columns[-1].filled, file.columns[-1].distinct) == (0, 0)


def test_the_place_of_a_row_is_no_column(seen: Any) -> None:
    file = seen("f", {"a": ["1"]})
    assert [c.name for c in file.columns] == ["a"]
    assert file.rows == 1


@pytest.mark.parametrize("values", [["a", "b", None], [1, 2, None]])
def test_values_that_never_repeat_are_unique(seen: Any, values: list[object]) -> None:
    assert seen("f", {"a": values}).column("a").is_unique


@pytest.mark.parametrize(
    ("values", "kind", "share"),
    [
        (["1,5", "2,75", "10"], Kind.MONEY, 1.0),
        (["1.5", "many"], Kind.MONEY, 0.5),
        (["DE", "France", "Atlantis", "GB"], Kind.COUNTRY, 0.75),
        (["a@b.com", "no"], Kind.EMAIL, 0.5),
        (["03/04/2020", "31/12/2020"], Kind.DATE, 1.0),
        (["some", "words"], Kind.DATE, 0.0),
        ([None, None], Kind.MONEY, 0.0),
        ([date(2020, 1, 1)], Kind.DATE, 1.0),
        ([date(2020, 1, 1)], Kind.MONEY, 0.0),
    ],
)
def test_the_share_of_readable_values(
    seen: Any, engine: Any, values: list[object], kind: Kind, share: float
) -> None:
    column = seen("f", {"a": values}).column("a")
    assert readable_share(engine, column, kind) == pytest.approx(share)


def test_percentages_without_a_sign_are_readable_when_told(seen: Any, engine: Any) -> None:
    column = seen("f", {"off": ["0", "15", "20", "50"]}).column("off")
    assert readable_share(engine, column, Kind.SHARE) == 0.25
    assert readable_share(engine, column, Kind.SHARE, percent=True) == 1.0
