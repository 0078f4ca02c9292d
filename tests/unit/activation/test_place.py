"""What stands at the place of a destination is compared with what was written there."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.activation.place import check_place, is_gone
from segmentry.errors import DestinationRefused

Make = Callable[..., Any]


def test_what_was_written_there_may_be_written_over(office: Make) -> None:
    made = office("csv", {"path": "one.csv"})
    made.members(Gold=["a"])
    check_place(made.desk)
    assert not is_gone(made.desk)
    made.apply()
    check_place(made.desk)
    (made.desk.base / "one.csv").unlink()
    check_place(made.desk)
    assert is_gone(made.desk)


def test_what_others_put_there_may_not(office: Make) -> None:
    made = office("csv", {"path": "one.csv"})
    (made.desk.base / "one.csv").write_text("mine")
    with pytest.raises(DestinationRefused, match="Move it away"):
        check_place(made.desk)
