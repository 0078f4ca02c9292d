"""A run may die at any instant: the last good one stays, the next one works, nothing is left."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = 50


@pytest.mark.slow
def test_killed_runs_lose_nothing(shop: Path) -> None:
    script = Path(__file__).with_name("kill_many_times.py")
    done = subprocess.run(
        [sys.executable, str(script), str(shop), str(KILLS), "11"],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told["kills"]) == KILLS
    assert all(not k["missing"] and not k["torn"] for k in told["kills"])
    # runs never vanish, and most kills fell into the work of one
    counts = [k["runs"] for k in told["kills"]]
    assert counts == sorted(counts)
    assert sum(k["orphans"] > 0 for k in told["kills"]) > KILLS // 4
    first, second = told["after"]
    assert (first["runs"], second["runs"]) == (counts[-1] + 1, counts[-1] + 2)
    for after in (first, second):
        assert after["orphans"] == after["missing"] == after["torn"] == []
    # who is who is as before an answer or as after it, and no answer is lost
    assert first["identity"] != second["identity"]
    assert {k["identity"] for k in told["kills"]} <= {first["identity"], second["identity"]}
    answers = [k["answers"] for k in told["kills"]]
    assert answers == sorted(answers)
    assert answers[-1] > 0
