"""What people say of a company: kept beside the runs, brought in by the next, never lost."""

from pathlib import Path

import pytest

from segmentry.errors import NoData, UnknownName, UserError
from segmentry.workspace import Workspace


@pytest.fixture
def workspace(known_twice: Path) -> Workspace:
    workspace = Workspace(known_twice)
    workspace.run()
    return workspace


def test_before_the_first_run_there_is_nobody(shop: Path) -> None:
    with pytest.raises(NoData, match="no run yet"):
        Workspace(shop).account("C01")


def test_a_pin_holds_from_the_next_run_until_it_is_taken_back(workspace: Workspace) -> None:
    told = workspace.account("D4").known["profile"]["city"]
    made = workspace.account("D4").pin("city", " ATLANTIS ", because="they moved", by="Ana")
    assert (made.value, made.said_by, told != "Atlantis") == ("Atlantis", "Ana", True)
    assert workspace.account("D4").known["profile"]["city"] == told
    assert "profiles" in workspace.why_run()
    workspace.run()
    account = workspace.account("D4")
    assert account.known["profile"]["city"] == "Atlantis"
    assert [p.words for p in account.pins()] == [made.words]
    assert workspace.account("C01").pins() == []
    account.unpin("city", because="they moved back", by="Ben")
    workspace.run()
    assert workspace.account("D4").known["profile"]["city"] == told
    assert workspace.account("D4").pins() == []


def test_a_pin_needs_a_reason_a_field_and_a_value_and_is_kept_whole_or_not(
    workspace: Workspace,
) -> None:
    account = workspace.account("D4")
    with pytest.raises(UserError, match="needs its reason"):
        account.pin("city", "Ulm", because=" ")
    with pytest.raises(UnknownName, match="Did you mean 'city'"):
        account.pin("cty", "Ulm", because="x")
    with pytest.raises(UnknownName, match="no pin of this account called 'city'"):
        account.unpin("city", because="x")
    with pytest.raises(UserError, match="not understood as phone"):
        account.say({"city": "Ulm", "phone": "none"}, because="x")
    assert account.pins() == []
    assert workspace.why_run() == ""


def test_an_unmerged_company_is_what_it_was(workspace: Workspace) -> None:
    """Merged by an answer and parted again, both have their profiles back to the last byte."""
    before = _files(workspace)
    kept, gone = (workspace.account(key).account_id for key in ("D3", "D4"))
    workspace.account("D4").pin("city", "Atlantis", because="they moved")
    workspace.run()
    pinned = _files(workspace)
    workspace.identity.merge("D3", "D4", because="one owner", by="Ana")
    workspace.run()
    one = workspace.account("D4")
    assert one.account_id == workspace.account("D3").account_id
    assert one.known["profile"]["city"] == "Atlantis"
    assert [p.field for p in one.pins()] == ["city"]
    workspace.identity.answer("D3", "D4", "different", because="two after all", by="Ana")
    workspace.run()
    assert [workspace.account(key).account_id for key in ("D3", "D4")] == [kept, gone]
    assert _files(workspace) == pinned
    workspace.account("D4").unpin("city", because="it was a typing error")
    workspace.run()
    assert _files(workspace) == before


def _files(workspace: Workspace) -> dict[str, bytes]:
    files = workspace.last_run.record.files
    return {
        name: workspace.store.path(files[name].path).read_bytes()
        for name in ("profiles", "lineage", "attributes")
    }
