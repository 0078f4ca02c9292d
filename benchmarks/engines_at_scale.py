"""The same workspace on DuckDB and on Spark, from one to a hundred million order lines.

Usage: engines_at_scale.py [--lines N ...] [--engines NAME ...] [--minutes M]. It takes hours for all,
so it is no part of `make bench`; what is measured is kept, and benchmarks/ENGINES.md is written anew
from all of it. Spark runs in the environment .spark (`make test spark=1` makes it).
"""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from workspace_at_scale import make

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "work"
KEPT = WORK / "engines.json"
PYTHONS = {"duckdb": sys.executable, "spark": str(ROOT / ".spark" / "bin" / "python")}
SETTINGS = {
    "duckdb": "engine: {name: duckdb, memory_limit: 4GB}\n",
    "spark": "engine: {name: spark, url: 'local[2]', memory_limit: 8GB}\n",
}
LINES = (1_000_000, 10_000_000, 100_000_000)
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Measured:
    """One run: how long, how much memory all its processes held at most, seconds by stage."""

    engine: str
    lines: int
    accounts: int
    seconds: float
    peak_gb: float
    stages: dict[str, float]
    stopped: bool = False
    """Whether it was stopped because it took too long."""


def measure(engine: str, lines: int, minutes: float) -> Measured:
    accounts = min(lines // 10, 1_000_000)
    folder = workspace(engine, accounts, lines)
    command = [PYTHONS[engine], "benchmarks/product_alone.py"]
    command += ["run", "--fresh", "--json", "-w", str(folder)]
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True,
                               start_new_session=True)  # fmt: skip
    while process.poll() is None and time.perf_counter() - start < minutes * 60:
        peak = max(peak, resident_bytes(process.pid))
        time.sleep(0.5)
    seconds, is_stopped = time.perf_counter() - start, process.poll() is None
    if is_stopped:
        os.killpg(process.pid, signal.SIGTERM)
    output, _ = process.communicate()
    if process.returncode and not is_stopped:
        raise SystemExit(f"{' '.join(command)} failed:\n{output}")
    told = {} if is_stopped else json.loads(output)
    stages = {s["name"]: s["seconds"] for s in told.get("stages", [])}
    shutil.rmtree(folder / ".segmentry")
    return Measured(engine, lines, accounts, seconds, peak / 1e9, stages, is_stopped)


def workspace(engine: str, accounts: int, lines: int) -> Path:
    """A workspace of its own for the engine, over the same files."""
    data = WORK / f"{accounts}_{lines}"
    make(data, accounts, lines)
    folder = WORK / f"{accounts}_{lines}_{engine}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(data, folder, ignore=shutil.ignore_patterns(".segmentry", "data", "*.html"))
    (folder / "data").symlink_to(data / "data")
    with (folder / "segmentry.yaml").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS[engine])
    return folder


def resident_bytes(session: int) -> int:
    """Memory that the processes of a session hold now."""
    held = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if os.getsid(int(entry.name)) == session:
                    held += int((entry / "statm").read_text().split()[1]) * PAGE_BYTES
            except (OSError, ProcessLookupError):
                continue  # it has ended
    return held


def keep(measured: Measured) -> list[Measured]:
    known = [Measured(**m) for m in json.loads(KEPT.read_text())] if KEPT.exists() else []
    others = [m for m in known if (m.engine, m.lines) != (measured.engine, measured.lines)]
    every = sorted([*others, measured], key=lambda m: (m.lines, m.engine))
    KEPT.write_text(json.dumps([asdict(m) for m in every], indent=1))
    return every


def write_results(every: list[Measured]) -> None:
    lines = [
        "# DuckDB and Spark side by side",
        "",
        f"Whole `segmentry run --fresh`, one round each, by `benchmarks/engines_at_scale.py`. Machine: "
        f"{platform.machine()}, {os.cpu_count()} cores. Spark runs in local mode on the same cores, so",
        "this shows what its machinery costs, not what a cluster gives.",
        "",
        "| order lines | accounts | engine | seconds | peak memory | longest stages |",
        "|---|---|---|---|---|---|",
    ]
    for m in every:
        longest = sorted(m.stages.items(), key=lambda s: -s[1])[:3]
        took = f"stopped after {m.seconds:,.0f}" if m.stopped else f"{m.seconds:,.0f}"
        lines.append(
            f"| {m.lines:,} | {m.accounts:,} | {SETTINGS[m.engine].strip()[8:]} | {took} "
            f"| {m.peak_gb:.1f} GB | {', '.join(f'{n} {s:,.0f} s' for n, s in longest)} |"
        )
    text = "\n".join(lines) + "\n"
    (ROOT / "benchmarks" / "ENGINES.md").write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, nargs="*", default=list(LINES))
    parser.add_argument("--engines", nargs="*", default=list(SETTINGS))
    parser.add_argument("--minutes", type=float, default=120, help="stop a run after so many")
    asked = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    for lines in asked.lines:
        for engine in asked.engines:
            measured = measure(engine, lines, asked.minutes)
            print(measured, flush=True)
            write_results(keep(measured))


if __name__ == "__main__":
    main()
