"""Which records are the same company: Segmentry and its peers on the same sets in the same run.

Usage: identity.py [--sets NAME ...] [--peers NAME ...] [--minutes M]. All of it takes an hour or more,
so it is no part of `make bench`; what is measured is kept, and benchmarks/IDENTITY.md is written
anew from all of it. Each peer has an environment of its own under .bench/peers, made when first used.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from identity_scoring import Score, score
from identity_sets import (
    CHICAGO,
    keep_names_only,
    make_chicago,
    make_generated,
    make_held_out,
)

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "work" / "identity"
KEPT = WORK / "measured.json"
PAGE = ROOT / "benchmarks" / "IDENTITY.md"
MAKERS: dict[str, Callable[[Path], None]] = {
    "chicago": make_chicago,
    "chicago, names only": lambda f: keep_names_only(made("chicago"), f),
    "generated 20k": lambda f: make_generated(f, 20_000),
    "generated 20k, names only": lambda f: keep_names_only(made("generated 20k"), f),
    "held out 20k": lambda f: make_held_out(f, 20_000),
    "generated 200k": lambda f: make_generated(f, 200_000),
    "held out 200k": lambda f: make_held_out(f, 200_000),
    "generated 1M": lambda f: make_generated(f, 1_000_000),
}
RECORDS = {
    "chicago": 3_337,
    "generated 20k": 20_000,
    "held out 20k": 20_000,
    "generated 200k": 200_000,
    "held out 200k": 200_000,
    "generated 1M": 1_000_000,
}


@dataclass(frozen=True)
class Peer:
    """A matcher, what it is installed from, and the most records it is asked to take."""

    script: str
    packages: tuple[str, ...] = ()
    most_records: int = 1_000_000

    @property
    def python(self) -> Path:
        """Its interpreter; the peers that need packages get an environment of their own."""
        if not self.packages:
            return Path(sys.executable)
        return ROOT / ".bench" / "peers" / self.script / "bin" / "python"


PEERS = {
    "Segmentry": Peer("segmentry"),
    "exact keys": Peer("exact_keys"),
    "Splink": Peer("splink", ("splink==5.0.0",)),
    "recordlinkage": Peer("recordlinkage", ("recordlinkage==0.16", "pyarrow"), 200_000),
    "goldenmatch": Peer("goldenmatch", ("goldenmatch==3.22.0", "polars", "pyarrow"), 20_000),
    "dedupe": Peer("dedupe", ("dedupe==3.0.3", "BTrees<=6.4", "pyarrow"), 20_000),
}


@dataclass(frozen=True)
class Measured:
    """One way to match one set; without a score where it did not come to an end."""

    set: str
    peer: str
    way: str
    seconds: float
    cpu_seconds: float
    peak_gb: float
    failure: str = ""
    score: dict[str, float] | None = None


def made(name: str) -> Path:
    """The folder of a set, made when first asked for."""
    folder = WORK / name
    if not (folder / "records.parquet").exists():
        MAKERS[name](folder)
    return folder


def measure(set_name: str, peer_name: str, minutes: float) -> list[Measured]:
    """Run one peer on one set; a peer may give several files of clusters, one a threshold."""
    folder, peer = made(set_name), PEERS[peer_name]
    out = WORK / "out" / set_name / peer_name
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    command = [str(peer.python), f"benchmarks/peers/with_{peer.script}.py"]
    command += [str(folder / "records.parquet"), str(out)]
    ran = _run(command, out / "log.txt", minutes * 60)
    if ran.failure:
        return [Measured(set_name, peer_name, peer_name, **asdict(ran))]
    return [
        Measured(set_name, peer_name, file.stem, **asdict(ran),
                 score=asdict(score(file, folder / "truth.parquet")))
        for file in sorted(out.glob("*.parquet"))
    ]  # fmt: skip


@dataclass(frozen=True)
class _Ran:
    seconds: float
    cpu_seconds: float
    peak_gb: float
    failure: str


def _run(command: list[str], log_file: Path, most_seconds: float) -> _Ran:
    start, failed = time.perf_counter(), ""
    with log_file.open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
        )
        usage, status = _waited(process, start + most_seconds)
        log.seek(0)
        last = (log.read().strip().splitlines() or ["no word"])[-1]
    seconds = time.perf_counter() - start
    if status:
        failed = (
            last[:120] if seconds < most_seconds else f"stopped after {seconds / 60:.0f} minutes"
        )
    return _Ran(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e6, failed)


def _waited(process: subprocess.Popen[bytes], until: float) -> tuple[resource.struct_rusage, int]:
    """What the process cost and its status; it is stopped when its time is over."""
    while True:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            return usage, status
        if time.perf_counter() > until:
            os.killpg(process.pid, signal.SIGKILL)
        time.sleep(0.05)


def install(peer: Peer) -> None:
    """Make the peer's environment unless it is there."""
    if peer.python.exists():
        return
    subprocess.run([sys.executable, "-m", "venv", str(peer.python.parents[1])], check=True)
    subprocess.run([str(peer.python), "-m", "pip", "install", "-q", *peer.packages], check=True)


def keep(measured: list[Measured]) -> list[Measured]:
    """Put new figures in the place of older ones of the same peer on the same set."""
    known = [Measured(**m) for m in json.loads(KEPT.read_text())] if KEPT.exists() else []
    new = {(m.set, m.peer) for m in measured}
    every = [m for m in known if (m.set, m.peer) not in new] + measured
    every.sort(key=lambda m: (list(MAKERS).index(m.set), list(PEERS).index(m.peer), m.way))
    KEPT.write_text(json.dumps([asdict(m) for m in every], indent=1), encoding="utf-8")
    return every


def page(every: list[Measured]) -> str:
    """The figures as a page."""
    lines = [
        "# Matching companies, side by side",
        "",
        "Written by `benchmarks/identity.py`: one run each. Pairs are counted after transitive closure.",
        "The peers get the same normalised columns (GoldenMatch and Segmentry the names as written,",
        "Segmentry the source files as they are); no peer gets labels except dedupe, which is answered 60",
        "questions from the truth. Seconds of Segmentry are of its whole run, all ten stages. Of Splink all",
        "thresholds are told. Groups: pairs of one group together; where a matcher tells no groups, by its",
        "clusters. *Relatives* are pairs of parent, subsidiary or branch that were merged.",
        f"Machine: {platform.machine()}, {os.cpu_count()} cores, with other work beside it.",
    ]
    for name in dict.fromkeys(m.set for m in every):
        lines += ["", f"## {name}", "", _HEADER, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|"]
        lines += [_row(m) for m in every if m.set == name]
    return "\n".join(lines) + "\n"


_HEADER = (
    "| matcher | precision | recall | F1 | B-cubed | relatives | groups F1 | seconds | CPU s | GB |"
)


def _row(measured: Measured) -> str:
    cost = f"{measured.seconds:,.1f} | {measured.cpu_seconds:,.1f} | {measured.peak_gb:.1f} |"
    if measured.score is None:
        return f"| {measured.way}: {measured.failure} | | | | | | | {cost}"
    s = Score(**measured.score)  # type: ignore[arg-type]
    found = f"{s.precision:.3f} | {s.recall:.3f} | **{s.f1:.3f}** | {s.b_cubed:.3f}"
    return f"| {measured.way} | {found} | {s.relatives_merged:,} | {s.group_f1:.3f} | {cost}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(MAKERS), choices=list(MAKERS))
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--minutes", type=float, default=15, help="stop a peer after so many")
    asked = parser.parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    sets = [s for s in asked.sets if CHICAGO.exists() or not s.startswith("chicago")]
    for set_name in sets:
        for peer_name in asked.peers:
            peer = PEERS[peer_name]
            if RECORDS[set_name.partition(",")[0]] > peer.most_records:
                continue
            install(peer)
            measured = measure(set_name, peer_name, asked.minutes)
            PAGE.write_text(page(keep(measured)), encoding="utf-8")
            print(*(_row(m) for m in measured), sep="\n", flush=True)


if __name__ == "__main__":
    main()
