"""Runs a workspace and kills the run at random moments; prints what it found as JSON.

One process imports everything, then forks a runner for each try, so that the kills fall into the
work and not into the imports.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from segmentry.engine.store import Store
from segmentry.workspace import Workspace


def run_for_ever(folder: Path, start: date) -> None:
    workspace = Workspace(folder)
    day = 0
    while True:
        workspace.run(as_of=start + timedelta(days=day), fresh=True)
        day += 1


def kill_once(folder: Path, start: date, seconds: float) -> None:
    child = os.fork()
    if child == 0:
        try:
            run_for_ever(folder, start)
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
    used = store.catalogue.paths()
    on_disk = {str(p.relative_to(store.folder)) for p in store.files.rglob("*") if p.is_file()}
    work = [str(p) for p in store.work.rglob("*") if p.is_file()]
    store.close()
    return {
        "runs": len(numbers),
        "missing": missing,
        "torn": torn,
        "orphans": sorted(on_disk - used) + work,
    }


def main() -> None:
    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    moments = random.Random(seed)
    found = []
    for number in range(kills):
        kill_once(folder, date(2026, 1, 1) + timedelta(days=30 * number), moments.uniform(0.0, 1.6))
        seen = state_of(folder)
        found.append(
            {k: seen[k] for k in ("runs", "missing", "torn")} | {"orphans": len(seen["orphans"])}
        )
    Workspace(folder).run(as_of=date(2031, 1, 1), fresh=True)
    sys.stdout.write(json.dumps({"kills": found, "after": state_of(folder)}))


main()
