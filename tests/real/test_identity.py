"""Companies of several sources, found without a label and scored against what people said."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import comb
from pathlib import Path
from typing import Any

import duckdb
import pytest

from segmentry.workspace import Run, open_workspace

Key = str
Truth = Mapping[Key, str]
SETTINGS = "name: Records\ncurrency: USD\nas_of: 2026-01-01\n"


@pytest.fixture(scope="module")
def resolve(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    """A run over sources that say which column is which: `resolve({"lists": "…yaml…"})`."""

    def make(sources: Mapping[str, str]) -> Run:
        folder = tmp_path_factory.mktemp("identity")
        (folder / "sources").mkdir()
        (folder / "segmentry.yaml").write_text(SETTINGS, encoding="utf-8")
        for name, text in sources.items():
            (folder / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return open_workspace(folder).run()

    return make


def source(path: Path, fields: str, table: str = "accounts", system: str = "") -> str:
    known_as = f"system: {system}\n" if system else ""
    mapped = f"tables:\n  {table}:\n    fields: {{{fields}}}\n"
    return f"source: files\npath: {path}\n{known_as}{mapped}"


def folder_of(shared_data: Path, name: str) -> Path:
    if not (shared_data / name).is_dir():
        pytest.skip(f"the data set {name} is not beside the repository")
    return shared_data / name


def accounts(run: Run) -> dict[Key, str]:
    rows = run.query("select account_key, account_id from identity").to_pylist()
    return {row["account_key"]: row["account_id"] for row in rows}


def pairs(groups: Iterable[Any]) -> int:
    return sum(comb(size, 2) for size in Counter(groups).values())


def scored(found: Mapping[Key, str], truth: Truth) -> tuple[float, float, float]:
    """Precision, recall and F1 of the pairs, after transitive closure."""
    assert set(found) >= set(truth)
    together = pairs((found[key], entity) for key, entity in truth.items())
    precision = together / pairs(found[key] for key in truth)
    recall = together / pairs(truth.values())
    return precision, recall, 2 * precision * recall / (precision + recall)


class Chicago:
    """Child-care organisations out of nine lists, most of them on several."""

    fields = 'key: Id, name: "Site name", street: Address, postal_code: Zip, phone: Phone'

    def __init__(self, file: Path) -> None:
        self.file = file

    def truth(self) -> Truth:
        sql = f"select 'lists:' || Id, \"True Id\" from read_csv('{self.file}', all_varchar = true)"
        with duckdb.connect() as connection:
            return dict(connection.execute(sql).fetchall())

    def shuffled(self, folder: Path, seed: int) -> Path:
        path = folder / f"shuffled{seed}.csv"
        with duckdb.connect() as connection:
            rows = connection.sql(f"select * from read_csv('{self.file}', all_varchar = true) "
                                  f"order by md5(Id || '{seed}')")  # fmt: skip
            rows.to_csv(str(path))
        return path


@pytest.fixture(scope="module")
def chicago(shared_data: Path) -> Chicago:
    folder = folder_of(shared_data, "identity_chicago_orgs")
    return Chicago(folder / "csv_example_input_with_true_ids.csv")


@pytest.fixture(scope="module")
def organisations(chicago: Chicago, resolve: Callable[..., Run]) -> dict[Key, str]:
    return accounts(resolve({"lists": source(chicago.file, chicago.fields)}))


def test_organisations_are_found_without_a_label(
    organisations: dict[Key, str], chicago: Chicago
) -> None:
    truth = chicago.truth()
    assert len(truth) == 3_337
    assert pairs(truth.values()) == 6_608
    precision, recall, f1 = scored(organisations, truth)
    assert f1 >= 0.94
    assert precision >= 0.95
    assert recall >= 0.9


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_no_account(
    organisations: dict[Key, str],
    chicago: Chicago,
    resolve: Callable[..., Run],
    tmp_path: Path,
    seed: int,
) -> None:
    shuffled = source(chicago.shuffled(tmp_path, seed), chicago.fields)
    assert accounts(resolve({"lists": shuffled})) == organisations


def test_companies_of_one_group_stay_apart(
    shared_data: Path, resolve: Callable[..., Run], tmp_path: Path
) -> None:
    folder = folder_of(shared_data, "identity_senzing")
    files = [str(folder / f"{name}.csv") for name in ("customers", "reference", "watchlist")]
    told = (
        "select DATA_SOURCE || '-' || RECORD_ID as record, PRIMARY_NAME_ORG as name, "
        "coalesce(ADDR_LINE1, ADDR_FULL) as street, ADDR_CITY as city, "
        "ADDR_POSTAL_CODE as postcode, ADDR_COUNTRY as country, PHONE_NUMBER as phone "
        f"from read_csv({files}, union_by_name = true, all_varchar = true) "
        "where PRIMARY_NAME_ORG is not null"
    )
    truth_of = (
        "select 'all:' || DATA_SOURCE || '-' || RECORD_ID as key, CLUSTER_ID "
        f"from read_csv('{folder / 'actual_truthset_key.csv'}', all_varchar = true) "
        f"where key in (select 'all:' || record from '{tmp_path / 'organisations.csv'}')"
    )
    with duckdb.connect() as connection:
        connection.sql(told).to_csv(str(tmp_path / "organisations.csv"))
        truth = dict(connection.execute(truth_of).fetchall())
    fields = ("key: record, name: name, street: street, city: city, postal_code: postcode, "
              "country: country, phone: phone")  # fmt: skip
    found = accounts(resolve({"all": source(tmp_path / "organisations.csv", fields)}))
    assert len(found) == len(truth) == 12
    assert len(set(truth.values())) == 6
    # four of the six are Universal Exports, in four countries
    wrong = pairs(found.values()) - pairs((found[key], entity) for key, entity in truth.items())
    assert wrong == 0


PERSON = "name: FullName, email: EMail, phone: Telephone"
PLACED = "street: StreetAddress, postal_code: PostCode, city: City, country: Country"


@pytest.fixture(scope="module")
def contoso(shared_data: Path, resolve: Callable[..., Run]) -> Run:
    """Seven sources with three kinds of keys; nothing but their records ties these together."""
    folder = folder_of(shared_data, "dynamics_contoso")

    def day(column: str, form: str = "%m/%d/%Y") -> str:
        return f"{{column: {column}, formats: ['{form}']}}"

    online = (
        f"key: PurchaseId, account: ContactId, ordered_at: {day('PurchasedOn')}, amount: TotalPrice"
    )
    shop = "key: PurchaseId, account: LoyaltyId, ordered_at: PurchasedOn, amount: TotalPrice"
    stays = (f"key: StayID, account: HotelCustomerID, amount: DollarsSpent, "
             f"ordered_at: {day('CheckInDate', '%m/%d/%Y %H:%M')}")  # fmt: skip
    reviews = (
        f"key: ReviewId, account: UserId, score: ReviewRating, occurred_at: {day('ReviewDate')}"
    )
    return resolve(
        {
            "contact": source(folder / "Contact.csv", f"key: ContactId, {PERSON}, {PLACED}"),
            "loyalty": source(folder / "Customer-Loyalty.csv", f"key: LoyaltyId, {PERSON}"),
            "records": source(folder / "CustomerRecordContoso.csv", f"key: ContactId, {PERSON}"),
            "online": source(folder / "OnlinePurchases.csv", online, "orders", "contact"),
            "pos": source(folder / "POSPurchases.csv", shop, "orders", "loyalty"),
            "hotel": source(folder / "ContosoHotel_HotelActivity.csv", stays, "orders"),
            "reviews": source(
                folder / "WebsiteReviews_LinkedToEcommerceContacts.csv",
                reviews, "engagements", "contact",
            ),
        }
    )  # fmt: skip


def test_one_customer_table_over_seven_sources(contoso: Run) -> None:
    systems: dict[str, set[str]] = defaultdict(set)
    for key, account in accounts(contoso).items():
        systems[account].add(key.partition(":")[0])
    counted = Counter("+".join(sorted(of)) for of in systems.values())
    # the guests of the hotel are known by nothing but a number
    assert counted.pop("hotel") == 10_000
    # five contacts bought or wrote, and are in no list of contacts
    assert counted.pop("contact") == 5
    # every other customer is known to two systems at least: 5,002 of them, as many as are loyal
    assert sum(counted.values()) == 5_002
    assert counted["contact+loyalty+records"] >= 4_990
    assert contoso.rows("profiles") == 15_007


def test_customers_are_joined_with_themselves(contoso: Run, shared_data: Path) -> None:
    cards = shared_data / "dynamics_contoso" / "Customer-Loyalty.csv"
    with duckdb.connect() as connection:
        holders = connection.execute(
            f"select LoyaltyId, ContactId from read_csv('{cards}', all_varchar = true)"
        ).fetchall()
    found = accounts(contoso)
    truth = {f"loyalty:{card}": holder for card, holder in holders}
    truth |= {
        key: key.partition(":")[2] for key in found if key.startswith(("contact:", "records:"))
    }
    precision, recall, _ = scored(found, truth)
    assert precision >= 0.999
    assert recall >= 0.999


def test_nothing_that_was_bought_is_lost(contoso: Run) -> None:
    system = "split_part(order_key, ':', 1)"
    sold = f"select {system} as system, count(*) as n from account_orders group by 1"
    counted = {row["system"]: row["n"] for row in contoso.query(sold).to_pylist()}
    assert counted == {"contact": 12_369, "loyalty": 20_024, "hotel": 41_550}
