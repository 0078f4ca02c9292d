"""Segmentry on people: a workspace over lists of contacts, run once; clusters are its people.

Usage: with_segmentry_people.py RECORDS OUT, see benchmarks/identity.py. The sources lie beside RECORDS.
"""

import hashlib
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from product_alone import forget_pandas

SETTINGS = "name: People\ncurrency: AUD\nas_of: 2026-01-01\n"
FIELDS = (
    "key: key, first_name: given_name, last_name: surname, street: street, city: suburb, "
    "postal_code: postcode, region: state, personal_number: soc_sec_id, "
    "birth_on: {column: date_of_birth, formats: ['%Y%m%d']}"
)


def write_clusters(records: Path, out: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    import segmentry as sg

    workspace = sg.open_workspace(_workspace(records.parent / "sources", out / "workspace"))
    found = workspace.run().query("select contact_key, person_id from contact_identity")
    keys = {_contact_key(key): key for key in pq.read_table(records)["key"].to_pylist()}
    told = [keys[contact] for contact in found["contact_key"].to_pylist()]
    pq.write_table(
        pa.table({"key": told, "cluster": found["person_id"]}), out / "Segmentry.parquet"
    )
    shutil.rmtree(out / "workspace")


def _contact_key(key: str) -> str:
    """The opaque key that a run knows a person by."""
    return hashlib.md5(key.encode()).hexdigest()[:20]


def _workspace(sources: Path, folder: Path) -> Path:
    (folder / "sources").mkdir(parents=True)
    (folder / "segmentry.yaml").write_text(SETTINGS, encoding="utf-8")
    for file in sorted(sources.glob("*.parquet")):
        text = f"source: files\npath: {file.resolve()}\ntables:\n  contacts:\n    fields: {{{FIELDS}}}\n"
        (folder / "sources" / f"{file.stem}.yaml").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    forget_pandas()
    write_clusters(Path(sys.argv[1]), Path(sys.argv[2]))
