"""Questions, answers and reasons, over runs of a workspace."""

from pathlib import Path

import pytest

from segmentry.errors import NoData, UnknownName, UserError
from segmentry.model.tables import Table
from segmentry.workspace import Workspace


@pytest.fixture
def workspace(known_twice: Path) -> Workspace:
    workspace = Workspace(known_twice)
    workspace.run()
    return workspace


def account(workspace: Workspace, key: str) -> str:
    return str(workspace.identity.explain(key)["account_id"])


def test_before_the_first_run_there_is_nobody(shop: Path) -> None:
    with pytest.raises(NoData, match="no run yet"):
        Workspace(shop).identity.ask()


def test_a_run_of_an_older_version_is_told_to_be_run_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = workspace.last_run
    engine = run.engine
    columns = "account_key, other_key, probability, evidence, decision"
    engine.keep("told_less", f"select {columns} from {Table.IDENTITY_PAIRS}")
    engine.drop(Table.IDENTITY_PAIRS)
    engine.define(Table.IDENTITY_PAIRS, "select * from told_less")
    monkeypatch.setattr(Workspace, "last_run", run)
    with pytest.raises(NoData, match="older version, which told less") as told:
        workspace.identity.ask()
    assert "segmentry identity run" in told.value.next_step


def test_an_answer_changes_the_next_run_and_only_that(workspace: Workspace) -> None:
    identity = workspace.identity
    question = identity.ask(1)[0]
    keys = key, other = question["account_key"], question["other_key"]
    assert 0.02 < question["probability"] < 0.98
    assert {f["field"] for f in question["fields"]} >= {"name", "country"}
    was = identity.explain(*keys)["is_one"]
    made = identity.answer(*keys, "different" if was else "same", because="one phone", by="Ana")
    assert (made.account_key, made.other_key, made.said_by) == (key, other, "Ana")
    assert identity.explain(*keys)["is_one"] == was
    assert "profiles" in workspace.why_run()
    assert keys not in {(q["account_key"], q["other_key"]) for q in identity.ask()}
    before = workspace.last_run.record
    workspace.run()
    assert identity.explain(*keys)["is_one"] != was
    changed = {"minted": 0, "merged": int(not was), "split": int(was), "gone": 0}
    assert {n: c for n, c in identity.changes(before).items() if n in changed} == changed
    assert identity.explain(key)["answers"][0]["reason"] == "one phone"
    assert workspace.run().number == 2  # nothing new was said


def test_a_split_is_undone_by_a_merge(workspace: Workspace) -> None:
    identity = workspace.identity
    before = account(workspace, "D3")
    assert account(workspace, "D5") == before
    (made,) = identity.split("D5", because="two firms", by="Ana")
    assert made.said == "different"
    workspace.run()
    parted = account(workspace, "D5")
    assert parted != account(workspace, "D3") == before
    with pytest.raises(UserError, match="only key of its account"):
        identity.split("D5", because="again")
    identity.merge("D3", "D5", because="one firm after all", by="Ben")
    workspace.run()
    assert account(workspace, "D5") == account(workspace, "D3") == before
    told = identity.history(parted)
    assert told["survivor"] == before
    assert [e["event"] for e in told["events"] if e["account_id"] == parted] == ["split", "merged"]
    assert [a.said for a in identity.answers()] == ["same"]


def test_an_answer_that_was_never_given_is_not_taken_back(workspace: Workspace) -> None:
    identity = workspace.identity
    with pytest.raises(UserError, match="no answer about 'crm:D3' and 'crm:D4' to take back"):
        identity.answer("D3", "D4", "open", because="so")
    identity.merge("D3", "D4", because="so")
    assert identity.answer("D4", "D3", "open", because="so").said == "open"
    with pytest.raises(UserError, match="to take back"):
        identity.answer("D3", "D4", "open", because="so")


def test_a_split_is_taken_back_at_once(workspace: Workspace) -> None:
    identity = workspace.identity
    with pytest.raises(UserError, match="no split to take back"):
        identity.undo_split("D5", because="so")
    made = identity.split("D5", because="two firms")
    taken = identity.undo_split("D5", because="one after all")
    assert [a.keys for a in taken] == [a.keys for a in made]
    assert identity.answers() == []


def test_a_split_taken_back_brings_back_what_was_said_before(workspace: Workspace) -> None:
    identity = workspace.identity
    identity.merge("D3", "D5", because="one register")
    identity.split("D5", because="two firms")
    (stands,) = identity.undo_split("D5", because="one after all")
    assert [stands] == identity.answers()
    assert (stands.said, stands.reason) == ("same", "one register")
    assert identity.kept_apart("D5") == []


def test_only_contradictions_of_a_new_answer_are_told(workspace: Workspace) -> None:
    identity = workspace.identity
    identity.merge("D3", "D4", because="so")
    old = identity.answer("D3", "D4", "same", because="so")
    identity.merge("D4", "C01", because="so")
    identity.answer("D3", "C01", "different", because="so")
    new = identity.merge("C02", "C03", because="so")
    assert identity.contradictions([new]) == []
    assert identity.contradictions([old]) == identity.contradictions() != []


def test_two_keys_are_compared_field_by_field(workspace: Workspace) -> None:
    found = workspace.identity.explain("D3", "D5")
    assert found["is_one"]
    verdicts = {f["field"]: f["verdict"] for f in found["fields"]}
    assert verdicts["domain"] == "agrees"
    assert verdicts["legal_form"] == "not told"
    assert found["pair"]["decision"] == "together"
    apart = workspace.identity.explain("D3", "D4")
    assert not apart["is_one"]
    assert len(apart["account_ids"]) == 2
    assert {f["field"]: f["verdict"] for f in apart["fields"]}["name"] == "differs"


def test_keys_are_linked_through_others(workspace: Workspace) -> None:
    identity = workspace.identity
    identity.merge("D3", "D4", because="one owner", by="Ana")
    workspace.run()
    through = identity.explain("D4", "D5")["through"]
    assert [(p["account_key"], p["other_key"]) for p in through] == [
        ("crm:D3", "crm:D4"), ("crm:D3", "crm:D5"),
    ]  # fmt: skip
    assert through[0]["evidence"] == "Ana: one owner"


def test_contradictions_and_duplicates_are_reviewed(workspace: Workspace) -> None:
    identity = workspace.identity
    assert identity.review()["contradictions"] == []
    identity.merge("D3", "D4", because="so")
    identity.merge("D4", "C01", because="so")
    identity.answer("D3", "C01", "different", because="so")
    (found,) = identity.review()["contradictions"]
    assert found["different"]["said"] == "different"
    assert [a["said"] for a in found["same"]] == ["same", "same"]
    run = workspace.run()
    assert any("Answers contradict each other" in note for note in run.notes("profiles"))
    assert account(workspace, "D3") != account(workspace, "C01")
    counts = {row["system"]: row["keys"] for row in identity.review()["duplicates"]}
    assert counts == {"crm": 5, "customers": 60}


def test_duplicates_of_a_system_are_counted_and_noted(workspace: Workspace) -> None:
    found = {row["system"]: row["duplicates"] for row in workspace.identity.review()["duplicates"]}
    assert found == {"crm": 1, "customers": 0}
    assert "Keys that share an account with another key of their system: crm 1 of 5." in (
        workspace.last_run.notes("profiles")
    )


def test_unknown_keys_are_answered_with_those_alike(workspace: Workspace) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'customers:C12'"):
        workspace.identity.explain("customers:C112")
    with pytest.raises(UserError, match="are one key"):
        workspace.identity.answer("D3", "crm:D3", "same", because="so")
    assert workspace.identity.answers() == []


def test_an_account_is_named_by_its_id_or_name_too(workspace: Workspace) -> None:
    by_name = workspace.identity.explain("Sonnenschein Optik")
    assert by_name["key"] == "crm:D4"
    assert workspace.identity.explain(by_name["account_id"])["key"] == "crm:D4"
