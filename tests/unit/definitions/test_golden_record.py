"""Rules of golden records in segmentry.yaml: what is wrong is told with its line."""

from pathlib import Path

import pytest

from segmentry.definitions.load import load_all

SOURCE = "source: files\npath: a.csv\ntables:\n  accounts:\n    fields: {key: id}\n"


@pytest.fixture
def errors(tmp_path: Path) -> object:
    (tmp_path / "sources").mkdir()
    for name in ("crm", "billing"):
        (tmp_path / "sources" / f"{name}.yaml").write_text(SOURCE, encoding="utf-8")

    def of(*lines: str) -> list[str]:
        text = "\n".join(("name: x", "golden_record:", *(f"  {line}" for line in lines)))
        (tmp_path / "segmentry.yaml").write_text(text, encoding="utf-8")
        return [str(error) for error in load_all(tmp_path)[1]]

    return of


def test_rules_and_sources_are_taken(errors: object) -> None:
    assert errors("address: {rule: newest, sources: [billing, crm]}", "name: {}") == []  # type: ignore[operator]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("adress: {rule: newest}", "'adress' means nothing here. Did you mean 'address'?"),
        ("name: {rule: newset}", "must be 'believed', 'newest', 'most_common' or 'fullest'"),
        ("name: {rule: any_true}", "must be 'believed', 'newest', 'most_common' or 'fullest'"),
        ("name: {rules: newest}", "'rules' means nothing here. Did you mean 'rule'?"),
        ("name: newest", "'golden_record.name' must be lines of `name: value`"),
        ("name: {sources: crm}", "'golden_record.name.sources' must be a list"),
        ("name: {sources: [crm, biling]}", "no source called 'biling'. Did you mean 'billing'?"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(errors: object, line: str, told: str) -> None:
    (error,) = errors("phone: {rule: newest}", line)  # type: ignore[operator]
    assert error.startswith("segmentry.yaml, line 4")
    assert told in error
