"""What must be said before the first run of a proposed workspace."""

from pathlib import Path

import pytest

from segmentry.definitions.before_run import needed_before_run
from segmentry.workspace import create

CONTACTS = "contact id,first name,last name,email,created on\n" + "".join(
    f"P{n},Ann{n},Berg{n},ann{n}@firm{n}.com,2026-01-{n + 10}\n" for n in range(9)
)
CUSTOMERS = "customer id,company name,city,website,employees\n" + "".join(
    f"C{n},Firm {n} Ltd,Leeds,firm{n}.com,{n + 5}\n" for n in range(9)
)
ORDERS = "order id,customer id,order date,amount\n" + "".join(
    f"O{n},C{n},2026-01-{n + 10},{n + 5}.50\n" for n in range(9)
)


@pytest.mark.parametrize(
    ("files", "lacks"),
    [
        ({"odd": "a,b\nx,y\nz,w\n"}, ["Map accounts", "Set the day"]),
        ({"contacts": CONTACTS}, ["Map accounts", "Set the day"]),
        ({"customers": CUSTOMERS}, ["Set the day"]),
        ({"orders": ORDERS}, []),
        ({"customers": CUSTOMERS, "orders": ORDERS}, []),
    ],
    ids=["unknown", "people", "companies", "orders", "both"],
)
def test_what_the_files_do_not_tell_is_needed(
    tmp_path: Path, files: dict[str, str], lacks: list[str]
) -> None:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    proposal = create(tmp_path / "new", [str(p) for p in tmp_path.glob("*.csv")]).proposal
    assert proposal is not None
    needed = needed_before_run(proposal)
    assert [any(n.startswith(start) for n in needed) for start in lacks] == [True] * len(needed)
    assert len(needed) == len(lacks)
