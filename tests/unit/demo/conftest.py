"""One demo company for all tests of the folder, and its files as rows."""

import csv
from io import StringIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from segmentry.demo import DemoCompany, generate

Row = dict[str, str]
STYLES = {
    "crm_accounts.csv": (",", "utf-8-sig"),
    "support_tickets.csv": ("\t", "utf-8"),
    "survey.csv": (";", "cp1252"),
    "crm_contacts.csv": (";", "utf-8"),
    "shop_customers.csv": (";", "utf-8"),
    "shop_orders.csv": (";", "utf-8"),
    "billing.csv": (";", "utf-8"),
}


class Files:
    """Reads what a demo company wrote, as a stranger would."""

    def __init__(self, company: DemoCompany) -> None:
        self.company = company

    def cells(self, file: str) -> list[list[str]]:
        """All lines with their fields, the header first."""
        delimiter, encoding = STYLES.get(file, (",", "utf-8"))
        text = (self.company.exports / file).read_text(encoding=encoding)
        return list(csv.reader(StringIO(text), delimiter=delimiter))

    def rows(self, file: str) -> list[Row]:
        """The rows that have as many fields as the header."""
        if file.endswith(".parquet"):
            return pq.read_table(self.company.exports / file).to_pylist()
        header, *lines = self.cells(file)
        return [dict(zip(header, line, strict=True)) for line in lines if len(line) == len(header)]

    def truth(self, file: str) -> list[Row]:
        path = self.company.truth / file
        if path.suffix == ".parquet":
            return pq.read_table(path).to_pylist()
        return list(csv.DictReader(StringIO(path.read_text())))


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> DemoCompany:
    return generate(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def files(company: DemoCompany) -> Files:
    return Files(company)


@pytest.fixture(scope="session")
def by_key(files: Files) -> dict[tuple[str, str], str]:
    """True company of each record."""
    return {(r["file"], r["key"]): r["company"] for r in files.truth("identity.parquet")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "demo"
