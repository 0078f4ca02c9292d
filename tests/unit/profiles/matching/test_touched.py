"""New keys are judged by what was learnt, and what they do not touch stays as it was."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import product
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from segmentry.model.answers import Answer
from segmentry.model.definitions import IdentitySettings, WorkspaceSettings
from segmentry.model.tables import SCHEMAS, Table
from segmentry.model.vault import CONTACTS_FILE, VAULT_COLUMNS
from segmentry.profiles.answers import answered
from segmentry.profiles.identity import resolve
from segmentry.profiles.matchers.base import BASIS, RELATIVES
from segmentry.profiles.matching import basis
from segmentry.profiles.matching.touched import MOST, Changes

_KINDS = {"updated_at": pa.timestamp("us"), "birth_on": pa.date32()}
Record = dict[str, Any]
Resolved = Callable[..., Any]

_DRAWN = Random(7)
_SYLLABLES = [a + b for a, b in product("bcdfghklmnprstvz", "aeiou")]
WORDS = ["".join(_DRAWN.choices(_SYLLABLES, k=4)) for _ in range(2_000)]


def firm(number: int) -> Record:
    drawn = Random(number)
    first, second = drawn.sample(WORDS, 2)
    return {
        "name_key": f"{first} {second}",
        "domain": f"{first}-{second}.com",
        "phone_key": f"+4930{drawn.randrange(1_000_000, 9_999_999)}",
        "street_key": f"{drawn.choice(WORDS)} {drawn.randrange(1, 99)}",
        "postal_code": f"{drawn.randrange(10_000, 10_300)}",
        "city": f"{WORDS[drawn.randrange(40)]}",
        "country": "DE",
    }


def keyed(system: str, number: int, **said: object) -> Record:
    return {"account_key": f"{system}:{number:06}", **(said or firm(number))}


KNOWN = [keyed("crm", n) for n in range(400)] + [keyed("erp", n) for n in range(0, 400, 2)]
NEW = [keyed("web", 4), keyed("web", 5), keyed("web", 900), keyed("shop", 900), keyed("web", 901)]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few hundred keys are worth going on from."""
    monkeypatch.setattr(basis, "SMALLEST", 100)


@pytest.fixture
def resolved(bench: Callable[..., Any]) -> Resolved:
    """Resolves records after a run `before`, on a bench."""

    def make(
        records: Iterable[Record],
        before: Any = None,
        *,
        answers: Sequence[Answer] = (),
        fresh: bool = False,
        code: str = "",
        matcher: str = "likely",
        orders: Sequence[str] = (),
    ) -> Any:
        identity = IdentitySettings(matcher=matcher)
        made = bench(settings=WorkspaceSettings(name="test", identity=identity))
        context = made.context
        context.answers, context.fresh, context.code = answers, fresh, code
        _load(context, Table.ACCOUNT_RECORDS, [{"line": n, **r} for n, r in enumerate(records)])
        _load(context, Table.ORDERS, [{"account_key": k, "amount": 100} for k in orders])
        for file in before.context.files if before else ():
            table, path = Table(file.name), before.context.folder / file.path
            context.engine.register(f"previous_{table}", [path])
            context.remembered.add(table)
            context.past[table] = path
        return made.run(resolve)

    return make


def _load(context: Any, table: Table, rows: Sequence[Record]) -> None:
    if rows:
        told = [{"source": str(r["account_key"]).split(":")[0], **r} for r in rows]
        context.load(table, SCHEMAS[table].columns, told)
        context.rows[table] = len(rows)


def accounts(made: Any) -> list[list[str]]:
    found = defaultdict(list)
    for row in made.rows(f"select account_key, account_id from {Table.IDENTITY} order by 1"):
        found[row["account_id"]].append(str(row["account_key"]))
    return sorted(found.values())


def rows(made: Any, table: Table = Table.IDENTITY) -> dict[object, Record]:
    keyed_by = 2 if table == Table.IDENTITY_PAIRS else 1
    return {tuple(row.values())[:keyed_by]: row for row in made.rows(f"select * from {table}")}


def touched(made: Any) -> str:
    """What the run noted of the short way."""
    return next((n for n in made.context.notes if n.startswith("Since the matches")), "")


def test_new_keys_come_where_they_would_if_all_were_learnt_anew(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    short, long = resolved(KNOWN + NEW, before), resolved(KNOWN + NEW, before, fresh=True)
    assert touched(short)
    assert not touched(long)
    assert accounts(short) == accounts(long)
    assert ["crm:000004", "erp:000004", "web:000004"] in accounts(short)
    assert ["crm:000005", "web:000005"] in accounts(short)
    assert ["shop:000900", "web:000900"] in accounts(short)
    ids = {key: row["account_id"] for key, row in rows(long).items()}
    assert {key: row["account_id"] for key, row in rows(short).items()} == ids


def test_what_is_not_touched_stays_as_it_was(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    after = resolved(KNOWN + NEW, before)
    near = {("crm:000004",), ("erp:000004",), ("crm:000005",)}
    was, now = rows(before), rows(after)
    assert {k: now[k] for k in was.keys() - near} == {k: was[k] for k in was.keys() - near}
    assert {k: now[k]["account_id"] for k in near} == {k: was[k]["account_id"] for k in near}
    pairs, then = rows(after, Table.IDENTITY_PAIRS), rows(before, Table.IDENTITY_PAIRS)
    assert then.items() <= pairs.items()
    assert ("crm:000005", "web:000005") in pairs.keys() - then.keys()


def test_a_new_key_finds_the_group_of_accounts_that_it_does_not_touch(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    sister = keyed("web", 950, **firm(950) | {"domain": firm(5)["domain"]})
    after = resolved([*KNOWN, sister], before)
    assert "touched 1 of" in touched(after)
    ids = {str(*key): row["account_id"] for key, row in rows(after).items()}
    found = after.rows(f"select account_id, other_id from {RELATIVES}")
    sisters = {ids["web:000950"], ids["crm:000005"]}
    assert sisters in [set(row.values()) for row in found]


def test_the_note_tells_how_many_keys_were_touched(resolved: Resolved) -> None:
    gone = [r for r in KNOWN if r["account_key"] != "crm:000007"]
    after = resolved(gone + NEW[:2], resolved(KNOWN))
    assert touched(after) == (
        "Since the matches were learnt, 2 new and 1 gone keys touched 5 of 601; the rest keeps its "
        "accounts. `segmentry run --fresh` learns anew."
    )


def test_a_changed_record_moves_its_key(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    moved = [r | firm(7) if r["account_key"] == "erp:000004" else r for r in KNOWN]
    short, long = resolved(moved, before), resolved(moved, before, fresh=True)
    assert "1 changed keys" in touched(short)
    assert ["crm:000004"] in accounts(short)
    assert ["crm:000007", "erp:000004"] in accounts(short)
    assert accounts(short) == accounts(long)


def test_a_new_parent_is_a_change(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    parted = [
        r | {"parent_key": "crm:000004"} if r["account_key"] == "erp:000004" else r for r in KNOWN
    ]
    short = resolved(parted, before)
    assert "1 changed keys" in touched(short)
    assert ["crm:000004"] in accounts(short)


def test_a_person_new_to_a_key_is_a_change(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    told = {c.name: pa.array([None], _KINDS.get(c.name, pa.string())) for c in VAULT_COLUMNS}
    told |= {"account_key": pa.array(["crm:000004"]), "email": pa.array(["ana@acme.com"])}
    told["email_domain"] = pa.array(["acme.com"])
    pq.write_table(pa.table(told), before.context.vault / CONTACTS_FILE)
    assert "1 changed keys touched 2 of 600" in touched(resolved(KNOWN, before))


def test_a_key_that_is_gone_leaves_the_others_together(resolved: Resolved) -> None:
    before = resolved([*KNOWN, keyed("web", 4)])
    after = resolved([r for r in [*KNOWN, keyed("web", 4)] if r["account_key"] != "crm:000004"],
                     before)  # fmt: skip
    assert "1 gone keys touched 2 of 600" in touched(after)
    assert ["crm:000004", "erp:000004", "web:000004"] in accounts(after)  # its id resolves
    assert rows(after)["crm:000004",]["evidence"] == "known from an earlier run"


def test_a_new_key_may_join_two_accounts_through_likely_pairs(resolved: Resolved) -> None:
    half = {"name_key": firm(4)["name_key"], "country": "DE"}
    known = [*KNOWN[10:], keyed("crm", 4, **half), keyed("erp", 4, **half)]
    before = resolved(known)
    short = resolved([*known, keyed("web", 4)], before)
    assert accounts(short) == accounts(resolved([*known, keyed("web", 4)], before, fresh=True))


def test_answers_hold(resolved: Resolved) -> None:
    answers = [
        _said("crm:000004", "erp:000004", "different"),
        _said("crm:000011", "erp:000012", "same"),
    ]
    before = resolved(KNOWN, answers=answers)
    after = resolved(KNOWN + NEW, before, answers=answers)
    assert touched(after)
    (four,) = (keys for keys in accounts(after) if "crm:000004" in keys)
    assert "erp:000004" not in four
    assert ["crm:000011", "crm:000012", "erp:000012"] in accounts(after)
    assert not touched(resolved(KNOWN + NEW, before))  # taken back: they taught, so learn anew


def _said(key: str, other: str, said: str) -> Answer:
    return answered(key, other, said, because="seen", by="Ana", at=datetime(2026, 6, 1))


def test_merges_go_on_waiting(resolved: Resolved) -> None:
    apart = [r | firm(950) if r["account_key"] == "erp:000004" else r for r in KNOWN]
    first = resolved(apart)
    paid = ["crm:000004", "erp:000004"]
    waiting = resolved(KNOWN, first, orders=paid, fresh=True)
    after = resolved(KNOWN + NEW[1:], waiting, orders=paid)
    assert touched(after)
    assert ["crm:000004"] in accounts(after)
    pair = rows(after, Table.IDENTITY_PAIRS)["crm:000004", "erp:000004"]
    assert pair["decision"] == "waiting"


def test_changes_add_up_until_they_are_too_many(resolved: Resolved) -> None:
    most = int(MOST * len(KNOWN))
    first = [keyed("web", n) for n in range(1_000, 1_000 + most)]
    made = resolved(KNOWN + first, resolved(KNOWN))
    assert f"{most} new keys" in touched(made)
    more = resolved([*KNOWN, *first, keyed("web", 2_000)], made)
    assert not touched(more)
    again = resolved([*KNOWN, *first, keyed("web", 2_000)], more)
    assert "no changed keys touched 0 of" in touched(again)


@pytest.mark.parametrize("other", [{"fresh": True}, {"code": "new"}, {"matcher": "exact"}])
def test_what_was_learnt_otherwise_is_not_used(resolved: Resolved, other: Record) -> None:
    assert not touched(resolved(KNOWN + NEW, resolved(KNOWN), **other))


def test_few_keys_leave_no_basis(resolved: Resolved, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(basis, "SMALLEST", len(KNOWN) + 1)
    before = resolved(KNOWN)
    assert [before.context.rows[table] for table in BASIS] == [0] * len(BASIS)
    assert not touched(resolved(KNOWN, before))


def test_the_basis_is_handed_on_as_it_is(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    after = resolved(KNOWN + NEW, before)
    for table in BASIS:
        files = [made.context.folder / f"{table}.parquet" for made in (before, after)]
        assert files[0].read_bytes() == files[1].read_bytes()


def test_the_same_history_gives_the_same_bytes(resolved: Resolved) -> None:
    before = resolved(KNOWN)
    made = [resolved(records, before) for records in (KNOWN + NEW, NEW[::-1] + KNOWN[::-1])]
    for table in (Table.IDENTITY, Table.IDENTITY_EVENTS, Table.IDENTITY_PAIRS):
        first, second = (m.context.folder / f"{table}.parquet" for m in made)
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (Changes(100, 1, 2, 3), "1 new, 2 changed and 3 gone"),
        (Changes(100, 0, 2, 0), "2 changed"),
        (Changes(100, 0, 0, 0), "no changed"),
    ],
)
def test_changes_in_words(changes: Changes, words: str) -> None:
    assert str(changes) == words
