"""What is possible but probably not meant is told before a run; it is no error."""

from pathlib import Path

import pytest

from segmentry.cli.app import app
from segmentry.definitions.check import check_all
from segmentry.definitions.doubts import doubts
from segmentry.workspace import open_workspace

RULES = """method: rules
segments:
  - name: Shops
    where: industry = 'Retial'
  - name: Banks
    where: industry in ('Banking') and lifecycle_stage <> 'lost'
"""


def test_before_the_first_run_nobody_knows_the_values(shop: Path) -> None:
    (shop / "segmentations" / "x.yaml").write_text(RULES, encoding="utf-8")
    assert doubts(shop) == []


def test_after_a_run_a_value_that_no_account_has_is_told(shop: Path) -> None:
    (shop / "segmentations" / "x.yaml").write_text(RULES, encoding="utf-8")
    run = open_workspace(shop).run()
    (doubt,) = doubts(shop)
    assert doubt.where == "segmentations/x.yaml, line 4, segment 'Shops', character 12"
    said = "No account has industry 'Retial'. Did you mean 'Retail'?"
    assert f"{doubt.what} {doubt.next_step}" == said
    assert check_all(shop) == []
    warned = run.query("select subject, message from warnings where code = 'unknown_value'")
    assert warned.to_pylist() == [{"subject": "x: Shops", "message": said}]


def test_a_source_that_forgot_its_system_is_told(shop: Path) -> None:
    path = shop / "sources" / "orders.yaml"
    path.write_text(path.read_text().replace("system: customers\n", ""), encoding="utf-8")
    open_workspace(shop).run()
    (doubt,) = doubts(shop)
    assert doubt.where == "sources/orders.yaml, line 1"
    assert doubt.next_step.endswith("write `system: customers`.")


def test_the_command_tells_doubts_and_is_content(
    shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (shop / "segmentations" / "x.yaml").write_text(RULES, encoding="utf-8")
    open_workspace(shop).run()
    app(["check", "-w", str(shop)], standalone_mode=False)
    said = " ".join(capsys.readouterr().out.split())
    assert "Did you mean 'Retail'?" in said
    assert "no errors" in said
    app(["check", "-w", str(shop), "--json"], standalone_mode=False)
    assert '"level": "doubt"' in capsys.readouterr().out
