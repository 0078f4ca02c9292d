"""A plan may be interrupted at any instant: nothing is sent twice, nothing is forgotten."""

from collections.abc import Callable
from typing import Any

import pytest

from segmentry.errors import (
    DestinationRefused,
    DestinationUnreachable,
    PlanOutdated,
    TooManyRemovals,
)

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
    assert (_ids(sent), done.plan.is_empty, done.sent) == (["a", "b", "c"], True, 0)
    (told,) = done.recovered
    assert "was interrupted after 2 of 2 batches. Finished the plan" in told
    assert [r.status for r in desk.desk.ledger.receipts("list")] == ["done"]


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


def _unanswered(
    office: Make, answers: list[Any], accounts: list[str], **said: Any
) -> tuple[Any, str]:
    """One batch of additions that nobody answered; returns the office and the plan's id."""
    desk = office(settings={"batch": 9}, **said)
    desk.members(Gold=accounts)
    answers[:] = [DestinationUnreachable("No answer.", next_step="Apply again.")]
    with pytest.raises(DestinationUnreachable):
        desk.apply()
    (plan,) = desk.desk.ledger.plans("list", "sending")
    return desk, plan.id


def test_a_plan_made_after_the_failure_is_done_when_the_recovery_sends_it(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk, first = _unanswered(office, answers, ["a", "b", "c"])
    done = desk.apply(desk.plan().id)
    assert (_ids(sent), done.sent) == (["a", "b", "c"], 3)
    assert done.recovered[0].endswith(f"Finished the plan {first}: 3 sent.")
    assert [r.status for r in desk.desk.ledger.receipts("list")] == ["done"]


def test_the_interrupted_plan_itself_can_be_applied_again(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk = _interrupted(office, answers, DestinationUnreachable("No answer."))
    (plan,) = desk.desk.ledger.plans("list", "sending")
    done = desk.apply(plan.id)
    assert (_ids(sent), done.sent) == (["a", "b", "c", "d", "e"], 3)
    assert desk.plan().is_empty


def test_confirmed_removals_count_before_the_recovery_sends_them(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk = office(settings={"batch": 9})
    desk.members(Gold=["a", "b", "c"])
    desk.apply()
    desk.members(Gold=[])
    answers[:] = [DestinationUnreachable("No answer.")]
    with pytest.raises(DestinationUnreachable):
        desk.apply(confirm_removals=3)
    with pytest.raises(TooManyRemovals, match="3 of 3 members would leave"):
        desk.apply()
    assert len(sent) == 1
    assert desk.apply(confirm_removals=3).sent == 3
    assert [m["action"] for m in sent[1][1]] == ["remove"] * 3
    assert [r.status for r in desk.desk.ledger.receipts("list")] == ["done", "done"]


def test_a_plan_that_no_longer_holds_is_refused_before_the_recovery(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk, _ = _unanswered(office, answers, ["a", "b"])
    plan = desk.plan()
    desk.rerun()
    with pytest.raises(PlanOutdated, match="Nothing was sent"):
        desk.apply(plan.id)
    assert sent == []


def test_members_that_are_known_otherwise_by_now_are_not_sent(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk, _ = _unanswered(office, answers, ["a", "b"])
    plan = desk.plan()
    desk.members(Gold=["a", "b", "c"])
    with pytest.raises(PlanOutdated, match="what is known of its members has changed"):
        desk.apply(plan.id)
    assert sent == []


def test_a_failure_after_the_recovery_tells_what_it_sent(
    office: Make, answers: list[Any], sent: list[Any]
) -> None:
    desk = _interrupted(office, answers, DestinationUnreachable("No answer."))
    answers[:] = [None, DestinationRefused("It says no.", next_step="Ask there.")]
    with pytest.raises(DestinationRefused) as caught:
        desk.apply()
    assert "Batch 2 (2 members) may have arrived or not: it was sent again" in caught.value.what
    assert caught.value.what.endswith("It says no.")
    assert _ids(sent) == ["a", "b", "c", "d"]
