"""Questions, answers and reasons about contacts, over runs of a workspace."""

from hashlib import md5
from pathlib import Path

import pytest

from segmentry.errors import UserError
from segmentry.model.tables import Table
from segmentry.profiles.people.comparing import HIDDEN
from segmentry.workspace import Workspace


def key_of(name: str) -> str:
    """The opaque key of a contact of the shop."""
    return md5(f"customers:{name}".encode(), usedforsecurity=False).hexdigest()[:20]


P1, P2, P3, STRANGER = (key_of(name) for name in ("P1", "P2", "P3", "Q10"))


@pytest.fixture
def workspace(with_people: Path) -> Workspace:
    workspace = Workspace(with_people)
    workspace.run()
    return workspace


def test_what_is_asked_and_answered_holds_in_the_next_run(workspace: Workspace) -> None:
    identity = workspace.identity
    (question,) = identity.ask(people=True)
    assert {question["contact_key"], question["other_key"]} == {P2, P3}
    assert (question["decision"], question["pairs"]) == ("together", 2)
    assert {f["first"] for f in question["fields"] if f["field"] == "given_name"} == {HIDDEN}
    assert identity.explain(P1, P3)["is_one"]
    companies = workspace.last_run.query("select * from identity order by account_key")
    made = identity.answer(P3, P2, "different", because="brothers", by="Ana")
    assert (made.is_of_contacts, set(made.keys)) == (True, {P2, P3})
    assert "profiles" in workspace.why_run()
    assert identity.ask(people=True) == []
    before = workspace.last_run.record
    run = workspace.run()
    assert identity.changes(before)["people"] == {"minted": 0, "merged": 0, "split": 1}
    assert not identity.explain(P2, P3)["is_one"]
    assert identity.explain(P1, P2)["is_one"]
    assert identity.explain(P2, P3)["answers"][0]["contact_key"] == min(P2, P3)
    assert run.query("select * from identity order by account_key").equals(companies)
    assert workspace.run().number == run.number  # nothing new was said


def test_a_person_is_explained_and_split(workspace: Workspace) -> None:
    identity = workspace.identity
    found = identity.explain("customers:P2")
    assert {k["contact_key"] for k in found["keys"]} == {P1, P2, P3}
    assert {frozenset((p["contact_key"], p["other_key"])) for p in found["links"]} == {
        frozenset((P1, P2)), frozenset((P2, P3)), frozenset((P1, P3)),
    }  # fmt: skip
    assert identity.explain(found["person_id"])["person_id"] == found["person_id"]
    assert identity.explain(P1, P3)["pair"]["decision"] == "together"
    assert {a.said for a in identity.split(P2, because="so")} == {"different"}
    assert len(identity.answers()) == 2
    assert {a.said for a in identity.undo_split(P2, because="no")} == {"open"}
    assert identity.answers() == []


def test_same_joins_strangers_and_contradictions_are_told(workspace: Workspace) -> None:
    identity = workspace.identity
    identity.answer(P1, STRANGER, "same", because="married", by="Ana")
    workspace.run()
    assert identity.explain(P3, STRANGER)["is_one"]
    through = identity.explain(P3, STRANGER)["through"]
    assert [{p["contact_key"], p["other_key"]} for p in through] == [{P1, P3}, {P1, STRANGER}]
    identity.answer(P1, P2, "same", because="so")
    new = identity.answer(P2, STRANGER, "different", because="so")
    (told,) = identity.contradictions([new])
    assert told["different"]["contact_key"] in new.keys
    run = workspace.run()
    assert any("contacts said to differ stay apart" in note for note in run.notes("profiles"))
    assert not identity.explain(P2, STRANGER)["is_one"]


def test_names_are_told_only_when_they_are_asked_for(workspace: Workspace) -> None:
    assert "zuck" not in str(workspace.identity.explain(P1, P2)).lower()
    told = workspace.identity.explain(P1, P2, reveal=True)["fields"]
    assert {f["field"]: f["second"] for f in told}["email"] == "zuck@gmail.com"


@pytest.mark.parametrize("keys", [(P1, "C03"), ("C03", P1), (P1, "0" * 20)])
def test_what_is_not_two_contacts_is_refused_and_not_kept(
    workspace: Workspace, keys: tuple[str, str]
) -> None:
    with pytest.raises(UserError, match="contact"):
        workspace.identity.answer(*keys, "same", because="so")
    assert workspace.identity.answers() == []
    assert workspace.last_run.rows(Table.CONTACT_PAIRS) > 0
