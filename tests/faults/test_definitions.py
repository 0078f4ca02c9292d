"""Whatever stands in a YAML file, `check` and `run` say what is wrong, where, and what is valid."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]
RULES = "method: rules\nsegments:\n  - {name: Large, where: '%s'}\n"
_LETTERS = "abcdefgh"
BOMB = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{after}: &{after} [{', '.join(['*' + before] * 10)}]\n"
    for before, after in pairwise(_LETTERS)
)

# what is wrong: file, its content, what the message must say
BAD: dict[str, tuple[str, str | bytes, tuple[str, ...]]] = {
    "syntax": ("segmentations/rfm.yaml", "method: [rfm\n", ("line 2", "not valid YAML")),
    "tabs": ("segmentations/rfm.yaml", "method: rfm\n\tgroups: 3\n", ("line 2", "tab")),
    "two documents": ("segmentations/rfm.yaml", "method: rfm\n---\na: 1\n", ("line 2", "YAML")),
    "a list": ("segmentations/rfm.yaml", "- a\n", ("line 1", "mapping", "`name: value`")),
    "nothing": ("segmentations/rfm.yaml", "", ("'method' is missing", "Add `method: …`")),
    "duplicate key": ("segmentations/rfm.yaml", "method: rfm\nmethod: rules\n", ("line 2", "dup")),
    "Python object": (
        "segmentations/rfm.yaml", "method: !!python/object/apply:os.system ['id']\n",
        ("line 1", "'method' must be a text"),
    ),
    "null character": ("segmentations/rfm.yaml", "method: r\0fm\n", ("not valid YAML",)),
    "bomb": ("segmentations/rfm.yaml", BOMB + "method: rfm\n", ("too many values", "100,000")),
    "circle": ("segmentations/rfm.yaml", "method: rfm\nmap: &x\n  y: *x\n", ("rfm.yaml", "'map'")),
    "deep": (
        "segmentations/rfm.yaml", "method: rfm\nmap: " + "[" * 90 + "]" * 90 + "\n",
        ("nested too deeply", "40 levels"),
    ),
    "very deep": (
        "segmentations/rfm.yaml", "method: rfm\nmap: " + "{a: " * 2000 + "1" + "}" * 2000,
        ("not valid YAML",),
    ),
    "huge": ("segmentations/rfm.yaml", "#" * 2_000_001, ("too large", "2,000,000 bytes")),
    "cp1252": ("segmentations/rfm.yaml", "title: Größe\n".encode("cp1252"), ("Save it as UTF-8",)),
    "UTF-16": ("segmentations/rfm.yaml", "title: Größe\n".encode("utf-16"), ("Save it as UTF-8",)),
    "unknown key": (
        "segmentations/rfm.yaml", "method: rfm\ngroupz: 3\n",
        ("segmentations/rfm.yaml", "'groupz' means nothing", "Did you mean 'groups'?"),
    ),
    "unknown setting": (
        "segmentry.yaml", "name: x\ncurency: EUR\n", ("line 2", "Did you mean 'currency'?"),
    ),
    "unknown word of a field": (
        "sources/customers.yaml",
        "source: files\npath: a.csv\ntables:\n  accounts:\n    fields:\n"
        "      key: {colum: id}\n",
        ("line 6", "'colum' means nothing", "Did you mean 'column'?"),
    ),
    "wrong type": (
        "segmentations/rfm.yaml", "method: rfm\ngroups: many\n",
        ("'groups' must be a whole number", "'many'"),
    ),
    "list for a text": ("segmentry.yaml", "name: [1]\n", ("line 1", "'name' must be a text")),
    "number for a mapping": (
        "sources/customers.yaml", "source: files\npath: a\ntables: 5\n", ("line 3", "'tables'"),
    ),
    "number for a path": (
        "sources/customers.yaml", "source: files\npath: 5\ntables: {}\n",
        ("sources/customers.yaml", "'path' must be a text", "delimiter"),
    ),
    "no day": ("segmentry.yaml", "name: x\nas_of: soon\n", ("line 2", "a day such as 2026-03-31")),
    "no zone": ("segmentry.yaml", "name: x\ntime_zone: Mars/Base\n", ("line 2", "Europe/Berlin")),
    "no currency": ("segmentry.yaml", "name: x\ncurrency: XXQ\n", ("line 2", "XXQ", "EUR")),
    "threads": ("segmentry.yaml", "name: x\nengine: {threads: 99999}\n", ("at most 256",)),
    "name in capitals": ("segmentations/RFM x.yaml", "method: rfm\n", ("'name'", "[a-z]")),
    "unknown method": ("segmentations/rfm.yaml", "method: rmf\n", ("Did you mean 'rfm'?",)),
    "unknown source": ("sources/customers.yaml", "source: filez\ntables: {}\n", ("'files'?",)),
    "unknown variable": (
        "segmentations/sales.yaml", RULES % "employes > 5",
        ("segmentations/sales.yaml", "'employes'", "Did you mean 'employees'?"),
    ),
    "unknown field": (
        "sources/customers.yaml",
        "source: files\npath: exports/customers.csv\ntables:\n  accounts:\n"
        "    fields: {key: id, nam: name}\n",
        ("tables.accounts", "Did you mean 'name'?"),
    ),
    "unknown table": (
        "sources/customers.yaml",
        "source: files\npath: exports/customers.csv\ntables:\n  acounts:\n    fields: {key: id}\n",
        ("Did you mean 'accounts'?",),
    ),
    "name twice": ("segmentations/rfm.yml", "method: rfm\n", ("rfm.yml", "already", "rfm.yaml")),
    "shipped name": (
        "variables/a.yaml", "\naov: {expression: employees + 1}\n",
        ("variables/a.yaml, line 2", "'aov' is the name", "another name"),
    ),
    "name of the profile": (
        "variables/a.yaml", "account_id: {expression: employees + 1}\n",
        ("variables/a.yaml, line 1", "'account_id' is the name"),
    ),
    "defined in circles": (
        "variables/a.yaml", "x: {expression: y + 1}\ny: {expression: x + 1}\n",
        ("variables/a.yaml, line 1", "through one another: x, y"),
    ),
    "defined by itself": (
        "variables/a.yaml", "x: {expression: x + 1}\n", ("variables/a.yaml", "themselves", "x"),
    ),
    "no settings": ("variables/a.yaml", "x: 5\n", ("'x' has no settings", "`expression: …`")),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(BAD))
def test_a_bad_definition_is_told(shop: Path, command: Command, case: str) -> None:
    name, content, words = BAD[case]
    path = shop / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    for told in (command("check", "-w", shop), command("run", "-w", shop)):
        assert told.code == 2, told.said
        assert not [w for w in (*words, Path(name).name) if w not in told.said], told.said


def test_every_error_is_told_at_once(shop: Path, command: Command) -> None:
    for name in ("unknown method", "unknown table", "no zone"):
        file, content, _ = BAD[name]
        (shop / file).write_text(str(content), encoding="utf-8")
    told = command("check", "--json", "-w", shop)
    assert told.code == 2
    assert [e["where"].split(",")[0] for e in told.json] == [
        "segmentry.yaml", "sources/customers.yaml", "segmentations/rfm.yaml",
    ]  # fmt: skip


def test_two_files_may_not_define_one_variable(shop: Path, command: Command) -> None:
    for name in ("a", "b"):
        (shop / "variables" / f"{name}.yaml").write_text("x: {expression: employees + 1}\n")
    told = command("run", "-w", shop)
    assert told.code == 2
    assert "variables/b.yaml 'x' is already defined in variables/a.yaml" in told.said


def test_an_unknown_column_is_told_with_the_nearest(shop: Path, command: Command) -> None:
    path = shop / "sources" / "customers.yaml"
    path.write_text(path.read_text().replace("name: name", "name: nmae"))
    told = command("run", "-w", shop)
    assert told.code == 2
    assert re.search(r"sources/customers.yaml, line \d+, tables.accounts.fields.name", told.said)
    assert "no column called 'nmae'. Did you mean 'name'?" in told.said


def test_a_byte_order_mark_is_no_error(shop: Path, command: Command) -> None:
    (shop / "segmentations" / "rfm.yaml").write_text("\ufeffmethod: rfm\n", encoding="utf-8")
    assert command("check", "-w", shop).code == 0


@pytest.mark.parametrize(
    ("file", "content", "blamed"),
    [
        ("variables/a.yaml", "x: {expression: employees * 900000000000000000}\n", "variable 'x'"),
        ("segmentations/sales.yaml", RULES % "employees * 900000000000000000 > 5", "'sales'"),
        (
            "segmentations/sales.yaml",
            "scope: employees * 900000000000000000 > 5\n" + RULES % "employees > 5",
            "'sales'",
        ),
        (
            "segmentations/sales.yaml",
            RULES % "sum(orders, amount * 99999999999999999) > 5",
            "'sales'",
        ),
    ],
)  # fmt: skip
def test_a_number_too_large_names_the_definition(
    shop: Path, command: Command, file: str, content: str, blamed: str
) -> None:
    (shop / file).write_text(content, encoding="utf-8")
    told = command("run", "-w", shop)
    assert told.code == 2
    assert told.err.lstrip().startswith(f"✗ {file}")
    assert blamed in told.said
    assert "beyond what can be stored" in told.said


@pytest.mark.parametrize("condition", ["employees / 0 > 5", "employees % 0 = 1"])
def test_division_by_zero_is_unknown(shop: Path, command: Command, condition: str) -> None:
    (shop / "segmentations" / "sales.yaml").write_text(RULES % condition, encoding="utf-8")
    assert command("run", "-w", shop).code == 0
    rows = command("segments", "sales", "-w", shop, "--json").json
    assert [r["accounts"] for r in rows] == [0]


def test_long_names_are_taken(shop: Path, command: Command) -> None:
    name = "r" * 180
    (shop / "segmentations" / f"{name}.yaml").write_text(
        f"method: rules\nsegments:\n  - {{name: {'L' * 5000}, where: employees >= 100}}\n"
    )
    assert command("run", "-w", shop).code == 0
    rows = command("segments", name, "-w", shop, "--json").json
    assert [(len(r["segment"]), r["accounts"]) for r in rows] == [(5000, 40)]


@pytest.mark.parametrize("currency", ["euros", "E", "XXQ", "€"])
def test_init_refuses_an_unknown_currency(tmp_path: Path, command: Command, currency: str) -> None:
    told = command("init", tmp_path / "new", "--currency", currency)
    assert told.code == 2
    assert "currency" in told.said
    assert not (tmp_path / "new").exists()
