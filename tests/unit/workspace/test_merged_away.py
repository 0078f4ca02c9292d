"""Ids that were merged away, named in answers."""

from pathlib import Path

import pytest

from segmentry.errors import UserError
from segmentry.workspace import Workspace


def test_an_id_merged_into_the_other_account_is_told_with_its_keys(known_twice: Path) -> None:
    workspace = Workspace(known_twice)
    identity = workspace.identity
    workspace.run()
    ids = {identity.explain(key)["account_id"] for key in ("D3", "D4")}
    identity.merge("D3", "D4", because="one owner")
    workspace.run()
    living = identity.explain("D3")["account_id"]
    (old,) = ids - {living}
    with pytest.raises(
        UserError, match=f"'{old}' was merged into '{living}'.*from it came"
    ) as told:
        identity.answer(old, living, "different", because="two after all")
    assert "crm:D4" in str(told.value)
    assert "segmentry identity split crm:" in told.value.next_step
    assert f"segmentry identity history {old}" in told.value.next_step
    with pytest.raises(UserError, match="was merged into"):
        identity.answer("D5", old, "different", because="two after all")
    assert [a.said for a in identity.answers()] == ["same"]
    assert identity.answer(old, "C01", "different", because="far away").said == "different"
