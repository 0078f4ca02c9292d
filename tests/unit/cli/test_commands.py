"""Every command says what it did, to people and to programs, and ends as documented."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from segmentry.cli import main
from segmentry.workspace import Workspace


@dataclass(frozen=True)
class Said:
    """What a command printed, and how it ended."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs `segmentry …` in this process."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["segmentry", *(str(w) for w in words)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return Said(printed.out, printed.err, code)

    return run


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {}


@pytest.fixture
def done(shop: Path, ran: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with a run; made once, since the commands here only read it."""
    if "shop" not in ran:
        with (shop / "exports" / "orders.csv").open("a") as file:
            file.write("O8000,C01,never,5\nO8001,,2025-01-01,5\n")
        Workspace(shop).run()
        ran["shop"] = Path(shutil.move(shop, tmp_path_factory.mktemp("done") / "shop"))
    return ran["shop"]


READING = {
    "segments": (),
    "variables": (),
    "quality": (),
    "rejects": (),
    "runs": (),
    "steps": (),
    "check": (),
    "profile": ("C07",),
}


@pytest.mark.parametrize("name", READING)
def test_commands_that_read_print_for_people_and_programs(
    command: Command, done: Path, name: str
) -> None:
    people = command(name, *READING[name], "-w", done)
    assert (people.code, people.err) == (0, "")
    assert len(people.out) > 20
    programs = command(name, *READING[name], "-w", done, "--json")
    assert (programs.code, programs.err) == (0, "")
    assert isinstance(programs.json, list | dict)


def test_segments_lists_figures_and_members(command: Command, done: Path) -> None:
    rows = command("segments", "-w", done, "--json").json
    assert {r["segmentation"] for r in rows} == {"rfm", "sales", "value_tiers"}
    (large,) = (r for r in rows if r["segment"] == "Large")
    members = command("segments", "sales", "Large", "-w", done, "--json").json
    assert len(members) == large["accounts"] > 2
    shown = command("segments", "sales", "Large", "-w", done, "--limit", 2).out
    assert f"{large['accounts'] - 2} more" in shown


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("segments", "rmf"), "Did you mean 'rfm'?"),
        (("segments", "sales", "Lrage"), "Did you mean 'Large'?"),
        (("profile", "Company 77 GmbH"), "Did you mean 'Company"),
        (("runs",), ""),
        (("segments", "--run", "9"), "Known: 1."),
        (("schema", "sourc"), "Did you mean 'source'?"),
    ],
)
def test_unknown_names_end_with_2_and_the_nearest(
    command: Command, done: Path, words: tuple[str, ...], hint: str
) -> None:
    where = () if words[0] == "schema" else ("-w", done)
    said = command(*words, *where)
    assert said.code == (2 if hint else 0)
    assert hint in " ".join(said.err.split())


def test_errors_for_programs_are_json(command: Command, tmp_path: Path) -> None:
    said = command("segments", "-w", tmp_path, "--json")
    assert said.code == 2
    assert set(said.json["error"]) == {"code", "what", "where", "next_step"}
    assert said.json["error"]["code"] == "workspace_not_found"


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["run", "--nope"], "No such option: --nope"),
        (["profile"], "Missing argument"),
        (["run", "--as-of", "tomorrow"], "'tomorrow' does not match the format"),
        (["segmants"], "No such command 'segmants'"),
        (["segments", "--limit", "-1"], "should be greater than or equal to 0"),
    ],
)
def test_a_command_used_wrongly_tells_programs_in_json(
    command: Command, words: list[str], what: str
) -> None:
    said = command(*words, "--json")
    assert (said.code, said.err) == (2, "")
    assert said.json["error"]["code"] == "user_error"
    assert what in said.json["error"]["what"]
    assert said.json["error"]["next_step"].endswith("--help`.")


def test_people_read_it_in_a_sentence(command: Command) -> None:
    said = command("run", "--nope")
    assert (said.code, said.out) == (2, "")
    assert "No such option: --nope" in said.err


def test_help_is_help_for_programs_too(command: Command) -> None:
    said = command("run", "--help", "--json")
    assert said.code == 0
    assert said.out.startswith("Usage: ")


ASKED_FOR_JSON = {
    **{name: words for name, words in READING.items() if name != "schema"},
    "report": (),
    "run": (),
    "freeze": ("rfm",),
    "prune": (),
}


@pytest.mark.parametrize("name", ASKED_FOR_JSON)
def test_every_command_answers_programs_in_strict_json(
    command: Command, shop: Path, name: str
) -> None:
    Workspace(shop).run()
    said = command(name, *ASKED_FOR_JSON[name], "-w", shop, "--json")
    assert (said.code, said.err) == (0, "")

    def refused(word: str) -> None:
        raise AssertionError(f"{word} is no JSON")

    assert json.loads(said.out, parse_constant=refused) is not None


def test_json_gives_numbers_as_they_are(command: Command, done: Path) -> None:
    [large] = [r for r in command("segments", "-w", done, "--json").json if r["segment"] == "Large"]
    assert isinstance(large["revenue"], float)
    assert isinstance(large["accounts"], int)
    told = command("profile", "C04", "-w", done, "--json").json
    assert told["variables"]["net_revenue"] > 1000
    assert told["variables"]["last_order_on"].startswith("2025-")
    one = command("profile", "C04", "--why", "country", "-w", done, "--json").json
    assert set(one) == set(told)
    assert {r["field"] for r in one["lineage"]} <= {"country", "*"}


@pytest.mark.parametrize("columns", [60, 80, 160])
@pytest.mark.parametrize("name", ["segments", "profile", "rejects", "variables", "quality", "runs"])
def test_no_table_is_wider_than_the_terminal_nor_cuts_a_name(
    command: Command, done: Path, monkeypatch: pytest.MonkeyPatch, name: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = command(name, *READING[name], "-w", done)
    assert max(map(len, said.out.splitlines())) <= columns
    assert "…" not in said.out
    whole = {"rejects": "unreadable_ordered_at", "variables": "purchase_frequency"}.get(name, "")
    assert whole in said.out


def test_segments_show_titles_money_and_who_is_kept_out(command: Command, shop: Path) -> None:
    customers = shop / "exports" / "customers.csv"
    rows = customers.read_text().splitlines()
    rows = [f"{row},{'competitor' if at in (1, 2) else 'customer'}" for at, row in enumerate(rows)]
    rows[0] = "id,name,country,industry,employees,relation"
    customers.write_text("\n".join(rows) + "\n")
    source = shop / "sources" / "customers.yaml"
    source.write_text(source.read_text().replace("{key: id,", "{key: id, relation: relation,"))
    Workspace(shop).run()
    said = command("segments", "sales", "-w", shop).out
    assert "sales" in said
    assert "€" in said
    assert "Kept out of all segments: 2 accounts (2 competitors)." in said
    assert "Rule" in said
    left_out = command("profile", "C00", "-w", shop).out
    assert "In none: kept out of all segments as 'competitor'." in left_out


def test_a_profile_has_labels_units_and_sections(command: Command, done: Path) -> None:
    lines = [
        " ".join(line.split()) for line in command("profile", "C04", "-w", done).out.splitlines()
    ]
    assert lines[1] == "Known as customers:C04"
    for told in ("Employees 21 people", "Country FR", "Size class small"):
        assert told in lines
    net_revenue = next(line for line in lines if line.startswith("Net revenue €"))
    assert net_revenue[-3] == "."
    assert any(line.startswith("Last order ") and line.endswith(" 2025") for line in lines)
    assert any(line.startswith("Zero: ") for line in lines)
    assert lines.index("Name and address") < lines.index("Behaviour") < lines.index("Segments")


def test_an_account_not_found_tells_how_to_name_one(command: Command, done: Path) -> None:
    said = " ".join(command("profile", "nobody at all", "-w", done).err.split())
    assert "by system:key, such as 'customers:C00'" in said
    assert command("profile", "customers:C00", "-w", done).code == 0


def test_counts_are_said_in_the_singular(command: Command, shop: Path) -> None:
    Workspace(shop).run()
    assert command("prune", "-w", shop, "--keep", 1).out == "There is nothing to remove.\n"
    command("run", "-w", shop, "--as-of", "2025-12-01", "--json")
    assert command("prune", "-w", shop, "--keep", 1).out == "1 run removed.\n"


def test_run_tells_what_it_did_and_writes_the_report(command: Command, shop: Path) -> None:
    said = command("run", "-w", shop, "--json").json
    assert (said["run"], said["rows"]["profiles"]) == (1, 60)
    assert Path(said["report"]).read_text(encoding="utf-8").startswith("<!doctype html>")
    again = command("run", "-w", shop)
    assert again.code == 0
    assert "Nothing has changed since run 1." in again.out
    dated = command("run", "-w", shop, "--as-of", "2026-06-30", "--json").json
    assert (dated["run"], dated["as_of"]) == (2, "2026-06-30")
    assert [r["run"] for r in command("runs", "-w", shop, "--json").json] == [1, 2]


def test_init_proposes_and_the_proposal_runs(command: Command, shop: Path, tmp_path: Path) -> None:
    files = [shop / "exports" / n for n in ("customers.csv", "orders.csv")]
    said = command("init", tmp_path / "new", "--from", *files, "--json")
    assert said.code == 0
    told = {(r["table"], r["field"]): r["column"] for r in said.json["sources"]}
    assert told["orders", "account"] == "customer_id"
    assert told["accounts", "key"] == "id"
    assert command("check", "-w", tmp_path / "new").code == 0
    assert command("run", "-w", tmp_path / "new", "--json").json["rows"]["orders"] == 600


def test_init_speaks_to_people(command: Command, shop: Path, tmp_path: Path) -> None:
    said = command("init", tmp_path / "new", "--from", shop / "exports" / "orders.csv")
    assert said.code == 0
    assert "orders → orders" in said.out
    assert "segmentry run -w" in said.out
    assert command("init", tmp_path / "new").code == 2


def test_init_tells_what_is_needed_before_the_first_run(command: Command, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("a,b\nx,y\nz,w\n", encoding="utf-8")
    said = command("init", tmp_path / "new", "--from", tmp_path / "odd.csv").out
    before, _, then = " ".join(said.split()).partition("Then:")
    assert "Map accounts first" in before
    assert "`as_of: 2026-06-30`" in before
    assert "segmentry run" in then
    told = command("run", "-w", tmp_path / "new")
    assert told.code == 2
    assert "`as_of: 2026-06-30`" in " ".join((told.out + told.err).split())


def test_the_fields_to_map_are_listed(command: Command) -> None:
    listed = command("schema", "fields").json
    assert listed["accounts"]["employees"]


def test_check_lists_every_error_with_its_place(command: Command, shop: Path) -> None:
    (shop / "segmentations" / "bad.yaml").write_text("method: rmf\n")
    (shop / "segmentations" / "worse.yaml").write_text(
        "method: rules\nsegments:\n  - {name: X, where: employes > 3}\n"
    )
    said = command("check", "-w", shop, "--json")
    assert said.code == 2
    by_place = {e["where"].split(",")[0]: e for e in said.json}
    assert "Did you mean 'rfm'?" in by_place["segmentations/bad.yaml"]["next_step"]
    assert "Did you mean 'employees'?" in by_place["segmentations/worse.yaml"]["next_step"]
    people = command("check", "-w", shop)
    assert people.code == 2
    assert "segmentations/bad.yaml" in people.out + people.err


def test_rejects_are_counted_listed_exported_and_replayed(
    command: Command, done: Path, tmp_path: Path
) -> None:
    said = command("rejects", "-w", done, "--json").json
    assert {(c["rule"], c["rows"]) for c in said["counts"]} == {
        ("unreadable_ordered_at", 1),
        ("no_account", 1),
    }
    one = command("rejects", "-w", done, "--rule", "no_account", "--json").json
    assert [r["line"] for r in one["rows"]] == [603]
    assert command("rejects", "-w", done, "--export", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "orders.csv").read_text().count("\n") == 3
    nothing = command("rejects", "-w", done, "--replay", tmp_path)
    assert nothing.code == 2


def test_profile_says_where_a_value_comes_from(command: Command, done: Path) -> None:
    told = command("profile", "C07", "-w", done, "--json").json
    assert told["profile"]["country"] == "FR"
    assert "customers" in command("profile", "C07", "-w", done, "--why", "country").out


def test_steps_print_the_queries(command: Command, done: Path) -> None:
    said = command("steps", "-w", done, "--sql").out
    assert said.count(";\n") > 50
    assert "-- hub: " in said


def test_report_is_written_where_one_says(command: Command, done: Path, tmp_path: Path) -> None:
    said = command("report", "-w", done, "--to", tmp_path / "r.html")
    assert said.code == 0
    assert (tmp_path / "r.html").stat().st_size > 10_000


def test_map_and_schema_need_no_workspace(command: Command) -> None:
    stages = command("map", "--json").json
    assert [s["stage"] for s in stages][:2] == ["sources", "hub"]
    assert "writes" in command("map").out
    assert set(json.loads(command("schema").out)) == {
        "workspace", "source", "variable", "segmentation", "objective", "strategy", "launch",
        "destination", "ideal_customer",
    }  # fmt: skip


def test_the_version_and_the_help(command: Command) -> None:
    assert command("--version").out.startswith("segmentry ")
    said = command("--help")
    assert said.code == 0
    for name in (*READING, "run", "init", "report", "map", "schema", "demo"):
        assert name in said.out


@pytest.mark.parametrize("words", [("nonsense",), ("run", "--as-of", "yesterday"), ("profile",)])
def test_wrong_usage_ends_with_2(command: Command, words: tuple[str, ...]) -> None:
    said = command(*words)
    assert said.code == 2
    assert "Traceback" not in said.err


def test_our_mistakes_end_with_70_and_a_file(
    command: Command, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr("segmentry.workspace.Run.query", broken)
    said = command("segments", "-w", done)
    assert said.code == 70
    assert "RuntimeError" in said.err
    assert "a secret detail" not in said.err


def test_stopping_ends_with_130(
    command: Command, done: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("segmentry.workspace.Run.query", stopped)
    said = command("segments", "-w", done)
    assert said.code == 130
    assert "intact" in said.err


def test_why_tells_how_a_variable_is_computed(command: Command, done: Path) -> None:
    said = command("profile", "C04", "--why", "net_revenue", "-w", done)
    assert "The total amount of orders where kind is sale or return" in said.out
    assert "account_orders" in said.out
    told = command("profile", "C04", "--why", "Net revenue", "-w", done, "--json").json["why"]
    assert (told["field"], told["tables"]) == ("net_revenue", ["account_orders"])


def test_why_of_what_a_variable_is_made_of_names_the_rows(command: Command, done: Path) -> None:
    told = command("profile", "C04", "--why", "size_class", "-w", done, "--json").json
    assert {r["source"] for r in told["lineage"]} == {"customers"}
    assert told["why"]["tables"] == ["profiles"]


def test_why_of_nothing_is_an_error_with_the_nearest_name(command: Command, done: Path) -> None:
    said = command("profile", "C04", "--why", "contry", "-w", done)
    assert said.code == 2
    assert "Did you mean 'country'?" in said.err
