"""Text of strangers stays text: no SQL, no file, no terminal, no markup follows from it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
RULES = "method: rules\nsegments:\n  - {name: Large, where: %s}\n"
INJECTIONS = (
    "read_csv('/etc/passwd') is not null",
    "(select count(*) from profiles) > 0",
    "employees in (select 1)",
    "employees > 5; drop table profiles",
    "employees > 5 union select 1",
    "getenv('HOME') = 'x'",
    "exists (select 1)",
    "employees > 5 -- and 1 = 1\n or true; --",
    "pragma_version() is null",
    "name = 'x' || (select content from read_text('/etc/passwd'))",
    '"employees" > 5 and "x""; drop table profiles; --" = 1',
    "employees::read_blob > 5",
    "list_transform([1], x -> x)[1] = 1",
    "count(orders, amount > (select 1)) > 1",
    "count(read_csv, amount > 1) > 1",
    "$1 = 2",
    "employees > 5 and current_setting('temp_directory') <> ''",
)
NASTY = "x\"; drop table orders; --' or 1=1"


@pytest.mark.parametrize("condition", INJECTIONS)
def test_conditions_reach_no_engine_as_text(shop: Path, command: Command, condition: str) -> None:
    (shop / "segmentations" / "sales.yaml").write_text(RULES % json.dumps(condition))
    told = command("check", "-w", shop)
    assert told.code == 2
    assert "segmentations/sales.yaml" in told.said
    assert "root:" not in told.said
    (shop / "segmentations" / "sales.yaml").unlink()
    (shop / "variables" / "a.yaml").write_text(f"x: {{expression: {json.dumps(condition)}}}\n")
    assert command("check", "-w", shop).code == 2


@pytest.mark.parametrize("name", [NASTY, "../../escape", "[red]x[/red]", "\\", "a\\u0000b"])
def test_names_of_segments_are_only_names(shop: Path, command: Command, name: str) -> None:
    (shop / "segmentations" / "sales.yaml").write_text(
        f"method: rules\nsegments:\n  - {{name: {json.dumps(name)}, where: employees >= 100}}\n"
    )
    assert command("run", "-w", shop).code == 0
    rows = command("segments", "sales", "-w", shop, "--json").json
    assert [(r["segment"], r["accounts"]) for r in rows] == [(name, 40)]
    assert len(command("segments", "sales", name, "-w", shop, "--json").json) == 40
    assert name in command("segments", "sales", "-w", shop).said


def test_a_source_file_of_any_name(shop: Path, command: Command) -> None:
    for name in ('x"; drop--', "it's", "semi;colon", "per%20cent", "--flag", "[red]r[red]", "a.b"):
        text = (shop / "sources" / "orders.yaml").read_text()
        (shop / "sources" / f"{name}.yaml").write_text(text)
    told = command("run", "-w", shop)
    if told.code == 0:
        rows = command("run", "-w", shop, "--json").json["rows"]
        assert sum(n for name, n in rows.items() if name.startswith("records/")) == 60 + 8 * 600
    else:
        assert told.code == 2
        assert "sources/" in told.said
        assert "'name' must fit the pattern" in told.said


def test_columns_of_any_name(shop: Path, command: Command) -> None:
    columns = [NASTY, "select", "ünï cödé", "a'b", "[red]", "%s", "{x}", "_file"]
    header = ",".join('"' + c.replace('"', '""') + '"' for c in columns)
    (shop / "exports" / "customers.csv").write_text(
        f"id,{header}\n" + "".join(f"C{i:02},A{i},b,c,d,e,f,g,h\n" for i in range(60))
    )
    (shop / "sources" / "customers.yaml").write_text(
        "source: files\npath: exports/customers.csv\ntables:\n  accounts:\n    fields:\n"
        f"      {{key: id, name: {json.dumps(NASTY)}}}\n    attributes:\n"
        f"      {json.dumps(NASTY)}: select\n      '%s': ünï cödé\n      own: '{{x}}'\n"
    )
    assert command("run", "-w", shop).code == 0
    found = command("profile", "C03", "-w", shop, "--json").json
    assert found["profile"]["label"] == "A3"
    assert "own" in found["variables"]


def test_constants_and_values_are_only_text(shop: Path, command: Command) -> None:
    (shop / "sources" / "customers.yaml").write_text(
        "source: files\npath: exports/customers.csv\ntables:\n  accounts:\n    fields:\n"
        f"      key: id\n      relation: {{constant: {json.dumps(NASTY)}}}\n"
        f"      stage: {{column: industry, values: {{{json.dumps(NASTY)}: a, Retail: "
        f"{json.dumps(NASTY)}}}}}\n"
    )
    assert command("run", "-w", shop).code == 0
    profile = command("profile", "C02", "-w", shop, "--json").json["profile"]
    assert [profile["relation"].lower(), profile["stage"].lower()] == [NASTY.lower()] * 2


@pytest.mark.parametrize("form", [NASTY, "%", "%Q", "", "%Y'); drop table orders; --"])
def test_date_formats_are_only_formats(shop: Path, command: Command, form: str) -> None:
    path = shop / "sources" / "orders.yaml"
    given = f"ordered_at: {{column: order_date, formats: [{json.dumps(form)}]}}"
    path.write_text(path.read_text().replace("ordered_at: order_date", given))
    told, ran = command("check", "-w", shop), command("run", "-w", shop)
    assert ran.code == 2
    if told.code == 2:
        for said in (told.said, ran.said):
            assert "sources/orders.yaml, line 7, tables.orders.fields.ordered_at" in said
            assert f"'{form}' is no date format" in said
    else:  # a format that no day is written in
        assert "No source has a row with a readable date" in ran.said


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/etc/passwd", "lies outside the workspace"),
        ("../../../etc/passwd", "lies outside the workspace"),
        ("lists/../../secret.csv", "lies outside the workspace"),
        ("lists/none.csv", "There is no list"),
        ("lists/x'; drop--.csv", "There is no list"),
    ],
)
def test_lists_are_read_from_the_workspace_only(
    shop: Path, command: Command, path: str, words: str
) -> None:
    (shop.parent / "secret.csv").write_text("company\nC01\n")
    (shop / "segmentations" / "pilots.yaml").write_text(
        f"method: list\nfile: {json.dumps(path)}\ncolumn: company\n"
    )
    told = command("run", "-w", shop)
    assert told.code == 2
    assert words in told.said


def test_what_a_list_names_is_only_text(shop: Path, command: Command) -> None:
    with (shop / "segmentry.yaml").open("a", encoding="utf-8") as settings:
        settings.write("privacy_floor: 1\n")
    (shop / "lists").mkdir()
    (shop / "lists" / "pilots.csv").write_text(
        f'company,segment\nCompany 01 GmbH,"{NASTY.replace(chr(34), chr(34) * 2)}"\n'
        '"x\'; drop table orders; --",B\n'
    )
    (shop / "segmentations" / "pilots.yaml").write_text(
        "method: list\nfile: lists/pilots.csv\ncolumn: company\nmatch_by: name\n"
        "segment_column: segment\n"
    )
    assert command("run", "-w", shop).code == 0
    rows = command("segments", "pilots", "-w", shop, "--json").json
    assert {r["segment"]: r["accounts"] for r in rows}[NASTY] == 1


@pytest.mark.parametrize("name", [NASTY, "x' or 1=1 --", "'; select 1; --", "%", "\\"])
def test_names_on_the_command_line_are_only_names(shop: Path, command: Command, name: str) -> None:
    assert command("run", "-w", shop).code == 0
    for told in (
        command("profile", name, "-w", shop),
        command("segments", name, "-w", shop),
        command("segments", "rfm", name, "-w", shop),
    ):
        assert told.code == 2
        assert f"called '{name}'" in told.said
    assert command("rejects", "--rule", name, "--source", name, "-w", shop).code == 0


STEERING = "\x1b[31mred\x1b]0;title\x07\x9b2J\x08\r\u202etxt.exe"


def _company(shop: Path, name: str) -> None:
    with (shop / "exports" / "customers.csv").open("a", encoding="utf-8") as file:
        file.write(f"N1,{name},DE,{name},5\n")


def _unsafe(text: str) -> list[str]:
    return [c for c in text if (ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 or c == "\u202e"]


def test_no_escape_sequence_reaches_the_terminal(shop: Path, command: Command) -> None:
    _company(shop, STEERING.replace("\r", ""))
    (shop / "segmentations" / "sales.yaml").write_text(
        f"title: {json.dumps(STEERING)}\nmethod: rules\nsegments:\n"
        f"  - {{name: {json.dumps(STEERING)}, where: true}}\n"
    )
    for arguments in (
        ("run",), ("segments",), ("segments", "sales", STEERING), ("profile", "N1"), ("rejects",),
        ("quality",), ("variables",), ("steps", "--sql"), ("segments", STEERING),
        ("profile", STEERING), ("check",), ("segments", "--json"), ("profile", "N1", "--json"),
        ("profile", "N1", "--why", STEERING),
    ):  # fmt: skip
        told = command(*arguments, "-w", shop)
        assert not _unsafe(told.out + told.err), (arguments, told)


def test_errors_steer_no_terminal(shop: Path, command: Command) -> None:
    (shop / "segmentations" / "sales.yaml").write_text(f"method: {json.dumps(STEERING)}\n")
    for arguments in (("check",), ("run",), ("check", "--json"), ("run", "--json")):
        told = command(*arguments, "-w", shop)
        assert told.code == 2
        assert not _unsafe(told.out + told.err)


def test_markup_is_printed_as_it_is(shop: Path, command: Command) -> None:
    _company(shop, "[red]x[/red] [/] [link=a]b")
    (shop / "segmentry.yaml").write_text("name: '[bold]Shop[/bold] [/]'\ncurrency: EUR\n")
    (shop / "segmentations" / "sales.yaml").write_text(
        RULES.replace("Large", "'[red]Large[/red]'") % "'true'"
    )
    assert "[bold]Shop[/bold] [/]" in command("run", "-w", shop).said
    assert "[red]Large[/red]" in command("segments", "-w", shop).said
    assert "[red]x[/red] [/] [link=a]b" in command("profile", "N1", "-w", shop).said
    assert "'[red]y[/red]'" in command("profile", "[red]y[/red]", "-w", shop).said
    (shop / "segmentations" / "sales.yaml").write_text("method: '[red]z[/red]'\n")
    assert "'[red]z[/red]'" in command("check", "-w", shop).said


def test_json_always_parses(shop: Path, command: Command) -> None:
    _company(shop, STEERING.replace("\r", "") + "\u2028\ufeff[red]")
    with (shop / "exports" / "orders.csv").open("a") as file:
        file.write("O9,C01,2025-01-01,nan\nO8,C01,x,5\n")
    arguments: tuple[tuple[str, ...], ...] = (
        ("run",), ("runs",), ("check",), ("segments",), ("segments", "rfm", "Champions"),
        ("variables",), ("quality",), ("rejects",), ("profile", "N1"), ("steps",),
    )  # fmt: skip
    for words in arguments:
        told = command(*words, "-w", shop, "--json")
        assert (told.code, told.err) == (0, ""), words
        json.loads(told.out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    for words in (("segments", "nope"), ("profile", "nope"), ("segments", "--run", "99")):
        told = command(*words, "-w", shop, "--json")
        assert told.code == 2
        assert set(told.json["error"]) == {"code", "what", "where", "next_step"}
