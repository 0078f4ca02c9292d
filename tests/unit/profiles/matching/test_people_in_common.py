"""A person of two keys speaks for one company; a shared mailbox and an agency do not."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentry.model.vault import CONTACTS_FILE, VAULT_COLUMNS
from segmentry.profiles.matchers.likely import Likely
from segmentry.profiles.matching.people_in_common import MOST_EMPLOYERS

Records = Mapping[str, Mapping[str, object]]


@pytest.fixture
def pairs(keyed: Callable[..., Any]) -> Callable[..., dict[tuple[str, str], str]]:
    """What is told of pairs of keys, in words: `pairs(records, [("crm:1", "a@acme.example")])`."""

    def find(records: Records, mails: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
        made = keyed([{"account_key": key, **said} for key, said in records.items()])
        told: dict[str, list[Any]] = {c.name: [None] * len(mails) for c in VAULT_COLUMNS}
        told |= {"account_key": [k for k, _ in mails], "email": [m for _, m in mails]}
        domains = [m.partition("@")[2] for _, m in mails]
        told["email_domain"] = [None if d == "gmail.com" else d for d in domains]
        kinds = {"updated_at": pa.timestamp("us"), "birth_on": pa.date32()}
        table = pa.table({n: pa.array(v, kinds.get(n, pa.string())) for n, v in told.items()})
        pq.write_table(table, made.context.vault / CONTACTS_FILE)
        Likely().clusters(made.context, "account_keys")
        rows = made.rows("select account_key, other_key, words from pairs")
        return {(r["account_key"], r["other_key"]): r["words"] for r in rows}

    return find


APART: Records = {
    "crm:1": {"name_key": "acme steel", "city": "Ulm"},
    "shop:1": {"name_key": "birch logistics", "city": "Ulm"},
}


def test_a_person_in_common_is_told(pairs: Any) -> None:
    told = pairs(APART, [("crm:1", "Ana@acme.example"), ("shop:1", "ana@acme.example")])
    assert "a person in common" in told["crm:1", "shop:1"]


@pytest.mark.parametrize("mailbox", ["info@acme.example", "Sales2@acme.example", "ana@gmail.com"])
def test_a_shared_mailbox_and_a_private_one_say_nothing(pairs: Any, mailbox: str) -> None:
    assert pairs(APART, [("crm:1", mailbox), ("shop:1", mailbox)]) == {}


def test_who_writes_for_many_is_no_evidence(pairs: Any) -> None:
    count = range(MOST_EMPLOYERS + 1)
    records = {f"s{n}:1": {"name_key": f"firm{n} {n}th", "city": "Ulm"} for n in count}
    assert pairs(records, [(key, "ana@agency.example") for key in records]) == {}
    fewer = [(key, "ana@agency.example") for key in list(records)[1:]]
    assert pairs(records, fewer) != {}


def test_other_people_speak_against_it_a_little(pairs: Any) -> None:
    alike = {key: {"name_key": "acme steel", "city": "Ulm"} for key in ("crm:1", "shop:1")}
    others = pairs(alike, [("crm:1", "ana@acme.example"), ("shop:1", "bo@acme.example")])
    assert "other people" in others["crm:1", "shop:1"]
    assert "people" not in pairs(alike, [("crm:1", "ana@acme.example")])["crm:1", "shop:1"]
