"""People are named in the vault only; runs know them by opaque keys."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pyarrow.parquet as pq

Hub = Callable[..., Any]
CONTACTS = {
    "key": "id",
    "account": "of",
    "first_name": "first",
    "last_name": "last",
    "email": "mail",
    "job_title": "title",
}
COLUMNS = {
    "id": ["1", "2"],
    "of": ["A", None],
    "first": ["Ada", "Bo"],
    "last": ["Byron", None],
    "mail": ["ada@acme.com", "nonsense"],
    "title": ["CEO", None],
}


def vault(made: Any) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(
        made.context.vault / "contacts.parquet"
    ).to_pylist()
    return sorted(found, key=lambda r: str(r["full_name"]))


def test_the_vault_has_names_addresses_and_titles(hub: Hub, given: Any) -> None:
    ada, bo = vault(hub({"crm": given(COLUMNS, {"contacts": CONTACTS})}))
    assert (ada["full_name"], ada["email"], ada["account_key"]) == (
        "Ada Byron",
        "ada@acme.com",
        "crm:A",
    )
    assert str(ada["job_title"]).lower() == "ceo"
    assert (bo["full_name"], bo["email"], bo["account_key"]) == ("Bo", None, None)


def test_the_run_has_only_what_names_nobody(hub: Hub, given: Any) -> None:
    made = hub({"crm": given(COLUMNS, {"contacts": CONTACTS})})
    rows = made.rows("select * from contact_records order by line")
    assert [(r["seniority"], r["has_email"], r["account_key"]) for r in rows] == [
        ("C-level", True, "crm:A"),
        (None, False, None),
    ]
    told = {str(value) for row in rows for value in row.values()}
    assert not any("Ada" in t or "Byron" in t or "@" in t for t in told)


def test_keys_are_opaque_and_the_same_in_both(hub: Hub, given: Any) -> None:
    made = hub({"crm": given(COLUMNS, {"contacts": CONTACTS})})
    keys = {r["contact_key"] for r in made.rows("select contact_key from contact_records")}
    assert keys == {r["contact_key"] for r in vault(made)}
    assert all(len(str(k)) == 20 and set(str(k)) <= set("0123456789abcdef") for k in keys)


def test_a_source_without_people_empties_the_vault(hub: Hub, given: Any) -> None:
    made = hub({"crm": given(COLUMNS, {"contacts": CONTACTS})})
    path = made.context.vault / "contacts.parquet"
    assert path.exists()
    again = hub({"crm": given({"id": ["1"]}, {"accounts": {"key": "id"}})})
    assert again.context.vault == made.context.vault
    assert not path.exists()


def test_a_refusal_counts_more_than_an_agreement(hub: Hub, given: Any) -> None:
    columns = {
        "id": ["1", "2", "3", "4"],
        "yes": ["true", "true", None, None],
        "no": ["true", None, "false", None],
    }
    mapping = {"key": "id", "email_consent": "yes", "email_opt_out": "no"}
    made = hub({"crm": given(columns, {"contacts": mapping})})
    rows = made.rows("select email_consent from contact_records order by line")
    assert [r["email_consent"] for r in rows] == [False, True, True, None]


def test_where_people_live_and_when_they_were_born_is_in_the_vault_only(
    hub: Hub, given: Any
) -> None:
    columns = {
        "id": ["1"], "whole": ["BYRON, Ada"], "home": ["12 Main Street"], "zip": ["10115"],
        "born": ["1985-12-10"], "ssn": ["078-05"], "since": ["2019-04-01"],
    }  # fmt: skip
    mapping = {
        "key": "id", "full_name": "whole", "street": "home", "postal_code": "zip",
        "birth_on": "born", "personal_number": "ssn", "employed_from": "since",
    }  # fmt: skip
    made = hub({"crm": given(columns, {"contacts": mapping})})
    (ada,) = vault(made)
    assert (ada["full_name_key"], ada["street_key"]) == ("byron, ada", "12 main st")
    assert (ada["birth_on"], ada["personal_number"]) == (date(1985, 12, 10), "078-05")
    assert ada["source"] == "crm"
    (row,) = made.rows("select * from contact_records")
    assert row["employed_from"] == date(2019, 4, 1)
    told = {str(value) for value in row.values()}
    assert not told & {"12 Main Street", "10115", "1985-12-10", "078-05"}
