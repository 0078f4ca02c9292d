"""People are sent only when they agreed, and nothing speaks against it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pytest

from segmentry.model.tables import Table

Make = Callable[..., Any]
EARLY, LATE, FUTURE = datetime(2026, 1, 1), datetime(2026, 2, 1), datetime(2099, 1, 1)
UNKNOWN, REFUSED = "no consent for this purpose is known", "consent refused"


def _said(granted: bool, when: datetime | None = EARLY, **said: object) -> dict[str, object]:
    return {"contact_key": "k", "granted": granted, "occurred_at": when} | said


def _reason(office: Any, flag: bool | None, said: list[Mapping[str, object]]) -> str:
    """Why the one person is left out; empty when they are sent."""
    office.members(Gold=["a"])
    office.people({"key": "k", "account": "a", "email": "k@zebra.de", "consent": flag})
    office.feed(Table.CONSENTS, said)
    plan = office.plan()
    assert plan.add + sum(o.members for o in plan.left_out) == 1
    return "" if plan.add else str(plan.left_out[0].reason)


@pytest.mark.parametrize(
    ("flag", "said", "reason"),
    [
        (None, [], UNKNOWN),
        (True, [], ""),
        (False, [], REFUSED),
        (None, [_said(True, purpose="Marketing ")], ""),
        (None, [_said(True)], ""),
        (None, [_said(True, purpose="research")], UNKNOWN),
        (None, [_said(True, channel="phone")], UNKNOWN),
        (None, [_said(True, channel="E-Mail")], ""),
        (None, [_said(True, FUTURE)], UNKNOWN),
        (None, [_said(True), _said(False, LATE)], REFUSED),
        (None, [_said(False), _said(True, LATE)], ""),
        (None, [_said(True), _said(False, EARLY)], REFUSED),
        (None, [_said(True, LATE), _said(False, None)], REFUSED),
        (True, [_said(False, LATE, purpose="research")], ""),
        (True, [_said(False, LATE, purpose="marketing")], REFUSED),
        (False, [_said(True, LATE)], REFUSED),
        (True, [_said(False, contact_key=None, account_key="crm:a")], REFUSED),
        (None, [_said(True, contact_key=None, account_key="crm:a")], UNKNOWN),
    ],
)
def test_consent_for_marketing(
    flag: bool | None, said: list[Mapping[str, object]], reason: str, office: Make
) -> None:
    assert _reason(office(level="contacts"), flag, said) == reason


@pytest.mark.parametrize(
    ("flag", "said", "reason"),
    [
        (True, [], UNKNOWN),
        (None, [_said(True)], UNKNOWN),
        (None, [_said(True, purpose="research")], ""),
        (None, [_said(True, LATE, purpose="research"), _said(False)], ""),
        (None, [_said(True, purpose="research"), _said(False, LATE)], REFUSED),
        (False, [_said(True, purpose="research")], REFUSED),
    ],
)
def test_consent_for_another_purpose_is_asked_for_by_name(
    flag: bool | None, said: list[Mapping[str, object]], reason: str, office: Make
) -> None:
    assert _reason(office(level="contacts", purpose="research"), flag, said) == reason


def _left_out(office: Any) -> dict[str, int]:
    return {o.reason: o.members for o in office.plan().left_out}


def test_a_refusal_holds_for_the_address(office: Make) -> None:
    desk = office(level="contacts")
    desk.members(Gold=["a"])
    desk.people(
        {"key": "k1", "account": "a", "email": "Eve@zebra.de", "consent": True},
        {"key": "k2", "account": "b", "email": "eve@zebra.de", "consent": False},
    )
    assert _left_out(desk) == {REFUSED: 1}


def _one_person(desk: Any, *, consent: bool | None = True) -> None:
    """Eve, known as k1 at the company a and as k2 at b; k2 is believed."""
    desk.members(Gold=["a", "b"])
    desk.people(
        {"key": "k1", "account": "a", "email": "eve@old.de", "consent": consent},
        {"key": "k2", "account": "b", "email": "eve@new.de", "consent": True},
    )
    desk.feed(
        Table.CONTACT_IDENTITY,
        [{"contact_key": k, "person_id": "p", "evidence": "same phone"} for k in ("k1", "k2")],
    )
    desk.feed(Table.PEOPLE, [{"person_id": "p", "email_from": "k2"}])


def test_a_person_is_sent_once_by_the_address_that_is_believed(
    office: Make, sent: list[Any]
) -> None:
    desk = office(level="contacts")
    _one_person(desk)
    assert _left_out(desk) == {"same person as another": 1}
    desk.apply()
    assert [m["id"] for _, members in sent for m in members] == ["k2"]


def test_a_refusal_holds_for_the_person(office: Make) -> None:
    desk = office(level="contacts")
    _one_person(desk, consent=False)
    assert _left_out(desk) == {REFUSED: 2}


def test_who_left_the_company_is_not_written_to_there(office: Make, sent: list[Any]) -> None:
    desk = office(level="contacts")
    _one_person(desk)
    left = [("a", EARLY.date()), ("b", FUTURE.date())]
    desk.feed(
        Table.EMPLOYMENT,
        [{"person_id": "p", "account_id": account, "to_on": day} for account, day in left],
    )
    assert _left_out(desk) == {"no longer at the company": 1}
    desk.apply()
    assert [m["id"] for _, members in sent for m in members] == ["k2"]


def test_an_address_is_sent_once(office: Make, sent: list[Any]) -> None:
    desk = office(level="contacts")
    desk.members(Gold=["a", "b"])
    desk.people(
        {"key": "k2", "account": "a", "email": "eve@zebra.de", "consent": True},
        {"key": "k1", "account": "b", "email": "eve@zebra.de", "consent": True},
    )
    assert _left_out(desk) == {"same address as another": 1}
    desk.apply()
    assert [m["id"] for _, members in sent for m in members] == ["k1"]


def test_without_address_nobody_is_sent(office: Make) -> None:
    desk = office(level="contacts")
    desk.members(Gold=["a"])
    desk.people({"key": "k1", "account": "a", "consent": True})
    assert _left_out(desk) == {"no e-mail address": 1}
    (desk.desk.vault / "contacts.parquet").unlink()
    assert _left_out(desk) == {"no e-mail address": 1}


def test_a_person_of_two_companies_is_one_member(office: Make, sent: list[Any]) -> None:
    desk = office(level="contacts", fields=("employees", "first_name"))
    desk.members(Gold=["a"], Silver=["b"])
    person = {"key": "k1", "email": "eve@zebra.de", "first_name": "Eve", "consent": True}
    desk.people(person | {"account": "a"}, person | {"account": "b"})
    desk.apply()
    ((_, (member,)),) = sent
    assert member == {
        "action": "add", "id": "k1", "account_id": "a", "account": "Company a",
        "segments": ["Gold", "Silver"], "employees": 10, "email": "eve@zebra.de",
        "first_name": "Eve",
    }  # fmt: skip


def test_who_is_barred_at_one_company_is_barred(office: Make) -> None:
    desk = office(level="contacts")
    desk.members(Gold=["a"])
    person = {"key": "k1", "email": "eve@zebra.de", "consent": True}
    desk.people(person | {"account": "a"}, person | {"account": "x"})
    desk.profiles({"account_id": "a"}, {"account_id": "x", "excluded": "competitor"})
    assert _left_out(desk) == {"competitor": 1}


def test_a_new_address_is_an_update(office: Make, sent: list[Any]) -> None:
    desk = office(level="contacts")
    desk.members(Gold=["a"])
    person = {"key": "k1", "account": "a", "consent": True}
    desk.people(person | {"email": "one@zebra.de"})
    desk.apply()
    desk.people(person | {"email": "two@zebra.de"})
    assert desk.apply().plan.update == 1
    assert sent[-1][1][0]["email"] == "two@zebra.de"


def test_who_withdraws_is_removed(office: Make, sent: list[Any]) -> None:
    desk = office(level="contacts", largest_removal=1.0)
    desk.members(Gold=["a"])
    person = {"key": "k1", "account": "a", "email": "one@zebra.de"}
    desk.people(person | {"consent": True})
    desk.apply()
    desk.people(person | {"consent": False})
    desk.apply()
    # the receiver may know the person by nothing but the address
    assert sent[-1][1] == [{"action": "remove", "id": "k1", "email": "one@zebra.de"}]


def test_digests_of_people_tell_nothing_without_the_salt(office: Make) -> None:
    from segmentry.activation.people import salt

    desk = office(level="contacts")
    desk.members(Gold=["a"])
    desk.people({"key": "k1", "account": "a", "email": "one@zebra.de", "consent": True})
    first = desk.plan().id
    assert len(salt(desk.desk.vault)) == 32
    assert desk.plan().id == first
    (desk.desk.vault / "salt").unlink()
    assert desk.plan().id != first
