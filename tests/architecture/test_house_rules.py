"""The checks of tools/: they complain about what they should, and about nothing of ours."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

BAD = {
    "names": ("src/segmentry/hub/utils.py", "", "'utils' says nothing"),
    "addresses": ("docs/a.md", "see https://py" + "pi.org/x", "names a package registry"),
    "addresses:machine": ("docs/a.md", "in /ho" + "me/me/x", "carries a path of one machine"),
    "addresses:index": ("a.cfg", "--index" + "-url x", "where packages come from"),
    "addresses:archive": ("a.md", "http://a.b/c-1.tar" + ".gz", "fetches an archive"),
    "changelog": ("changelog.d/a.added.md", "One thing. Another.", "one sentence a fragment"),
    "changelog:kind": ("changelog.d/a.news.md", "One thing.", "kinds: added"),
    "changelog:stop": ("changelog.d/a.fixed.md", "One thing", "ends in a full stop"),
    "code": ("src/segmentry/a.py", "x.fetchone()", "use fetchall"),
    "code:hash": ("src/segmentry/a.py", "x = hash(y)", "use md5"),
    "code:today": ("src/segmentry/kpis/a.py", "date.today()", "never from today"),
    "code:todo": ("src/segmentry/a.py", "# TO" + "DO later", "finish it"),
}
CHECKS = sorted(path.stem for path in (ROOT / "tools").glob("check_*.py"))


def _run(check: str, *paths: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    tool = ROOT / "tools" / f"check_{check}.py"
    return subprocess.run(
        [sys.executable, str(tool), *paths], cwd=cwd, capture_output=True, text=True
    )


@pytest.mark.parametrize("case", sorted(BAD))
def test_check_complains(case: str, tmp_path: Path) -> None:
    name, content, complaint = BAD[case]
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = _run(case.split(":")[0], name, cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert complaint in done.stdout


@pytest.mark.parametrize("check", [c.removeprefix("check_") for c in CHECKS])
def test_the_house_keeps_its_rules(check: str) -> None:
    done = _run(check, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_today_is_allowed_outside_computations(tmp_path: Path) -> None:
    (tmp_path / "segmentry").mkdir()
    (tmp_path / "segmentry" / "cli.py").write_text("date.today()", encoding="utf-8")
    assert _run("code", "segmentry/cli.py", cwd=tmp_path).returncode == 0


def test_every_check_is_a_hook() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert [c for c in CHECKS if f"tools/{c}.py" not in hooks] == []
