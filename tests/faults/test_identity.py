"""Records that would lead a matcher astray: no crash, no flood of pairs, nothing lost, all told."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from segmentry.workspace import Workspace

Command = Callable[..., Any]
COLUMNS = ("id", "name", "country", "domain", "phone", "street", "registration_id", "parent")
FIELDS = {"key": "id", **{column: column for column in COLUMNS[1:]}}
SYLLABLES = [f"{a}{b}" for a in "bdfglmnprst" for b in ("a", "el", "ir", "on", "uk")]


def written(folder: Path, rows: Sequence[dict[str, str]], source: str = "crm") -> None:
    """A source of companies; columns that a row does not name are empty."""
    for part in ("exports", "sources"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / "segmentry.yaml").write_text("name: Firms\nas_of: 2026-01-01\ndefault_country: DE\n")
    lines = [",".join(row.get(column, "") for column in COLUMNS) for row in rows]
    path = folder / "exports" / f"{source}.csv"
    path.write_text("\n".join([",".join(COLUMNS), *lines]) + "\n", encoding="utf-8")
    fields = ", ".join(f"{ours}: {theirs}" for ours, theirs in FIELDS.items())
    (folder / "sources" / f"{source}.yaml").write_text(
        f"source: files\npath: exports/{source}.csv\n"
        f"tables:\n  accounts:\n    fields: {{{fields}}}\n"
    )


def name(number: int) -> str:
    """A name that shares no word with another number's."""
    first, rest = number % len(SYLLABLES), number // len(SYLLABLES)
    return (
        f"{SYLLABLES[first]}{SYLLABLES[rest]}{SYLLABLES[(first + rest) % len(SYLLABLES)]}".title()
    )


class Result:
    """What a run of the command made, and what it told."""

    def __init__(self, folder: Path, command: Command) -> None:
        told = command("identity", "run", "-w", folder, "--json")
        assert told.code == 0, told.said
        self.run = Workspace(folder).last_run
        self.notes = " ".join(n for s in ("hub", "profiles") for n in self.run.notes(s))
        self.account_of = {
            row["account_key"]: row["account_id"]
            for row in self.run.query("select account_key, account_id from identity").to_pylist()
        }
        self.pairs = self.run.rows("identity_pairs")
        self.accounts = len(set(self.account_of.values()))


@pytest.fixture
def identified(tmp_path: Path, command: Command) -> Callable[..., Result]:
    """Writes companies of one CRM and runs: `identified([{"id": "1", "name": "Elbe"}])`."""

    def run(rows: Sequence[dict[str, str]], **further: Sequence[dict[str, str]]) -> Result:
        for source, told in {"crm": rows, **further}.items():
            written(tmp_path / "firms", told, source)
        result = Result(tmp_path / "firms", command)
        keys = {f"{s}:{r['id']}" for s, told in {"crm": rows, **further}.items() for r in told}
        assert set(result.account_of) == keys
        return result

    return run


def test_columns_without_any_value(identified: Callable[..., Result]) -> None:
    found = identified([{"id": f"A{n}"} for n in range(30)])
    assert (found.accounts, found.pairs) == (30, 0)
    assert "crm: 30 companies (crm:A0 is one) tell neither name" in found.notes


def test_names_of_one_letter(identified: Callable[..., Result]) -> None:
    found = identified([{"id": f"A{n}", "name": "XYZ"[n % 3]} for n in range(300)])
    assert found.accounts == 300
    assert found.pairs < 300
    assert "name 'x' by 100, 'y' by 100, 'z' by 100" in found.notes


@pytest.mark.slow
def test_one_name_a_hundred_thousand_times(identified: Callable[..., Result]) -> None:
    many = [{"id": f"A{n}", "name": "Hansa Handel"} for n in range(100_000)]
    twice = [{"id": f"B{n}", "name": "Elbe Werft", "domain": "elbe-werft.de"} for n in range(2)]
    found = identified([*many, *twice])
    assert found.accounts == 100_001
    assert found.account_of["crm:B0"] == found.account_of["crm:B1"]
    assert found.pairs == 1
    assert "name 'hansa handel' by 100,000" in found.notes


def test_a_switchboard_and_a_web_host_that_all_share(identified: Callable[..., Result]) -> None:
    shared = {"domain": "jimdo.com", "phone": "030 1234567", "street": "Hafenstr. 11"}
    rows = [{"id": f"A{n}", "name": name(n), "country": "DE", **shared} for n in range(200)]
    found = identified([*rows, {**rows[7], "id": "B7"}])
    assert found.accounts == 200
    assert found.account_of["crm:B7"] == found.account_of["crm:A7"]
    assert found.pairs < 200
    assert "phone '+49301234567' by 201" in found.notes
    assert "domain 'jimdo.com' by 201" in found.notes
    assert "address 'hafenstr 11' by 201" in found.notes


def test_words_that_stand_for_nothing(identified: Callable[..., Result]) -> None:
    nothing = {"name": "test", "domain": "n/a", "phone": "000-000", "registration_id": "00000"}
    rows = [{"id": f"A{n}", **nothing, "street": "N/A"} for n in range(40)]
    found = identified(rows)
    assert (found.accounts, found.pairs) == (40, 0)
    aside = found.run.query(
        "select field, value, count(*) as rows from rejected where effect = 'value' "
        "group by field, value order by field"
    ).to_pylist()
    assert [(r["field"], r["value"], r["rows"]) for r in aside] == [
        ("name", "test", 40), ("phone", "000-000", 40), ("registration_id", "00000", 40),
    ]  # fmt: skip


def test_a_source_without_ids(tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "firms"
    written(folder, [{"name": name(n), "country": "DE", "phone": f"030 55{n}"} for n in range(20)])
    definition = folder / "sources" / "crm.yaml"
    definition.write_text(definition.read_text().replace("key: id, ", ""))
    assert command("check", "-w", folder).code == 0
    first = Result(folder, command)
    assert len(first.account_of) == 20
    assert "crm: it gives no ids" in first.notes
    file = folder / "exports" / "crm.csv"
    header, *lines = file.read_text().splitlines()
    moved = [*reversed(lines), f",{name(99)},DE,,,,,"]
    file.write_text("\n".join([header, *moved]) + "\n")
    second = Result(folder, command)
    assert {k: second.account_of[k] for k in first.account_of} == first.account_of
    assert len(second.account_of) == 21


def test_one_id_for_two_companies(identified: Callable[..., Result]) -> None:
    rows = [
        {"id": "A1", "name": "Elbe Werft GmbH", "domain": "elbe-werft.de"},
        {"id": "A2", "name": "Weser Kontor"},
        {"id": "A1", "name": "Schmidt Backwaren KG", "domain": "schmidt-backwaren.de"},
    ]
    found = identified(rows)
    assert "crm:A1 is 'Elbe Werft GmbH' and 'Schmidt Backwaren KG'" in found.notes
    aside = found.run.query("select line, rule from rejected where effect = 'row'").to_pylist()
    assert [(r["line"], r["rule"]) for r in aside] == [(2, "duplicate_key")]


def test_an_id_that_is_given_to_another_company(identified: Callable[..., Result]) -> None:
    known = {"id": "A2", "name": "Weser Kontor"}
    identified([{"id": "A1", "name": "Elbe Werft"}, known])
    renamed = identified([{"id": "A1", "name": "Elbe Schiffbau"}, known])
    assert "wholly different" not in renamed.notes
    found = identified([{"id": "A1", "name": "Schmidt Backwaren"}, known])
    assert "crm:A1 was 'Elbe Schiffbau' and is 'Schmidt Backwaren'" in found.notes
    assert found.account_of == renamed.account_of


def test_sources_that_differ_on_the_country(identified: Callable[..., Result]) -> None:
    same = {"name": "Nordlicht Logistik", "domain": "nordlicht.com", "phone": "+49 431 99887766"}
    found = identified(
        [{"id": "A1", "country": "DE", **same}], shop=[{"id": "7", "country": "AT", **same}]
    )
    assert found.accounts == 1
    assert f"{found.account_of['crm:A1']} is in AT by shop:7 and DE by crm:A1" in found.notes


def test_parents_that_go_round(identified: Callable[..., Result]) -> None:
    ring = [
        {"id": f"A{n}", "name": name(n), "parent": f"A{(n + 1) % 5}", "country": "DE"}
        for n in range(5)
    ]
    found = identified([*ring, {"id": "B", "name": "Selbst", "parent": "B"}])
    assert found.accounts == 6
    assert "5 accounts have parents that go round in a circle" in found.notes
    assert f"'{sorted(name(n) for n in range(5))[0]}'" in found.notes
    tree = found.run.query("select distinct level from account_tree").to_pylist()
    assert tree == [{"level": 0}]


def test_answers_that_contradict_are_shown(tmp_path: Path, command: Command) -> None:
    folder = tmp_path / "firms"
    written(folder, [{"id": i, "name": name(n), "country": "DE"} for n, i in enumerate("abcd")])
    Result(folder, command)
    said = [("a", "b", "same"), ("b", "c", "same"), ("a", "c", "different")]
    for key, other, word in said:
        told = command("identity", "answer", key, other, word, "--because", "so", "-w", folder)
        assert told.code == 0
    assert "Answers that contradict each other" in told.said
    run = command("identity", "run", "-w", folder)
    assert "1 contradiction of answers: `segmentry identity review`" in run.said
    found = Result(folder, command)
    assert "crm:a is crm:b" in found.notes
    assert "crm:a is not crm:c" in found.notes
    assert found.account_of["crm:a"] != found.account_of["crm:c"]
    assert "crm:a is not crm:c" in command("identity", "review", "-w", folder).said
    command("identity", "answer", "b", "c", "open", "--because", "taken back", "-w", folder)
    mended = Result(folder, command)
    assert "contradict" not in mended.notes
    assert mended.account_of["crm:a"] == mended.account_of["crm:b"] != mended.account_of["crm:c"]
