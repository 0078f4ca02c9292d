"""YAML files are read with the line of every part, and mistakes are told with their place."""

from pathlib import Path

import pytest

from segmentry.definitions.yaml_file import LARGEST_BYTES, plain, read_yaml, validated
from segmentry.errors import InvalidDefinition
from segmentry.model.definitions import WorkspaceSettings

TEXT = """\
name: Acme
engine:
  threads: 2
size_bands:
  - name: small
    lowest: 1
  - {name: large, lowest: 10}
"""


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "segmentry.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ([], 1),
        (["name"], 1),
        (["engine"], 2),
        (["engine", "threads"], 3),
        (["size_bands", 0, "lowest"], 6),
        (["size_bands", 1, "name"], 7),
        (["engine", "nothing"], 2),
        (["size_bands", 9], 4),
    ],
)
def test_every_part_knows_its_line(tmp_path: Path, path: list[str | int], line: int) -> None:
    file = read_yaml(written(tmp_path, TEXT), tmp_path)
    assert file.line(path) == line
    assert file.place(path) == f"segmentry.yaml, line {line}"


def test_an_empty_file_is_an_empty_definition(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, "# nothing\n"), tmp_path).content == {}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("name: [1, 2\n", "segmentry.yaml, line"),
        ("name: a\n\tx: 1\n", "segmentry.yaml, line 2"),
        ("name: a\nname: b\n", "segmentry.yaml, line 2"),
        ("- a\n- b\n", "segmentry.yaml, line 1"),
        ("just words\n", "segmentry.yaml, line 1"),
        ("name: \x00\n", "segmentry.yaml"),
        (b"name: \xff\xfe\n", "segmentry.yaml"),
        ("a: *nobody\n", "segmentry.yaml, line 1"),
    ],
)
def test_what_is_no_definition_is_told_with_its_place(
    tmp_path: Path, text: str | bytes, where: str
) -> None:
    with pytest.raises(InvalidDefinition) as error:
        read_yaml(written(tmp_path, text), tmp_path)
    assert error.value.where.startswith(where)
    assert "ruamel" not in str(error.value)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, "a: " + "x" * LARGEST_BYTES)
    with pytest.raises(InvalidDefinition, match="too large"):
        read_yaml(path, tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name: A\ncurrancy: EUR\n", 2, "Did you mean 'currency'?"),
        ("name: A\ncurrency: euro\n", 2, "'euro'"),
        ("currency: EUR\n", 1, "'name' is missing"),
        ("name: A\ntime_zone: Mars/Olympus\n", 2, "Europe/Berlin"),
        ("name: A\nengine:\n  threads: 0\n", 3, "threads"),
        ("name: A\nprivacy_floor: many\n", 2, "privacy_floor"),
    ],
)
def test_wrong_settings_are_told_with_line_and_advice(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    file = read_yaml(written(tmp_path, text), tmp_path)
    with pytest.raises(InvalidDefinition) as error:
        validated(WorkspaceSettings, plain(file.content), file)
    assert error.value.where == f"segmentry.yaml, line {line}"
    assert said in str(error.value)
