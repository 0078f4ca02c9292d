"""Segmentry: a workspace over the sources as they are, run once; clusters are its accounts.

Usage: with_segmentry.py RECORDS OUT, see benchmarks/identity.py. The sources lie beside RECORDS.
"""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from product_alone import forget_pandas

FIELDS = {"key": "key", "name": "name", "street": "street", "postcode": "postal_code",
          "city": "city", "country": "country", "phone": "phone", "website": "domain",
          "email": "email", "registration_id": "registration_id", "parent_key": "parent",
          "industry_code": "industry"}  # fmt: skip
SETTINGS = "name: Records\ncurrency: EUR\nreserved_domains: true\nas_of: 2026-01-01\n"


def write_clusters(records: Path, out: Path) -> None:
    import segmentry as sg

    workspace = sg.open_workspace(make_workspace(records.parent / "sources", out / "workspace"))
    run = workspace.run()
    clusters = run.query("select account_key as key, account_id as cluster from identity")
    import pyarrow.parquet as pq

    pq.write_table(clusters, out / "Segmentry.parquet")
    shutil.rmtree(out / "workspace")


def make_workspace(sources: Path, folder: Path) -> Path:
    """A workspace that reads every file as a source of accounts."""
    import pyarrow.parquet as pq

    shutil.rmtree(folder, ignore_errors=True)
    (folder / "sources").mkdir(parents=True)
    (folder / "data").symlink_to(sources.resolve())
    (folder / "segmentry.yaml").write_text(SETTINGS, encoding="utf-8")
    for file in sorted(sources.glob("*.parquet")):
        columns = pq.read_schema(file).names
        fields = ", ".join(f"{FIELDS[c]}: {c}" for c in columns)
        text = f"source: files\npath: data/{file.name}\ntables:\n  accounts:\n    fields: {{{fields}}}\n"
        (folder / "sources" / f"{file.stem}.yaml").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    forget_pandas()
    write_clusters(Path(sys.argv[1]), Path(sys.argv[2]))
