"""A plan holds the differences, and nothing else."""

from collections.abc import Callable
from typing import Any

import pyarrow.parquet as pq
import pytest

from segmentry.activation.plan import Plan
from segmentry.errors import DestinationRefused, InvalidDefinition, PlanOutdated, UnknownName

Make = Callable[..., Any]


def _counts(plan: Plan) -> tuple[int, int, int, int]:
    return plan.add, plan.update, plan.remove, plan.keep


def test_the_first_plan_adds_everybody(office: Make) -> None:
    desk = office()
    desk.members(Gold=["a", "b"], Silver=["c"])
    plan = desk.plan()
    assert _counts(plan) == (3, 0, 0, 0)
    assert (plan.batches, plan.there, plan.is_empty) == (2, 0, False)


def test_only_chosen_segments_count(office: Make) -> None:
    desk = office(segments=("Silver",))
    desk.members(Gold=["a", "b"], Silver=["c"])
    assert _counts(desk.plan()) == (1, 0, 0, 0)


def test_after_an_apply_only_differences_are_planned(office: Make) -> None:
    desk = office(fields=("employees",), largest_removal=1.0)
    desk.members(Gold=["a", "b"], Silver=["c"])
    desk.apply()
    desk.members(Gold=["a", "c"], Silver=["d"])
    desk.variables({"a": 10, "c": 10, "d": 10})
    desk.rerun()
    # c changed its segment, d is new, b left
    assert _counts(desk.plan()) == (1, 1, 1, 1)
    desk.variables({"a": 11, "c": 10, "d": 10})
    assert _counts(desk.plan()) == (1, 2, 1, 0)


def test_the_same_differences_have_the_same_id(office: Make) -> None:
    desk = office()
    desk.members(Gold=["a", "b"])
    first = desk.plan()
    assert desk.plan() == first
    desk.members(Gold=["a", "c"])
    assert desk.plan().id != first.id


def test_a_plan_is_kept_until_another_takes_its_place(office: Make) -> None:
    desk = office()
    desk.members(Gold=["a", "b"])
    first = desk.plan()
    assert desk.desk.ledger.plan("list", first.id) == (first, "planned")
    desk.members(Gold=["a"])
    second = desk.plan()
    assert desk.desk.ledger.plan("list", first.id) is None
    names = sorted(p.name for p in desk.desk.folder.glob("plan-*"))
    assert names == [f"plan-{second.id}.parquet"]


def test_accounts_in_several_segments_are_one_member(office: Make, sent: list[Any]) -> None:
    desk = office()
    desk.members(Gold=["a"], Silver=["a"])
    desk.apply()
    ((_, (member,)),) = sent
    assert member["segments"] == ["Gold", "Silver"]
    assert member["source_keys"] == ["crm:a"]


def test_who_is_barred_is_left_out_and_counted(office: Make) -> None:
    desk = office()
    desk.members(Gold=["a", "b", "c", "d"])
    desk.profiles(
        {"account_id": "a"}, {"account_id": "b", "excluded": "competitor"},
        {"account_id": "c", "do_not_contact": True},
    )  # fmt: skip
    plan = desk.plan()
    assert plan.add == 1
    assert {(o.reason, o.members) for o in plan.left_out} == {
        ("competitor", 1), ("do not contact", 1), ("no profile", 1),
    }  # fmt: skip


def test_names_that_are_not_there_are_told(office: Make) -> None:
    desk = office(segments=("Gould",))
    desk.members(Gold=["a"])
    with pytest.raises(UnknownName, match=r"no segment called 'Gould'.*Did you mean 'Gold'"):
        desk.plan()
    desk.redefine(segments=(), fields=("employes",))
    with pytest.raises(UnknownName, match=r"no variable called 'employes'.*'employees'"):
        desk.plan()
    desk.redefine(fields=("segments",))
    with pytest.raises(InvalidDefinition, match="'segments' is sent anyway"):
        desk.plan()
    desk.redefine(fields=(), segmentation="tears")
    with pytest.raises(UnknownName, match=r"no segmentation called 'tears'.*'tiers'"):
        desk.plan()


def test_a_segmentation_that_was_not_run_yet_is_told(office: Make) -> None:
    from dataclasses import replace

    from segmentry.model.definitions import SegmentationDefinition

    desk = office()
    desk.members(Gold=["a"])
    desk.redefine(segmentation="new")
    new = SegmentationDefinition(name="new", method="rules")
    definitions = desk.desk.definitions.model_copy(update={"segmentations": (new,)})
    desk.desk = replace(desk.desk, definitions=definitions)
    with pytest.raises(PlanOutdated, match="does not have the segmentation 'new' yet"):
        desk.plan()


def test_members_at_a_former_place_are_told(office: Make) -> None:
    from dataclasses import replace

    desk = office("csv", {"path": "one.csv"})
    desk.members(Gold=["a", "b"])
    desk.apply()
    moved = desk.desk.plugin.model_copy(update={"path": "two.csv"})
    desk.desk = replace(desk.desk, plugin=moved)
    plan = desk.plan()
    assert _counts(plan) == (2, 0, 0, 0)
    assert plan.notes == (
        "2 members sent to one.csv before stay there: the destination leads elsewhere now.",
    )


def test_a_file_of_others_is_not_written_over(office: Make) -> None:
    desk = office("csv", {"path": "one.csv"})
    desk.members(Gold=["a"])
    own = desk.desk.base / "one.csv"
    own.write_text("mine")
    with pytest.raises(DestinationRefused, match="not written by this destination"):
        desk.apply()
    assert own.read_text() == "mine"


def test_a_file_that_is_gone_is_written_anew(office: Make) -> None:
    desk = office("csv", {"path": "one.csv"})
    desk.members(Gold=["a", "b"])
    desk.apply()
    file = desk.desk.base / "one.csv"
    before = file.read_bytes()
    file.unlink()
    plan = desk.plan()
    assert (plan.changes, plan.rewrite, plan.is_empty) == (0, True, False)
    assert plan.notes == ("What was written there is gone; it is written anew as a whole.",)
    desk.apply(plan.id)
    assert file.read_bytes() == before
    assert desk.plan().is_empty


def test_a_file_in_the_place_of_ours_is_not_written_over(office: Make) -> None:
    desk = office("csv", {"path": "one.csv"})
    desk.members(Gold=["a", "b"])
    desk.apply()
    file = desk.desk.base / "one.csv"
    file.write_text("mine")
    for act in (desk.plan, desk.apply):
        with pytest.raises(DestinationRefused, match=r"changed by others since.*Move it away"):
            act()
    assert file.read_text() == "mine"
    file.unlink()
    assert desk.apply().plan.rewrite


def test_a_file_put_there_after_the_plan_is_not_written_over(office: Make) -> None:
    desk = office("csv", {"path": "one.csv"})
    desk.members(Gold=["a", "b"])
    plan = desk.plan()
    file = desk.desk.base / "one.csv"
    file.write_text("mine")
    with pytest.raises(DestinationRefused, match="not written by this destination"):
        desk.apply(plan.id)
    assert file.read_text() == "mine"


def test_more_members_than_a_place_holds_are_refused(
    office: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from segmentry.activation.destinations import excel

    monkeypatch.setattr(excel, "_MOST_ROWS", 1)
    desk = office("excel", {"path": "one.xlsx"})
    desk.members(Gold=["a", "b"])
    with pytest.raises(DestinationRefused, match="2 members are more than"):
        desk.plan()


def test_a_plan_survives_its_text() -> None:
    said = dict.fromkeys(("id", "destination", "title", "definition_version", "target"), "x")
    from datetime import date

    from segmentry.activation.plan import LeftOut

    plan = Plan(
        **said, state=1, run=2, as_of=date(2026, 1, 2), level="accounts", segmentation="s",
        segments=("a",), purpose="p", columns=("id",), add=1, update=2, remove=3, keep=4,
        batches=1, largest_removal=0.3, left_out=(LeftOut("why", 2),), notes=("n",),
    )  # fmt: skip
    assert Plan.from_text(plan.as_text()) == plan
    assert plan.there == 9
    assert plan.needs_confirmation


def test_a_plan_names_accounts_but_no_people(office: Make) -> None:
    desk = office(level="contacts", fields=("first_name",))
    desk.members(Gold=["a"])
    desk.people(
        {"key": "k1", "account": "a", "email": "eve@zebra.de", "first_name": "Eve", "consent": True}
    )
    plan = desk.plan()
    stored = pq.read_table(desk.desk.folder / f"plan-{plan.id}.parquet")
    assert stored["id"].to_pylist() == ["k1"]
    assert stored["account"].to_pylist() == ["Company a"]
    assert not {"email", "first_name"} & set(stored.column_names)
    assert "zebra" not in f"{stored.to_pylist()} {plan.as_text()}".lower()


def test_fields_that_are_sent_empty_are_counted(office: Make) -> None:
    desk = office(level="contacts", fields=("first_name", "phone", "employees"))
    desk.members(Gold=["a"])
    desk.people(
        {"key": "k1", "account": "a", "email": "e@z.de", "first_name": "Eve", "consent": True},
        {"key": "k2", "account": "a", "email": "f@z.de", "first_name": " ", "consent": True},
    )
    plan = desk.plan()
    assert [one.sentence for one in plan.empty_fields] == [
        "phone is empty for 2 of 2",
        "first_name is empty for 1 of 2",
    ]
    assert [one.is_always for one in plan.empty_fields] == [True, False]
    assert Plan.from_text(plan.as_text()) == plan
    assert "e@z.de" not in plan.as_text()
