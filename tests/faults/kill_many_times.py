"""Runs a workspace, with answers about who is who between the runs, and kills it at random moments;
prints what it found as JSON.

One process imports everything, then forks a runner for each try, so that the kills fall into the
work and not into the imports.
"""

import hashlib
import json
import os
import random
import signal
import sys
import time
import traceback
from datetime import date, timedelta
from pathlib import Path

from segmentry.engine.store import Store
from segmentry.profiles.answers import Answers
from segmentry.workspace import Workspace


def run_for_ever(folder: Path, start: date) -> None:
    workspace = Workspace(folder)
    day = 0
    while True:
        change_mind(workspace)
        workspace.run(as_of=start + timedelta(days=day), fresh=True)
        day += 1


def change_mind(workspace: Workspace) -> None:
    """Say that two companies are one, or take it back."""
    said = "open" if workspace.identity.answers() else "same"
    workspace.identity.answer("customers:C01", "customers:C02", said, because="a try", by="Ana")


def run_once(folder: Path, day: date) -> float:
    """A whole run in a process of its own; how many seconds it takes today."""
    started = time.monotonic()
    child = os.fork()
    if child == 0:
        Workspace(folder).run(as_of=day, fresh=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0, f"the first run failed: {status}"
    return time.monotonic() - started


def kill_once(folder: Path, start: date, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            run_for_ever(folder, start)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), f"the runner ended by itself: {status}"


def state_of(folder: Path) -> dict[str, object]:
    """What a reader finds: every run of the catalogue with all its files, whole."""
    import pyarrow.parquet as pq

    store = Store(folder / ".segmentry")
    missing, torn = [], []
    numbers = store.catalogue.numbers()
    for number in numbers:
        run = store.catalogue.run(number)
        assert run is not None
        for file in run.files.values():
            path = store.path(file.path)
            if not path.exists():
                missing.append(file.path)
            elif pq.ParquetFile(path).metadata.num_rows != file.rows:
                torn.append(file.path)
    identity = who_is_who(store, numbers[-1]) if numbers and not (missing or torn) else ""
    answers = len(Answers(store.catalogue).all())
    used = store.catalogue.paths()
    on_disk = {str(p.relative_to(store.folder)) for p in store.files.rglob("*") if p.is_file()}
    work = [str(p) for p in store.work.rglob("*") if p.is_file()]
    store.close()
    return {
        "runs": len(numbers),
        "missing": missing,
        "torn": torn,
        "orphans": sorted(on_disk - used) + work,
        "identity": identity,
        "answers": answers,
    }


def who_is_who(store: Store, number: int) -> str:
    """All keys with their accounts, in short."""
    import pyarrow.parquet as pq

    run = store.catalogue.run(number)
    assert run is not None
    file = pq.ParquetFile(store.path(run.files["identity"].path))
    # threads would not survive the next fork
    told = file.read(["account_key", "account_id"], use_threads=False).to_pylist()
    keys = sorted((row["account_key"], row["account_id"]) for row in told)
    return hashlib.sha256(json.dumps(keys).encode()).hexdigest()


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    moments = random.Random(seed)
    longest = min(1.3 * run_once(folder, date(2025, 12, 1)), 4.0)
    found = []
    for number in range(kills):
        start = date(2026, 1, 1) + timedelta(days=30 * number)
        kill_once(folder, start, moments.uniform(0.0, longest))
        seen = state_of(folder)
        found.append(
            {k: seen[k] for k in ("runs", "missing", "torn", "identity", "answers")}
            | {"orphans": len(seen["orphans"])}
        )
    after = []
    for year in (2031, 2032):
        workspace = Workspace(folder)
        workspace.run(as_of=date(year, 1, 1), fresh=True)
        after.append(state_of(folder))
        change_mind(workspace)
    sys.stdout.write(json.dumps({"kills": found, "after": after}))


main()
