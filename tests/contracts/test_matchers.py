"""What every matcher promises, ours and installed ones."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from importlib.util import module_from_spec, spec_from_file_location
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest

from segmentry.model.answers import DIFFERENT, SAME
from segmentry.model.definitions import Definitions, IdentitySettings, WorkspaceSettings
from segmentry.model.tables import SCHEMAS, Table
from segmentry.profiles.answers import answered
from segmentry.profiles.identity import resolve
from segmentry.profiles.matchers import MATCHERS
from segmentry.profiles.matchers.base import PAIRS
from segmentry.workspace import Workspace

_SPEC = spec_from_file_location("bench", Path(__file__).parents[1] / "unit" / "conftest.py")
assert _SPEC is not None
assert _SPEC.loader is not None
_BENCH = module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BENCH)
bench, known_twice = _BENCH.bench, _BENCH.known_twice

Record = dict[str, Any]
Clusters = dict[str, str]
_SYLLABLES = [a + b for a, b in product("bdfgklmnprstvz", "aeiou")]


def firm(number: int) -> Record:
    """What is told of a company."""
    drawn = Random(number)
    first, second = ("".join(drawn.choices(_SYLLABLES, k=4)) for _ in range(2))
    return {
        "name_key": f"{first} {second}",
        "domain": f"{first}-{second}.com",
        "registration_id": f"DE{drawn.randrange(100_000_000, 999_999_999)}",
        "phone_key": f"+4930{drawn.randrange(1_000_000, 9_999_999)}",
        "street_key": f"{second} {drawn.randrange(1, 99)}",
        "postal_code": f"{drawn.randrange(10_000, 10_200)}",
        "city": _SYLLABLES[drawn.randrange(20)],
        "country": "DE",
    }


def keyed(system: str, number: int, **said: object) -> Record:
    return {"account_key": f"{system}:{number:04}", **said}


# 200 companies, 100 of them in two systems
KNOWN = [keyed("crm", n, **firm(n)) for n in range(200)]
KNOWN += [keyed("erp", n, **firm(n)) for n in range(0, 200, 2)]
NOTHING = dict.fromkeys(firm(0))


@pytest.fixture(params=sorted(MATCHERS.all))
def matcher(request: pytest.FixtureRequest) -> str:
    if request.param == "splink":
        request.getfixturevalue("splink_installed")
    return str(request.param)


@pytest.fixture
def loaded(bench: Callable[..., Any], matcher: str) -> Callable[..., Any]:
    """A bench that knows these records, and whose workspace asks for the matcher."""

    def load(records: Iterable[Record]) -> Any:
        made = bench()
        workspace = WorkspaceSettings(name="test", identity=IdentitySettings(matcher=matcher))
        made.context.definitions = Definitions(workspace=workspace)
        rows = [{"source": "x", "line": n, **r} for n, r in enumerate(records)]
        made.context.load(Table.ACCOUNT_RECORDS, SCHEMAS[Table.ACCOUNT_RECORDS].columns, rows)
        made.context.rows[Table.ACCOUNT_RECORDS] = len(rows)
        return made

    return load


@pytest.fixture
def clustered(loaded: Callable[..., Any], matcher: str) -> Callable[[Iterable[Record]], Clusters]:
    """The cluster of every key."""

    def cluster(records: Iterable[Record]) -> Clusters:
        made = loaded(records)
        keys = f"select distinct account_key from {Table.ACCOUNT_RECORDS}"
        made.context.keep("account_keys", "every key", keys)
        MATCHERS.get(matcher)().clusters(made.context, "account_keys")
        rows = made.rows("select account_key, cluster from clusters")
        found = {r["account_key"]: r["cluster"] for r in rows}
        assert len(found) == len(rows)
        return found

    return cluster


def members(clusters: Clusters) -> list[list[str]]:
    """The keys of each cluster that has more than one."""
    together = defaultdict(list)
    for key, cluster in sorted(clusters.items()):
        together[cluster].append(key)
    return [keys for keys in together.values() if len(keys) > 1]


def test_every_key_is_in_one_cluster_that_its_smallest_key_names(clustered: Any) -> None:
    found = clustered([*KNOWN, keyed("web", 1, **NOTHING), keyed("web", 1, **firm(0))])
    assert set(found) == {r["account_key"] for r in KNOWN} | {"web:0001"}
    together = members(found)
    assert len(together) >= 100
    assert all(found[keys[0]] == keys[0] for keys in together)


def test_what_agrees_in_everything_is_one_and_what_agrees_in_nothing_is_not(clustered: Any) -> None:
    pairs = [[f"crm:{n:04}", f"erp:{n:04}"] for n in range(0, 200, 2)]
    assert members(clustered(KNOWN)) == pairs


def test_the_order_of_the_records_does_not_matter(clustered: Any) -> None:
    mixed = list(KNOWN)
    Random(3).shuffle(mixed)
    assert clustered(KNOWN) == clustered(reversed(KNOWN)) == clustered(mixed)


@pytest.mark.parametrize(
    "records",
    [[], [keyed("crm", 1, **firm(1))], [keyed("crm", n) for n in range(90)]],
    ids=["none", "one", "many that tell nothing"],
)
def test_little_or_nothing_to_compare(clustered: Any, records: Sequence[Record]) -> None:
    assert clustered(records) == {r["account_key"]: r["account_key"] for r in records}


def test_those_that_tell_nothing_stay_alone_among_others(clustered: Any) -> None:
    found = clustered([*KNOWN, *(keyed("web", n, **NOTHING) for n in range(90))])
    assert [keys for keys in members(found) if any(k.startswith("web") for k in keys)] == []


def test_a_parent_and_its_subsidiary_stay_apart(clustered: Any) -> None:
    same = firm(900)
    found = clustered(
        [*KNOWN, keyed("crm", 900, **same), keyed("crm", 901, **same, parent_key="crm:0900")]
    )
    assert found["crm:0901"] == "crm:0901"


def test_answers_hold(loaded: Any) -> None:
    made = loaded(KNOWN)
    at = datetime(2026, 1, 1)
    made.context.answers = [
        answered("crm:0000", "erp:0000", DIFFERENT, because="two firms", by="Ana", at=at),
        answered("crm:0001", "crm:0003", SAME, because="renamed", by="Ana", at=at),
    ]
    made.run(resolve)
    rows = made.rows(f"select account_key, account_id from {Table.IDENTITY}")
    ids = {r["account_key"]: r["account_id"] for r in rows}
    assert ids["crm:0000"] != ids["erp:0000"]
    assert ids["crm:0001"] == ids["crm:0003"]
    assert ids["crm:0002"] == ids["erp:0002"]


def test_every_pair_has_its_weight_and_its_words(loaded: Any, matcher: str) -> None:
    made = loaded(KNOWN)
    made.context.keep("account_keys", "", f"select account_key from {Table.ACCOUNT_RECORDS}")
    MATCHERS.get(matcher)().clusters(made.context, "account_keys")
    rows = made.rows(f"select * from {PAIRS}")
    told = {(r["account_key"], r["other_key"]) for r in rows if r["weight"] > 0}
    assert {(f"crm:{n:04}", f"erp:{n:04}") for n in range(0, 200, 2)} <= told
    assert len({(r["account_key"], r["other_key"]) for r in rows}) == len(rows)
    assert [r for r in rows if not r["words"] or r["is_never"] is None] == []
    assert [r for r in rows if r["account_key"] >= r["other_key"]] == []


def test_a_whole_run_explains_and_asks(known_twice: Path, matcher: str) -> None:
    settings = known_twice / "segmentry.yaml"
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"identity: {{matcher: {matcher}}}\n")
    workspace = Workspace(known_twice)
    workspace.run()
    told = workspace.identity.explain("crm:D3")["keys"]
    assert [row["account_key"] for row in told] == ["crm:D3", "crm:D5"]
    assert all(row["evidence"] for row in told)
    asked = workspace.identity.ask(5)
    for question in asked:
        workspace.identity.answer(
            question["account_key"], question["other_key"], DIFFERENT, because="two firms"
        )
    again = workspace.run()
    rows = again.query(f"select account_key, account_id from {Table.IDENTITY}").to_pylist()
    ids = {row["account_key"]: row["account_id"] for row in rows}
    assert [q for q in asked if ids[q["account_key"]] == ids[q["other_key"]]] == []
