"""Measures everything side by side and writes benchmarks/RESULTS.md.

Usage: run.py [--rounds N] [--only NAME ...]. Peers run in the environment .bench, Segmentry in the
one that runs this file.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import decisions_at_scale
from measure import Cost, side_by_side
from workspace_at_scale import make

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "work"
OURS = sys.executable
PEERS = str(ROOT / ".bench" / "bin" / "python")


@dataclass(frozen=True)
class Finding:
    """One goal with what was measured."""

    goal: str
    measured: str
    reached: bool
    details: tuple[str, ...]


def beside_sql(rounds: int) -> list[Finding]:
    """Variables, RFM, six nested rules and statistics: Segmentry, SQL by hand, pandas."""
    folder = finished(1_000_000, 10_000_000)
    paths = json.dumps(_table_paths(folder))
    costs = side_by_side(
        {
            "segmentry": [
                OURS, "benchmarks/segmentry_stages.py", str(folder), "variables", "segments",
            ],
            "sql": [OURS, "benchmarks/sql_by_hand.py", str(folder)],
            "pandas": [PEERS, "benchmarks/pandas_by_hand.py", paths, _as_of(folder)],
        },
        rounds,
    )  # fmt: skip
    to_sql = costs["segmentry"].told["cpu"] / costs["sql"].told["cpu"]
    to_pandas = costs["pandas"].told["wall"] / costs["segmentry"].told["wall"]
    details = tuple(_line(name, cost) for name, cost in costs.items())
    return [
        Finding(
            "at most 1.25x the CPU seconds of SQL by hand",
            f"{to_sql:.2f}x",
            to_sql <= 1.25,
            details,
        ),
        Finding("at least 3x faster than pandas", f"{to_pandas:.1f}x", to_pandas >= 3, details),
    ]


def kpis(rounds: int) -> list[Finding]:
    """KPIs of 12 months, a million accounts in 50 segments: all of them, beside five in SQL by hand."""
    folder = decisions()
    costs = side_by_side(
        {
            "segmentry, all KPIs and objectives": [
                OURS, "benchmarks/segmentry_stages.py", str(folder), "kpis",
            ],
            "sql by hand, five KPIs without intervals": [
                OURS, "benchmarks/kpis_by_hand.py", str(folder),
            ],
        },
        rounds,
    )  # fmt: skip
    ours, by_hand = costs.values()
    details = (
        *(_line(name, cost) for name, cost in costs.items()),
        f"figures: {_figures(folder):,} by Segmentry, {by_hand.told['figures']:,.0f} by hand",
        "10 million order lines, 3 million touches, 3 million visits, 500,000 deals, "
        "300,000 contracts, 200,000 answers",
    )
    wall = ours.told["wall"]
    return [Finding("under 10 s on 2 cores", f"{wall:.1f} s", wall < 10, details)]


def plan(rounds: int) -> list[Finding]:
    """`segmentry plan` of a million members against what a destination confirmed."""
    folder = decisions()
    _confirm_most(folder)
    command = [OURS, "benchmarks/product_alone.py", "plan", "crm", "-w", str(folder)]
    cost = side_by_side({"plan": command}, rounds)["plan"]
    made = segmentry("plan", "crm", "-w", str(folder))
    details = (
        _line("plan", cost),
        f"members: {made['add']:,} to add, {made['keep']:,} as they are",
    )
    wall = cost.wall_seconds
    return [Finding("under 10 s on 2 cores", f"{wall:.1f} s", wall < 10, details)]


def whole_run(rounds: int) -> list[Finding]:
    """The whole of `segmentry run`, and how it grows from 1 to 10 million lines."""
    costs = {}
    for lines in (1_000_000, 10_000_000):
        folder = made(1_000_000 if lines == 10_000_000 else 100_000, lines)
        command = [
            OURS,
            "benchmarks/product_alone.py",
            "run",
            "--fresh",
            "-w",
            str(folder),
            "--json",
        ]
        costs[lines] = side_by_side({"run": command}, max(1, rounds - 1))["run"]
    small, large = costs[1_000_000], costs[10_000_000]
    growth = large.cpu_seconds / small.cpu_seconds / 10
    details = tuple(f"{n:,} lines: {_line('run', c)}" for n, c in costs.items())
    return [
        Finding(
            "whole run under 60 s on 2 cores",
            f"{large.wall_seconds:.0f} s",
            large.wall_seconds < 60,
            details,
        ),
        Finding("under 4 GB", f"{large.peak_gb:.1f} GB", large.peak_gb < 4, details),
        Finding(
            "from 1 to 10 million at most linear (+10 %)",
            f"{growth:.2f} of linear",
            growth <= 1.1,
            details,
        ),
    ]


def rfm_summary(rounds: int) -> list[Finding]:
    """The RFM summary of ten million purchases: Segmentry, lifetimes, pymc-marketing."""
    path = purchases()
    costs = side_by_side(
        {
            name: [
                OURS if name == "segmentry" else PEERS,
                "benchmarks/rfm_summaries.py",
                name,
                str(path),
            ]
            for name in ("segmentry", "lifetimes", "pymc")
        },
        rounds,
    )
    same = len({round(c.told["sum_of_frequency"]) for c in costs.values()}) == 1
    ours = costs["segmentry"].told["wall"]
    details = (*(_line(n, c) for n, c in costs.items()), f"same sum of frequencies: {same}")
    found = []
    for peer, goal in (("lifetimes", 5.0), ("pymc", 3.5)):
        ratio = costs[peer].told["wall"] / ours
        found.append(
            Finding(
                f"at least {goal}x faster than {peer}",
                f"{ratio:.1f}x",
                same and ratio >= goal,
                details,
            )
        )
    return found


def start_up(rounds: int) -> list[Finding]:
    """What a person waits before anything happens."""
    costs = side_by_side(
        {
            "import segmentry": [OURS, "-c", "import segmentry"],
            "segmentry --help": [OURS, "-m", "segmentry", "--help"],
            "python itself": [OURS, "-c", "pass"],
        },
        rounds * 3,
    )
    limits = {"import segmentry": 0.3, "segmentry --help": 0.6}
    details = tuple(f"{n}: {c.wall_seconds:.2f} s" for n, c in costs.items())
    return [
        Finding(
            f"{n} under {limit} s",
            f"{costs[n].wall_seconds:.2f} s",
            costs[n].wall_seconds < limit,
            details,
        )
        for n, limit in limits.items()
    ]


# ---- what is measured on ---------------------------------------------------------------------


def made(accounts: int, lines: int) -> Path:
    folder = WORK / f"{accounts}_{lines}"
    make(folder, accounts, lines)
    return folder


def finished(accounts: int, lines: int) -> Path:
    folder = made(accounts, lines)
    segmentry("run", "-w", str(folder))
    return folder


def decisions() -> Path:
    folder = WORK / "decisions"
    decisions_at_scale.make(folder, 1_000_000, 10_000_000)
    segmentry("run", "-w", str(folder))
    return folder


def segmentry(*words: str) -> dict[str, Any]:
    """Run a command in a process of its own: this one must stay small, for peak memory is inherited."""
    command = [OURS, "benchmarks/product_alone.py", *words, "--json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _figures(folder: Path) -> int:
    from segmentry.workspace import Workspace

    return Workspace(folder).last_run.rows("kpi_values")


def _confirm_most(folder: Path) -> None:
    """Let the destination have most members, then want all of them."""
    decisions_at_scale.write_destination(folder, whole=False)
    segmentry("apply", "crm", "-w", str(folder), "--although-stale")
    decisions_at_scale.write_destination(folder, whole=True)


def purchases() -> Path:
    import duckdb

    path = WORK / "purchases.parquet"
    if not path.exists():
        lines = made(1_000_000, 10_000_000) / "data" / "order_lines.parquet"
        duckdb.execute(
            f"copy (select account_id, cast(ordered_at as date)::timestamp as ordered_on, "
            f"cast(quantity * unit_price as double) as amount from read_parquet('{lines}')) "
            f"to '{path}' (format parquet)"
        )
    return path


def _table_paths(folder: Path) -> dict[str, str]:
    from segmentry.workspace import Workspace

    run = Workspace(folder).last_run
    return {n: str(run.workspace.store.path(f.path)) for n, f in run.record.files.items()}


def _as_of(folder: Path) -> str:
    from segmentry.workspace import Workspace

    return Workspace(folder).last_run.as_of.isoformat()


# ---- what is written -------------------------------------------------------------------------


def _line(name: str, cost: Cost) -> str:
    cpu = cost.told.get("cpu", cost.cpu_seconds)
    wall = cost.told.get("wall", cost.wall_seconds)
    return f"{name}: {cpu:.1f} CPU s, {wall:.1f} s, {cost.peak_gb:.1f} GB"


SUBJECTS: dict[str, Callable[[int], list[Finding]]] = {
    "start_up": start_up,
    "rfm_summary": rfm_summary,
    "beside_sql": beside_sql,
    "kpis": kpis,
    "plan": plan,
    "whole_run": whole_run,
}


def write_results(found: dict[str, list[Finding]], rounds: int) -> None:
    lines = [
        "# Results",
        "",
        f"Measured {datetime.datetime.now(datetime.UTC):%Y-%m-%d} by `make bench`: medians of {rounds} rounds, "
        f"the commands of a table in turn. Machine: {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load {os.getloadavg()[0]:.1f} at the end.",
        "Ratios are inside one run; compare absolute figures only with each other.",
    ]
    for name, findings in found.items():
        lines += ["", f"## {(SUBJECTS[name].__doc__ or '').strip()}", ""]
        lines += ["| goal | measured | reached |", "|---|---|---|"]
        lines += [f"| {f.goal} | {f.measured} | {'yes' if f.reached else 'no'} |" for f in findings]
        lines += ["", *(f"- {d}" for d in findings[0].details)]
    (ROOT / "benchmarks" / "RESULTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=list(SUBJECTS))
    asked = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    found = {name: SUBJECTS[name](asked.rounds) for name in asked.only}
    for findings in found.values():
        for f in findings:
            print(
                f"{'yes' if f.reached else 'NO '} {f.goal}: {f.measured}  ({'; '.join(f.details)})"
            )
    if asked.only == list(SUBJECTS):
        write_results(found, asked.rounds)


if __name__ == "__main__":
    main()
