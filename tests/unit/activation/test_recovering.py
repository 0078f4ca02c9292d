"""A plan may be interrupted at any instant: nothing is sent twice, nothing is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import DestinationUnreachable

Make = Callable[..., Any]


class Killed(BaseException):
    """Stands for a process that dies."""


def _ids(sent: list[Any]) -> list[str]:
    return [m["id"] for _, members in sent for m in members]


def _interrupted(office: Make, answers: list[Any], end: BaseException, **said: Any) -> Any:
    """Five accounts in three batches; the second one is unanswered."""
    desk = office(**said)
    desk.members(Gold=["a", "b", "c", "d", "e"])
    answers[:] = [None, end]
    with pytest.raises(type(end)):
        desk.apply()
    return desk


def test_a_batch_in_doubt_is_sent_again_under_its_key(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk = _interrupted(office, answers, Killed())
    (plan,) = desk.desk.ledger.plans("list", "sending")
    done = desk.apply()
    assert _ids(sent) == ["a", "b", "c", "d", "e"]
    assert [key for key, _ in sent][:2] == [f"{plan.id}-1", f"{plan.id}-2"]
    assert done.recovered == (
        f"The plan {plan.id} was interrupted after 1 of 3 batches. Batch 2 (2 members) may have "
        f"arrived or not: it was sent again under the same key {plan.id}-2.",
    )
    assert [r.status for r in desk.desk.ledger.receipts("list")] == ["done", "interrupted"]
    assert desk.plan().is_empty


def test_a_destination_that_stays_away_leaves_the_doubt(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    away = DestinationUnreachable("No answer.")
    desk = _interrupted(office, answers, away)
    answers[:] = [away]
    with pytest.raises(DestinationUnreachable):
        desk.apply()
    assert _ids(sent) == ["a", "b"]
    desk.apply()
    assert _ids(sent) == ["a", "b", "c", "d", "e"]


def test_who_may_no_longer_be_sent_is_not_sent_again(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk = _interrupted(office, answers, Killed(), largest_removal=1.0)
    desk.profiles(
        *({"account_id": a, "do_not_contact": a == "c"} for a in ("a", "b", "c", "d", "e"))
    )
    sent.clear()
    done = desk.apply()
    assert "1 of its members may no longer be sent there" in done.recovered[0]
    # c may be there, so it is taken out; d may be there, so it is sent as an update
    said = [(m["action"], m["id"]) for _, members in sent for m in members]
    assert said == [("remove", "c"), ("update", "d"), ("add", "e")]
    assert desk.plan().is_empty


def test_a_changed_address_is_not_sent_under_the_old_key(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk = office(level="contacts")
    desk.members(Gold=["a"])
    person = {"key": "k1", "account": "a", "consent": True}
    desk.people(person | {"email": "one@zebra.de"})
    answers[:] = [Killed()]
    with pytest.raises(Killed):
        desk.apply()
    desk.people(person | {"email": "two@zebra.de"})
    done = desk.apply()
    assert "what is known of its members has changed" in done.recovered[0]
    ((key, (member,)),) = sent
    assert member["email"] == "two@zebra.de"
    assert key == f"{done.plan.id}-1"


def test_a_death_before_the_end_is_written_down_repeats_nothing(
    office: Make, answers: list[Any], sent: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from segmentry.activation import sending

    desk = office()
    desk.members(Gold=["a", "b", "c"])

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(sending, "settle", dies)
        with pytest.raises(Killed):
            desk.apply()
    done = desk.apply()
    assert (_ids(sent), done.plan.is_empty) == (["a", "b", "c"], True)
    assert done.recovered[0].endswith("was interrupted after 2 of 2 batches.")


def test_a_plan_tells_of_one_that_was_interrupted(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk = _interrupted(office, answers, Killed())
    plan = desk.plan()
    assert "was interrupted; `segmentry apply` finishes it first." in plan.notes[0]
    # a and b are there, c and d perhaps
    assert (plan.keep, plan.update, plan.add) == (2, 2, 1)


def test_a_file_in_doubt_is_written_anew(office: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = office("csv", {"path": "one.csv"})
    desk.members(Gold=["a", "b"])

    def dies(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(desk.desk.ledger, "end_batch", dies, raising=False)
        with pytest.raises(Killed):
            desk.apply()
    assert len((desk.desk.base / "one.csv").read_text().splitlines()) == 3
    done = desk.apply()
    assert "the file is written anew as a whole" in done.recovered[0]
    assert done.plan.update == 2
    assert desk.plan().is_empty
