"""Which contacts are one person."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

People = Callable[..., Any]
_NAMES = (
    "Anna Adler", "Bernd Brandt", "Carla Conrad", "Dieter Dreher", "Eva Engel", "Felix Fink",
    "Gina Graf", "Horst Huber", "Ines Iwan", "Jonas Jung",
)  # fmt: skip
OTHERS: Mapping[str, Mapping[str, object]] = {
    f"other {n}": {
        "full_name": name, "account_key": f"crm:C{n}", "phone": f"+49305550{n:03}",
        "email": f"{name.lower().replace(' ', '.')}@company{n}.com",
    }
    for n, name in enumerate(_NAMES)
}  # fmt: skip
"""People who have nothing to do with those of a test."""


def groups(made: Any) -> list[list[str]]:
    """People who are more than one contact."""
    return [group for group in made.groups() if len(group) > 1]


def person(first: str, last: str, company: str, **told: object) -> dict[str, object]:
    return {"first_name": first, "last_name": last, "account_key": f"crm:{company}", **told}


def test_one_address_of_one_name_is_one_person(people: People) -> None:
    made = people(OTHERS | {
        "crm": person("Ada", "Byron", "A", email="ada@gmail.com"),
        "shop": {"first_name": "Ada", "last_name": "Byron", "email": "ada@gmail.com",
                 "source": "shop"},
    })  # fmt: skip
    assert groups(made) == [["crm", "shop"]]
    row = made.made.rows("select * from contact_identity where confidence is not null")[0]
    assert "same e-mail address" in row["evidence"]
    assert row["confidence"] > 0.9


@pytest.mark.parametrize(
    "other",
    [
        {"first_name": "Robert", "last_name": "Wainwright"},
        {"first_name": "Bob", "last_name": "Wainwright"},
        {"first_name": "R.", "last_name": "Wainwright"},
        {"first_name": "Robert", "last_name": "Wainwrigth"},
        {"first_name": "Wainwright", "last_name": "Robert"},
        {"full_name": "Robert Wainwright"},
        {"full_name": "Wainwright, Robert"},
        {"full_name": "Dr Robert J Wainwright, PhD"},
    ],
    ids=str,
)
def test_one_person_of_one_company_however_the_name_is_written(
    people: People, other: Mapping[str, str]
) -> None:
    one = person("Robert", "Wainwright", "A")
    made = people(OTHERS | {"one": one, "other": {**other, "account_key": "crm:A"}})
    assert groups(made) == [["one", "other"]]


def test_namesakes_in_two_companies_stay_two(people: People) -> None:
    made = people(OTHERS | {
        "one": person("John", "Smith", "A", email="john.smith@a.com", phone="+441"),
        "two": person("John", "Smith", "B", email="john.smith@b.com", phone="+442"),
    })  # fmt: skip
    assert groups(made) == []


def test_colleagues_and_households_stay_apart(people: People) -> None:
    made = people(OTHERS | {
        "ada": person("Ada", "Byron", "A", email="ada@a.com", phone="+491", street="main st 7"),
        "kai": person("Kai", "Olsen", "A", email="kai@a.com", phone="+491", street="main st 7"),
        "tom": person("Tom", "Byron", "A", email="tom@a.com", phone="+491", street="main st 7"),
    })  # fmt: skip
    assert groups(made) == []


def test_namesakes_whom_their_company_numbers_stay_two(people: People) -> None:
    made = people(OTHERS | {
        "one": person("John", "Smith", "A", email="john.smith1@a.com"),
        "two": person("John", "Smith", "A", email="john.smith2@a.com"),
    })  # fmt: skip
    assert groups(made) == []


def test_an_address_made_of_a_name_in_another_script_is_no_evidence(people: People) -> None:
    made = people(OTHERS | {
        "one": person("美咲", "青木", "A", email="misaki.aoki@a.com"),
        "two": person("美咲", "青木", "B", email="misaki.aoki@b.com"),
    })  # fmt: skip
    assert groups(made) == []


def test_colleagues_of_one_given_name_stay_apart(people: People) -> None:
    """However few given names there are: every company has three called Anna."""
    letters = "abcdefghijklmnopqrst"
    made = people({
        f"{company} {n}": person("Anna", f"{2 * one}{2 * two}", company,
                                 email=f"anna.{one}{two}@{company}.com")
        for company in letters
        for n, (one, two) in enumerate(((company, "x"), (company, "v"), (company, "z")))
    })  # fmt: skip
    assert groups(made) == []


def test_a_mailbox_that_all_share_makes_nobody_one(people: People) -> None:
    contacts = {
        name: {**told, "email": "info@all.com", "email_domain": "all.com"}
        for name, told in OTHERS.items()
    }
    assert groups(people(contacts)) == []


def test_ten_thousand_of_one_name_are_no_explosion(people: People) -> None:
    made = people({
        f"c{n}": person("Maria", "Santos", f"A{n}", email=f"m{n}@c{n}.com") for n in range(10_000)
    })  # fmt: skip
    assert len(made.groups()) == 10_000


def test_who_wrote_a_hundred_times_is_one_person(people: People) -> None:
    often = {f"c{n}": person("Ada", "Byron", "A", email="ada@a.com") for n in range(100)}
    made = people(OTHERS | often | {"moved": person("Ada", "Byron", "B", email="ada@a.com")})
    assert groups(made) == [sorted([*often, "moved"])]
    assert made.row("c7")["contacts"] == 101


def test_contacts_without_a_name_are_kept(people: People) -> None:
    made = people({
        "mail": {"email": "x.y@gmail.com"}, "same mail": {"email": "x.y@gmail.com"},
        "nothing": {}, "nothing more": {"account_key": "crm:A"}, "phone": {"phone": "+4930555"},
    })  # fmt: skip
    assert made.groups() == [["mail", "same mail"], ["nothing"], ["nothing more"], ["phone"]]


def test_the_order_of_rows_changes_nobody(people: People) -> None:
    contacts = OTHERS | {
        "one": person("Ada", "Byron", "A", email="ada@gmail.com"),
        "two": person("Ada", "Byron", "B", email="ada@gmail.com"),
        "three": person("A", "Byron", "B", phone="+4977"),
    }
    first = people(contacts)
    turned = people(dict(reversed(contacts.items())))
    assert first.groups() == turned.groups()
    sql = "select * from contact_identity order by contact_key"
    assert first.made.rows(sql) == turned.made.rows(sql)


def test_nobody_at_all(people: People) -> None:
    made = people({})
    assert made.groups() == []
    assert made.made.value("select count(*) as n from people") == 0
