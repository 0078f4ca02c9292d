"""Runs a command and says what it cost: CPU seconds of the whole process tree, wall, peak memory."""

import json
import os
import resource
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Cost:
    """What a command cost; `told` is the JSON of its last line, where it printed one."""

    cpu_seconds: float
    wall_seconds: float
    peak_gb: float
    told: dict[str, float]


def cost_of(command: list[str]) -> Cost:
    """Run a command once."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{' '.join(command)} failed with {status}:\n{output}")
    return Cost(_cpu(usage), wall, usage.ru_maxrss / 1e6, _told(output))


def side_by_side(commands: dict[str, list[str]], rounds: int) -> dict[str, Cost]:
    """Run commands in turn, so that a slower hour of the machine meets all; the medians."""
    seen: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            seen[name].append(cost_of(command))
    return {name: _middle(costs) for name, costs in seen.items()}


def _middle(costs: list[Cost]) -> Cost:
    return Cost(
        median(c.cpu_seconds for c in costs),
        median(c.wall_seconds for c in costs),
        max(c.peak_gb for c in costs),
        {k: median(c.told[k] for c in costs) for k in costs[0].told},
    )


def _cpu(usage: resource.struct_rusage) -> float:
    return usage.ru_utime + usage.ru_stime


def _told(output: str) -> dict[str, float]:
    last = output.strip().splitlines()[-1:] or [""]
    return json.loads(last[0]) if last[0].startswith("{") and last[0].endswith("}") else {}
