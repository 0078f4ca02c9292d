"""Who worked where, from when to when; and who is who from run to run."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

People = Callable[..., Any]
LATER = date(2026, 9, 30)


def at(day: str) -> datetime:
    return datetime.fromisoformat(day)


def ada(company: str, **told: Any) -> dict[str, Any]:
    return {"first_name": "Ada", "last_name": "Byron", "account_key": f"crm:{company}",
            "phone": "+491701234567", **told}  # fmt: skip


def test_who_changes_employer_is_one_person_with_two_employments(people: People) -> None:
    made = people({
        "old": ada("A", email="ada@a.com", created_on=date(2020, 3, 1), seniority="manager",
                   job_title="Head of IT"),
        "new": ada("B", email="ada@b.com", created_on=date(2024, 5, 1), seniority="C-level",
                   job_title="CIO"),
    })  # fmt: skip
    assert made.groups() == [["new", "old"]]
    assert made.jobs("old") == [
        ("crm:A", date(2020, 3, 1), date(2024, 5, 1)),
        ("crm:B", date(2024, 5, 1), None),
    ]
    row = made.row("old")
    assert (row["contacts"], row["employers"], row["seniority"]) == (2, 2, "C-level")
    assert row["title_from"] == row["email_from"] == row["phone_from"]
    account = made.made.value("select account_id from identity where account_key = 'crm:B'")
    assert row["account_id"] == account


def test_days_that_a_source_says_count_first(people: People) -> None:
    told = ada("A", created_on=date(2024, 1, 1), employed_from=date(2019, 4, 1),
               employed_to=date(2023, 7, 1))  # fmt: skip
    made = people({"one": told})
    assert made.jobs("one") == [("crm:A", date(2019, 4, 1), date(2023, 7, 1))]
    assert made.row("one")["account_id"] is None


def test_two_companies_at_once_go_on(people: People) -> None:
    made = people({
        "one": ada("A", created_on=date(2020, 1, 1), updated_at=at("2026-01-01")),
        "two": ada("B", created_on=date(2024, 1, 1)),
    })  # fmt: skip
    assert [to for _, _, to in made.jobs("one")] == [None, None]


def test_a_contact_that_moves_leaves_the_company_before(people: People) -> None:
    first = people({"one": ada("A", created_on=date(2020, 3, 1))})
    moved = people(
        {"one": ada("B", created_on=date(2020, 3, 1), updated_at=at("2026-08-15"))},
        before=first,
        as_of=LATER,
    )
    assert moved.person("one") == first.person("one")
    assert moved.jobs("one") == [
        ("crm:A", date(2020, 3, 1), date(2026, 8, 15)),
        ("crm:B", date(2026, 8, 15), None),
    ]
    again = people(
        {"one": ada("B", created_on=date(2020, 3, 1), updated_at=at("2026-08-15"))},
        before=moved,
        as_of=date(2026, 12, 31),
    )
    assert again.jobs("one") == moved.jobs("one")


def test_who_is_told_no_longer_left_on_that_day(people: People) -> None:
    contacts = {"one": ada("A", created_on=date(2020, 3, 1))}
    other = {"two": {"first_name": "Bo", "last_name": "Ek", "account_key": "crm:C"}}
    first = people(contacts | other)
    gone = people(other, before=first, as_of=LATER)
    assert gone.jobs("one") == [("crm:A", date(2020, 3, 1), LATER)]
    back = people(contacts | other, before=gone, as_of=date(2026, 12, 31))
    assert back.jobs("one") == [("crm:A", date(2020, 3, 1), None)]
    assert back.person("one") == first.person("one")


def test_people_keep_their_ids_and_those_that_merge_tell(people: People) -> None:
    apart = people({
        "one": {"first_name": "Ada", "last_name": "Byron", "email": "ada@gmail.com"},
        "two": {"first_name": "Ada", "last_name": "Byron", "account_key": "crm:B"},
    })  # fmt: skip
    assert len(apart.groups()) == 2
    both = {
        "one": {"first_name": "Ada", "last_name": "Byron", "email": "ada@gmail.com"},
        "two": {"first_name": "Ada", "last_name": "Byron", "account_key": "crm:B",
                "email": "ada@gmail.com"},
    }  # fmt: skip
    merged = people(both, before=apart, as_of=LATER)
    kept, gone = merged.person("one"), {apart.person("one"), apart.person("two")}
    assert kept in gone
    (former,) = gone - {kept}
    sql = "select former_ids from contact_identity where former_ids is not null"
    assert merged.made.value(sql) == former
    assert merged.row("one")["since"] == date(2026, 6, 30)


def test_a_source_of_people_that_falls_away_loses_no_history(people: People) -> None:
    contacts = {"one": ada("A", created_on=date(2020, 3, 1))}
    first = people(contacts)
    none = people({}, before=first, as_of=LATER)
    sql = "select person_id, evidence from contact_identity"
    assert none.made.rows(sql) == [
        {"person_id": first.person("one"), "evidence": "known from an earlier run"}
    ]
    assert none.made.rows("select from_on, to_on from employment") == [
        {"from_on": date(2020, 3, 1), "to_on": LATER}
    ]
    assert none.made.value("select count(*) as n from people") == 0
    assert people(contacts, before=none).person("one") == first.person("one")


def test_people_that_part_again_get_their_ids_back(people: People) -> None:
    both = {
        "one": {"first_name": "Ada", "last_name": "Byron", "email": "ada@gmail.com"},
        "two": {"first_name": "Ada", "last_name": "Byron", "account_key": "crm:B"},
    }
    apart = people(both)
    same = both | {"two": both["two"] | {"email": "ada@gmail.com"}}
    merged = people(same, before=apart, as_of=LATER)
    assert len(merged.groups()) == 1
    again = people(both, before=merged, as_of=date(2026, 12, 31))
    assert {again.person(n) for n in both} == {apart.person(n) for n in both}
    assert again.person("one") == apart.person("one")
