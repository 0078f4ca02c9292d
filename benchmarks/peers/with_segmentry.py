"""Segmentry: a workspace over the sources as they are, run once; clusters are its accounts.

Usage: with_segmentry.py RECORDS OUT [--matcher M] [--answers N], see benchmarks/identity.py. The sources
lie beside RECORDS. With answers, it asks what it would ask a person, some at a time, the truth says yes
or no, and it runs again.
"""

import argparse
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from product_alone import forget_pandas

if TYPE_CHECKING:
    from segmentry.workspace import Run, Workspace

FIELDS = {"key": "key", "name": "name", "street": "street", "postcode": "postal_code",
          "city": "city", "country": "country", "phone": "phone", "website": "domain",
          "email": "email", "registration_id": "registration_id", "parent_key": "parent",
          "industry_code": "industry"}  # fmt: skip
SETTINGS = "name: Records\ncurrency: EUR\nreserved_domains: true\nas_of: 2026-01-01\n"
WAYS = {"likely": "Segmentry", "splink": "Segmentry with Splink's scores"}
AT_ONCE = 10
"""Questions between two runs: as many as `segmentry identity ask` asks."""


def write_clusters(records: Path, out: Path, matcher: str, answers: int) -> None:
    import segmentry as sg

    workspace = sg.open_workspace(
        make_workspace(records.parent / "sources", out / "workspace", matcher)
    )
    run = workspace.run()
    if answers:
        run = _asked(workspace, _entities(records.parent / "truth.parquet"), answers)
    way = WAYS[matcher] + (f", {answers} answers" if answers else "")
    _write(run, out / f"{way}.parquet")
    shutil.rmtree(out / "workspace")


def _entities(truth: Path) -> dict[str, str]:
    import pyarrow.parquet as pq

    told = pq.read_table(truth)
    return dict(zip(told["key"].to_pylist(), told["entity"].to_pylist(), strict=True))


def _asked(workspace: "Workspace", entity: dict[str, str], answers: int) -> "Run":
    """Ask, answer by the truth and run again, until the answers are used up."""
    while answers > 0 and (found := workspace.identity.ask(min(AT_ONCE, answers))):
        for question in found:
            key, other = question["account_key"], question["other_key"]
            said = "same" if entity[key] == entity[other] else "different"
            workspace.identity.answer(key, other, said, because="the truth", by="benchmark")
        answers -= len(found)
        workspace.run()
    return workspace.last_run


def _write(run: "Run", file: Path) -> None:
    import pyarrow.parquet as pq

    found = run.query(
        "select i.account_key as key, i.account_id as cluster, t.group_id as company_group "
        "from identity as i left join account_tree as t on t.account_id = i.account_id"
    )
    pq.write_table(found, file)


def make_workspace(sources: Path, folder: Path, matcher: str = "likely") -> Path:
    """A workspace that reads every file as a source of accounts."""
    import pyarrow.parquet as pq

    shutil.rmtree(folder, ignore_errors=True)
    (folder / "sources").mkdir(parents=True)
    (folder / "data").symlink_to(sources.resolve())
    settings = f"{SETTINGS}identity: {{matcher: {matcher}}}\n"
    (folder / "segmentry.yaml").write_text(settings, encoding="utf-8")
    for file in sorted(sources.glob("*.parquet")):
        columns = pq.read_schema(file).names
        fields = ", ".join(f"{FIELDS[c]}: {c}" for c in columns)
        text = f"source: files\npath: data/{file.name}\ntables:\n  accounts:\n    fields: {{{fields}}}\n"
        (folder / "sources" / f"{file.stem}.yaml").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    forget_pandas()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("records", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--matcher", default="likely", choices=list(WAYS))
    parser.add_argument("--answers", type=int, default=0)
    asked = parser.parse_args()
    write_clusters(asked.records, asked.out, asked.matcher, asked.answers)
