"""Some stages of Segmentry over the tables that a finished run has from the stages before.

Usage: segmentry_stages.py FOLDER FIRST [LAST], names of stages.
"""

import json
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from product_alone import forget_pandas

from segmentry.engine.duckdb import DuckDBEngine
from segmentry.engine.run_context import RunContext
from segmentry.pipeline import STAGES
from segmentry.workspace import Workspace


def main(folder: Path, first: str, last: str) -> None:
    names = [stage.name for stage in STAGES]
    begin, end = names.index(first), names.index(last) + 1
    workspace = Workspace(folder)
    run = workspace.last_run
    with TemporaryDirectory(dir=folder) as work:
        engine = DuckDBEngine(Path(work))
        context = RunContext(
            engine, workspace.definitions, 7, vault=Path(work), work=Path(work),
            fixed_as_of=run.as_of,
        )  # fmt: skip
        before = {f.name for s in run.record.stages[:begin] for f in s.files}
        for name in before:
            file = run.record.files[name]
            engine.register(name, [workspace.store.path(file.path)])
            context.rows[name] = file.rows
        start, cpu = time.perf_counter(), _cpu()
        for stage in STAGES[begin:end]:
            context.stage, context.folder = stage.name, Path(work)
            stage.run(context)
        told = {"cpu": _cpu() - cpu, "wall": time.perf_counter() - start}
        engine.close()
    sys.stdout.write(json.dumps(told) + "\n")


def _cpu() -> float:
    times = os.times()
    return times.user + times.system


if __name__ == "__main__":
    forget_pandas()
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[-1])
