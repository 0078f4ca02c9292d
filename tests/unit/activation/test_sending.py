"""Applying sends what the plan says, once, and keeps what was confirmed."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from segmentry.activation.freshness import Freshness
from segmentry.errors import (
    DestinationRefused,
    PlanOutdated,
    StaleData,
    TooManyRemovals,
    UnknownName,
    WorkspaceBusy,
)

Make = Callable[..., Any]


def _said(sent: list[Any]) -> list[tuple[str, str]]:
    return [(m["action"], m["id"]) for _, members in sent for m in members]


def test_everybody_is_sent_once(office: Make, sent: list[Any]) -> None:
    desk = office(fields=("employees", "net_revenue"))
    desk.members(Gold=["a", "b"], Silver=["c"])
    plan = desk.plan()
    done = desk.apply(plan.id)
    assert (done.sent, done.refused) == (3, {})
    assert [key for key, _ in sent] == [f"{plan.id}-1", f"{plan.id}-2"]
    assert _said(sent) == [("add", "a"), ("add", "b"), ("add", "c")]
    assert sent[0][1][0] == {
        "action": "add", "id": "a", "name": "Company a", "source_keys": ["crm:a"],
        "segments": ["Gold"], "employees": 10, "net_revenue": pytest.approx(10.5),
    }  # fmt: skip


def test_the_second_apply_sends_nothing(office: Make, sent: list[Any]) -> None:
    desk = office()
    desk.members(Gold=["a", "b"])
    desk.apply()
    sent.clear()
    again = desk.apply()
    assert (again.sent, again.plan.is_empty, again.plan.keep) == (0, True, 2)
    assert sent == []


def test_who_leaves_is_removed_first_with_what_is_known(office: Make, sent: list[Any]) -> None:
    desk = office(largest_removal=1.0)
    desk.members(Gold=["a", "b"])
    desk.apply()
    sent.clear()
    desk.members(Gold=["b", "c"])
    desk.apply()
    assert _said(sent) == [("remove", "a"), ("add", "c")]
    assert sent[0][1][0] == {
        "action": "remove", "id": "a", "name": "Company a", "source_keys": ["crm:a"],
    }  # fmt: skip
    assert desk.plan().is_empty


def test_a_plan_is_applied_once(office: Make, sent: list[Any]) -> None:
    desk = office()
    desk.members(Gold=["a"])
    plan = desk.plan()
    desk.apply(plan.id)
    with pytest.raises(PlanOutdated, match=r"was applied before \(done\)"):
        desk.apply(plan.id)
    assert len(sent) == 1


def test_a_plan_that_nobody_made_is_told(office: Make) -> None:
    desk = office()
    desk.members(Gold=["a"])
    plan = desk.plan()
    with pytest.raises(UnknownName, match=f"no plan called 'nothing'.*{plan.id}"):
        desk.apply("nothing")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda desk: desk.rerun(), "the last run is 2, the plan is of run 1"),
        (lambda desk: desk.redefine(title="x"), "the definition of the destination was changed"),
    ],
)
def test_a_plan_that_no_longer_holds_is_refused(
    change: Callable[[Any], None], reason: str, office: Make, sent: list[Any]
) -> None:
    desk = office()
    desk.members(Gold=["a"])
    plan = desk.plan()
    change(desk)
    with pytest.raises(PlanOutdated, match=reason):
        desk.apply(plan.id)
    assert sent == []


def test_the_brake_asks_for_the_exact_number(office: Make, sent: list[Any]) -> None:
    desk = office(largest_removal=0.5)
    desk.members(Gold=["a", "b", "c"])
    desk.apply()
    sent.clear()
    desk.members(Gold=["a"])
    with pytest.raises(TooManyRemovals, match=r"2 of 3 members.*50%.*--confirm-removals 2"):
        desk.apply()
    with pytest.raises(TooManyRemovals, match="3 removals were confirmed, but 2"):
        desk.apply(confirm_removals=3)
    assert sent == []
    assert desk.apply(confirm_removals=2).sent == 2


def test_few_removals_need_no_confirmation(office: Make) -> None:
    desk = office(largest_removal=0.5)
    desk.members(Gold=["a", "b"])
    desk.apply()
    desk.members(Gold=["a"])
    assert desk.apply().plan.remove == 1


def test_stale_data_stops_unless_meant(office: Make, sent: list[Any]) -> None:
    day = date(2026, 6, 30)
    stale = Freshness(day, day, (), ("The newest row of the source 'orders' is old.",))
    desk = office()
    desk.members(Gold=["a"])
    with pytest.raises(StaleData, match=r"source 'orders' is old.*--although-stale"):
        desk.apply(freshness=stale)
    assert sent == []
    assert desk.apply(freshness=stale, although_stale=True).sent == 1


def test_refused_members_are_tried_again(office: Make, answers: list[Any], sent: list[Any]) -> None:
    desk = office(settings={"batch": 10})
    desk.members(Gold=["a", "b", "c"])
    answers[:] = [{"b": "no such company"}]
    done = desk.apply()
    assert (done.sent, done.refused) == (2, {"b": "no such company"})
    sent.clear()
    desk.apply()
    assert _said(sent) == [("add", "b")]


def test_a_refused_batch_ends_the_plan(office: Make, answers: list[Any], sent: list[Any]) -> None:
    desk = office()
    desk.members(Gold=["a", "b", "c", "d", "e"])
    answers[:] = [None, DestinationRefused("It says no.", where="there")]
    with pytest.raises(DestinationRefused, match=r"It says no\. 1 of 3 batches were sent before"):
        desk.apply()
    (receipt,) = desk.desk.ledger.receipts("list")
    assert receipt.status == "refused"
    assert [(b.status, b.message) for b in receipt.batches] == [
        ("sent", ""), ("refused", "It says no."),
    ]  # fmt: skip
    sent.clear()
    desk.apply()
    assert [i for _, i in _said(sent)] == ["c", "d", "e"]


def test_two_at_once_are_one_too_many(office: Make) -> None:
    from segmentry.activation.lock import alone

    desk = office()
    desk.members(Gold=["a"])
    with (
        alone(desk.desk.folder, "list"),
        pytest.raises(WorkspaceBusy, match="Another process is sending to 'list'"),
    ):
        desk.apply()
    assert desk.apply().sent == 1


def test_old_files_go_and_receipts_stay(office: Make) -> None:
    desk = office("json_lines", {"path": "one.jsonl"}, largest_removal=1.0)
    for turn in (["a", "b"], ["b", "c"], ["c"]):
        desk.members(Gold=turn)
        desk.apply()
    names = [p.name for p in desk.desk.folder.iterdir()]
    assert sum(n.startswith("confirmed-") for n in names) == 1
    assert sum(n.startswith("plan-") for n in names) == 3
    assert not [n for n in names if "rest" in n or n.endswith(".new")]
    assert [r.status for r in desk.desk.ledger.receipts("list")] == ["done"] * 3


def test_people_without_address_are_not_sent(office: Make, sent: list[Any]) -> None:
    """Erased between plan and apply: the vault decides at the last moment."""
    desk = office(level="contacts")
    desk.members(Gold=["a"])
    person = {"account": "a", "consent": True}
    desk.people(
        {"key": "k1", "email": "one@zebra.de"} | person,
        {"key": "k2", "email": "two@zebra.de"} | person,
    )
    plan = desk.plan()
    desk.people({"key": "k2", "email": "two@zebra.de"} | person)
    done = desk.apply(plan.id)
    assert _said(sent) == [("add", "k2")]
    assert done.refused == {"k1": "its address is no longer known"}
