"""Which records are the same company: Segmentry and its peers on the same sets in the same run.

Usage: identity.py [--sets NAME ...] [--peers NAME ...] [--grow SET:NEW ...] [--minutes M] [--try-out]. All
of it takes an hour or more. What is measured is kept, and benchmarks/IDENTITY.md is written anew from
all of it, unless it is only tried out. Each peer has an environment of its own under .bench/peers, made
when first used.
"""

import argparse
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import product
from pathlib import Path

from identity_over_time import Grown, Stability, grow
from identity_page import Measured, page, row, row_over_time
from identity_scoring import score
from identity_sets import (
    CHICAGO,
    keep_names_only,
    make_chicago,
    make_generated,
    make_held_out,
)
from people_sets import FEBRL, make_febrl

ROOT = Path(__file__).parents[1]
WORK = ROOT / ".bench" / "work" / "identity"
KEPT, GROWN = WORK / "measured.json", WORK / "over_time.json"
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
    "febrl 3, people": lambda f: make_febrl(f, "febrl_dataset3"),
    "febrl 4, people": lambda f: make_febrl(f, "febrl_dataset4a", "febrl_dataset4b"),
}
BY_SIZE: dict[str, Callable[[Path, int], None]] = {
    "generated": make_generated,
    "held out": make_held_out,
}
RECORDS = {
    "chicago": 3_337,
    "generated 20k": 20_000,
    "held out 20k": 20_000,
    "generated 200k": 200_000,
    "held out 200k": 200_000,
    "generated 1M": 1_000_000,
    "febrl 3": 5_000,
    "febrl 4": 10_000,
}
NEEDED = {"chicago": CHICAGO, "febrl": FEBRL}
"""Public data that a set is made of; without it the set is left out."""
GROWTH = ("chicago:303", "generated 20k:1818", "held out 20k:1818", "generated 1010000:10000")
"""Ten new records to a hundred known ones, and a day's delivery to a million."""


@dataclass(frozen=True)
class Peer:
    """A matcher, what it is installed from, and the most records it is asked to take."""

    script: str
    packages: tuple[str, ...] = ()
    most_records: int = 1_000_000
    options: tuple[str, ...] = ()
    knows_people: bool = False

    @property
    def python(self) -> Path:
        """Its interpreter; the peers that need packages get an environment of their own."""
        if not self.packages:
            return Path(sys.executable)
        return ROOT / ".bench" / "peers" / self.script / "bin" / "python"


PEERS = {
    "Segmentry": Peer("segmentry", knows_people=True),
    "Segmentry, asking": Peer("segmentry", most_records=20_000, options=("--answers", "60")),
    "Segmentry by Splink": Peer("segmentry", options=("--matcher", "splink")),
    "exact keys": Peer("exact_keys"),
    "Splink": Peer("splink", ("splink==5.0.0",), knows_people=True),
    "recordlinkage": Peer("recordlinkage", ("recordlinkage==0.16", "pyarrow"), 200_000),
    "goldenmatch": Peer("goldenmatch", ("goldenmatch==3.22.0", "polars", "pyarrow"), 20_000),
    "dedupe": Peer("dedupe", ("dedupe==3.0.3", "BTrees<=6.4", "pyarrow"), 20_000),
}


def made(name: str) -> Path:
    """The folder of a set, made when first asked for."""
    folder = WORK / name
    if not (folder / "records.parquet").exists():
        _maker(name)(folder)
    return folder


def _maker(name: str) -> Callable[[Path], None]:
    """How a set is made: one of MAKERS, or `generated N` or `held out N` of any size."""
    if name in MAKERS:
        return MAKERS[name]
    kind, _, records = name.rpartition(" ")
    return lambda folder: BY_SIZE[kind](folder, int(records))


def is_of_people(set_name: str) -> bool:
    return set_name.endswith(", people")


def can_take(peer: Peer, set_name: str) -> bool:
    """Whether a peer is asked for a set at all."""
    is_small_enough = RECORDS[set_name.partition(",")[0]] <= peer.most_records
    return is_small_enough and (peer.knows_people or not is_of_people(set_name))


def measure(set_name: str, peer_name: str, minutes: float) -> list[Measured]:
    """Run one peer on one set; a peer may give several files of clusters, one a threshold."""
    folder, peer = made(set_name), PEERS[peer_name]
    out = WORK / "out" / set_name / peer_name
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    about = "_people" if is_of_people(set_name) else ""
    command = [str(peer.python), f"benchmarks/peers/with_{peer.script}{about}.py"]
    command += [str(folder / "records.parquet"), str(out), *peer.options]
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


def measure_growth(asked: str) -> Grown:
    """Run a set with some records held back, then with all; asked for as SET:NEW."""
    name, _, new = asked.rpartition(":")
    return grow(name, made(name), int(new), WORK / "out" / "over time")


def known() -> list[Measured]:
    return [Measured(**m) for m in json.loads(KEPT.read_text())] if KEPT.exists() else []


def known_growth() -> list[Grown]:
    kept = json.loads(GROWN.read_text()) if GROWN.exists() else []
    return [Grown(**g | {"stability": Stability(**g["stability"])}) for g in kept]


def keep(measured: list[Measured], grown: list[Grown]) -> None:
    """Put new figures in the place of older ones of the same, and write the page."""
    new = {(m.set, m.peer) for m in measured}
    every = [m for m in known() if (m.set, m.peer) not in new] + measured
    every.sort(key=lambda m: (list(MAKERS).index(m.set), list(PEERS).index(m.peer), m.way))
    grew = {(g.set, g.new): g for g in (*known_growth(), *grown)}
    over_time = sorted(grew.values(), key=lambda g: (g.known, g.set, g.new))
    KEPT.write_text(json.dumps([asdict(m) for m in every], indent=1), encoding="utf-8")
    GROWN.write_text(json.dumps([asdict(g) for g in over_time], indent=1), encoding="utf-8")
    PAGE.write_text(page(every, over_time), encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", nargs="*", default=list(MAKERS), choices=list(MAKERS))
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=list(PEERS))
    parser.add_argument("--grow", nargs="*", default=list(GROWTH), metavar="SET:NEW")
    parser.add_argument("--minutes", type=float, default=15, help="stop a peer after so many")
    parser.add_argument("--try-out", action="store_true", help="keep nothing, write no page")
    return parser.parse_args()


def _is_there(set_name: str) -> bool:
    return all(path.exists() for start, path in NEEDED.items() if set_name.startswith(start))


def main() -> None:
    asked = _arguments()
    WORK.mkdir(parents=True, exist_ok=True)
    for set_name, peer_name in product(filter(_is_there, asked.sets), asked.peers):
        peer = PEERS[peer_name]
        if not can_take(peer, set_name):
            continue
        install(peer)
        measured = measure(set_name, peer_name, asked.minutes)
        if not asked.try_out:
            keep(measured, [])
        print(*(row(m) for m in measured), sep="\n", flush=True)
    for growth in filter(_is_there, asked.grow):
        grown = measure_growth(growth)
        if not asked.try_out:
            keep([], [grown])
        print(row_over_time(grown), flush=True)


if __name__ == "__main__":
    main()
